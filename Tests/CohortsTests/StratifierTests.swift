import Cohorts
import Tables
import Testing

@Suite struct StratifierTests {
  static let table = Table(
    source: "units.csv",
    columns: [
      Column(name: "bmi", values: .numbers([24.9, 25, 29.99, 30, 41, .nan])),
      Column(
        name: "source",
        values: .categories(
          Categories(codes: [0, 1, 2, 0, -1, 2], levels: ["adipose", "marrow", "whartons_jelly"]))),
      Column(name: "day", values: .dates([1, 2, 3, 4, 5, 6])),
      Column(name: "kl", values: .numbers([3, 2, 2, 4, .nan, 3])),
    ], rowCount: 6)

  @Test func cutsAreClosedBelow() throws {
    let strata = try Stratifier(column: "bmi", rule: .cuts([25, 30])).strata(of: Self.table)
    #expect(strata.levels == ["<25", "25 to <30", "≥30"])
    #expect(strata.codes == [0, 1, 1, 2, 2, -1])
  }

  @Test func groupsGatherLevels() throws {
    let groups = [
      Stratifier.Group(name: "autologous", levels: ["marrow", "adipose"]),
      Stratifier.Group(name: "donor", levels: ["whartons_jelly"]),
    ]
    let strata = try Stratifier(column: "source", rule: .groups(groups)).strata(of: Self.table)
    #expect(strata.levels == ["autologous", "donor"])
    #expect(strata.codes == [0, 0, 1, 0, -1, 1])
  }

  @Test func levelsInNoGroupAreOutside() throws {
    let groups = [Stratifier.Group(name: "marrow", levels: ["marrow"])]
    let strata = try Stratifier(column: "source", rule: .groups(groups)).strata(of: Self.table)
    #expect(strata.codes == [-1, 0, -1, -1, -1, -1])
  }

  @Test func numbersAreTheirOwnStrataInNumericOrder() throws {
    let strata = try Stratifier(column: "kl", rule: .values).strata(of: Self.table)
    #expect(strata.levels == ["2", "3", "4"])
    #expect(strata.codes == [1, 0, 0, 2, -1, 1])
  }

  @Test func bodyMassIndexFallsIntoTheClassesOfTheWHO() throws {
    let bmi = [18.49, 18.5, 24.99, 25, 30, 34.99, 35, 40, .nan]
    let table = Table(
      source: "x", columns: [Column(name: "bmi", values: .numbers(bmi))], rowCount: bmi.count)
    let strata = try Stratifier.whoBMI().strata(of: table)
    #expect(
      strata.levels == [
        "underweight (<18.5)", "normal (18.5 to <25)", "pre-obese (25 to <30)",
        "obese I (30 to <35)", "obese II (35 to <40)", "obese III (≥40)",
      ])
    #expect(strata.codes == [0, 1, 1, 2, 3, 3, 4, 5, -1])
    #expect(Stratifier.Classes.named("who") == .whoBMI)
    #expect(Stratifier.Classes.named("WHO?") == nil)
  }

  @Test func gradesComeFromNumbersOrText() throws {
    func strata(_ values: Column.Values) throws -> Categories {
      let column = Column(name: "kl", values: values)
      let table = Table(source: "x", columns: [column], rowCount: column.count)
      return try Stratifier(column: "kl", rule: .classes(.kellgrenLawrence)).strata(of: table)
    }
    let numbers = try strata(.numbers([0, 2, 4, .nan]))
    #expect(numbers.levels == ["0", "I", "II", "III", "IV"])
    #expect(numbers.codes == [0, 2, 4, -1])
    let text = Categories(codes: [0, 2, 1, -1], levels: ["0", "IV", "KL 2"])
    #expect(try strata(.categories(text)) == numbers)
    #expect(throws: Stratifier.Problem.self) { try strata(.numbers([2.5])) }
    #expect(throws: Stratifier.Problem.self) {
      try strata(.categories(Categories(codes: [0], levels: ["mild"])))
    }
  }

  @Test func problemsNameTheColumn() {
    func problem(_ stratifier: Stratifier) -> Stratifier.Problem? {
      do throws(Stratifier.Problem) {
        _ = try stratifier.strata(of: Self.table)
        return nil
      } catch { return error }
    }
    #expect(problem(.init(column: "age", rule: .values)) == .noSuchColumn("age"))
    #expect(
      problem(.init(column: "source", rule: .cuts([1]))) == .cutsNeedNumbers(column: "source"))
    let groups = [
      Stratifier.Group(name: "own", levels: ["fat", "marrow"]),
      Stratifier.Group(name: "donor", levels: ["jelly"]),
    ]
    #expect(
      problem(.init(column: "source", rule: .groups(groups)))
        == .noSuchLevels(
          column: "source", wanted: ["fat", "jelly"],
          levels: ["adipose", "marrow", "whartons_jelly"]))
    let many = Table(
      source: "x", columns: [Column(name: "id", values: .numbers((0..<20).map(Double.init)))],
      rowCount: 20)
    #expect(throws: Stratifier.Problem.tooManyValues(column: "id", count: 20)) {
      try Stratifier(column: "id", rule: .values).strata(of: many)
    }
  }
}
