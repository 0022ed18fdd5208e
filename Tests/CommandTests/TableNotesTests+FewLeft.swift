import Foundation
import Testing

/// What a number rests on stands with it wherever it is told.
extension TableNotesTests {
  @Test func aProbabilityOfFewSaysSoInSentencesToo() throws {
    let twelve = try Self.twelve.get().replacing("\u{00A0}", with: " ")
    let few = " months (fewer than 10 still at risk)"
    let findings = section("Key findings", of: twelve)
    let footer = section("What these numbers cannot tell", of: twelve)
    for text in [findings, footer] {
      #expect(text.contains(#/free of loss of benefit [0-9.]+( \([^)]*\))? at 12/#))
      #expect(text.contains(few) && !text.contains(#/at (12|24) months(?! \(fewer)[;.,]/#))
    }
  }

  @Test func aProbabilityOfFewIsMarkedUnderOtherChoices() throws {
    let twelve = try Self.twelve.get()
    let words = "Fewer than ten are still at risk: the estimate rests on few."
    for id in ["tbl-sensitivity", "tbl-published-ranges"] {
      #expect(table(id, of: twelve).contains(words), "\(id)")
    }
    #expect(
      section("Sensitivity", of: twelve).contains(" as pre-specified, ")
        && section("Sensitivity", of: twelve).contains("(fewer than 10 still at risk)"))
    let many = try page(ResponseStudy())
    #expect(!table("tbl-sensitivity", of: many).contains(words))
  }

  /// A quarter of the hips of each arm have no baseline.
  @Test func ratesOfTheArmsAreFlaggedAsInTheTablesOfResponse() throws {
    let text = try page(ResponseStudy(baseline: { $0 % 8 == 0 || $0 % 8 == 2 ? nil : 12 }))
    for id in ["tbl-response-differences", "tbl-arms-crude-donated"] {
      #expect(
        table(id, of: text).contains("More than 20 % not seen or without baseline: the rate rests"),
        "\(id)")
    }
    #expect(
      try !table("tbl-arms-crude-donated", of: page(ResponseStudy())).contains("More than 20"))
  }

  /// Nobody of the donated respond, and half of the others.
  @Test func anArmThatIsAllAlikeHasNoPooledInterval() throws {
    let words = "In the strata used nobody or everybody of an arm was in clear response"
    let (_, text, results) = try ResponseStudy(
      pain: { hip, _ in hip % 4 < 2 && hip % 8 < 4 ? 5 : 12 }
    ).report(in: Scratch())
    let own = table("tbl-response-pooled", of: text)
    #expect(own.contains(words) && own.contains("−50.0 (no interval)"))
    let row = results.find(
      "response_mantel_haenszel", "risk_difference", group: ["arm": "donated"], month: 6)
    #expect(row.count == 1 && row.first?.value == -0.5 && row.first?.low == nil)
    let test = results.find(
      "response_mantel_haenszel", "chi_squared", group: ["arm": "donated"], month: 6)
    #expect(test.first?.value != nil)
    #expect(try !page(ResponseStudy()).contains(words))
  }

  @Test func aModelWithoutARatioIsNotSaidToBeFarFromTheTruth() throws {
    let models = section("Models", of: try Self.twelve.get())
    for part in models.components(separatedBy: "\n### ").dropFirst() {
      let isWithout = part.contains("No ratio of this model could be estimated")
      #expect(part.contains("where 10 or more are wanted") != isWithout, "\(part.prefix(40))")
    }
  }

  /// Of those followed to the last event nobody is left, though others were not followed so long.
  @Test func aProbabilityOfOneWithoutLimitsIsOfThoseFollowedSoLong() throws {
    let twelve = try Self.twelve.get()
    for id in ["tbl-competing-responders", "tbl-competing-treated"] {
      let own = table(id, of: twelve)
      #expect(!own.contains("everybody had the event, or one patient stands for all"), "\(id)")
      let hasOne = own.contains(#/\| +1\.000[^(|]*\|/#)
      #expect(
        own.contains("1.000 without limits: everybody followed so long had that event first")
          == hasOne, "\(id)")
    }
  }
}
