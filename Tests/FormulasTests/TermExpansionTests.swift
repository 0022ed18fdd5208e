import Formulas
import ReferenceTables
import Testing

@Suite struct TermExpansionTests {
  @Test(arguments: try ReferenceGroup.load("terms"))
  func termsAndInterceptAreRs(_ reference: ReferenceGroup) throws {
    let formula = try Formula.parse(reference.name)
    #expect(formula.terms.map(\.label) == reference.rows.dropFirst().map(\.term))
    #expect(formula.hasIntercept == (reference.values.first == 1))
  }

  @Test func termsKnowWhereTheyStand() throws {
    let formula = try Formula.parse("y ~ age * sex + I( x ^ 2 )")
    #expect(formula.terms.map(\.label) == ["age", "sex", "I(x^2)", "age:sex"])
    #expect(formula.terms.map(\.position) == [4..<7, 10..<13, 16..<26, 4..<13])
  }

  @Test func specialTermsAreKeptApart() throws {
    let formula = try Formula.parse(
      "Surv(time, status) ~ age + strata(sex, centre) + cluster(id) + offset(log(n)) + (1 + x || g)"
    )
    #expect(formula.terms.map(\.label) == ["age"])
    #expect(
      formula.specialTerms.map(\.kind) == [.strata, .cluster, .offset, .randomEffects])
    #expect(
      formula.specialTerms.map(\.label) == [
        "strata(sex,centre)", "cluster(id)", "offset(log(n))", "(1+x||g)",
      ])
    #expect(
      formula.specialTerms.map(\.columns) == [["sex", "centre"], ["id"], ["n"], ["x", "g"]])
  }

  @Test func backticksNameAnyColumn() throws {
    let formula = try Formula.parse("y ~ `a|b` + `two words`:x")
    #expect(formula.terms.map(\.label) == ["a|b", "two words:x"])
  }

  @Test func withinIsAnInteraction() throws {
    #expect(try Formula.parse("y ~ a + b %in% a").terms.map(\.label) == ["a", "a:b"])
  }

  @Test func aFormulaOfThousandsOfTermsIsNoDeepTree() throws {
    let names = (1...5000).map { "x\($0)" }
    let formula = try Formula.parse("y ~ " + names.joined(separator: " + "))
    #expect(formula.terms.map(\.label) == names)
  }
}
