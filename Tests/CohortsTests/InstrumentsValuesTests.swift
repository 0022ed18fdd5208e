import Cohorts
import Tables
import Testing

@Suite struct InstrumentsValuesTests {
  static let pain = ScoreScale(
    instrument: "WOMAC-LK", subscale: "pain", range: 0...20, better: .lower)
  static let millimetres = ScoreScale(
    instrument: "VAS", subscale: "pain", unit: "mm", range: 0...100, better: .lower)
  static let oxford = ScoreScale(instrument: "OHS", subscale: nil, range: 0...48, better: .higher)

  @Test func goodColumnsHaveNoProblems() {
    #expect(Instrument.problems(ofValues: [0, 20, .nan, 12.5, 7], scale: Self.pain).isEmpty)
    #expect(Instrument.problems(ofValues: [], scale: Self.pain).isEmpty)
    #expect(Instrument.problems(ofValues: [.nan, .nan], scale: Self.pain).isEmpty)
    #expect(Instrument.problems(ofValues: [0, 0], scale: Self.pain).isEmpty)
  }

  @Test func valuesOutsideNameTheFirstRowAndTheirNumber() throws {
    let found = Instrument.problems(ofValues: [3, .nan, 38, -1, 20, 21], scale: Self.pain)
    let problem = try #require(found.first)
    #expect(found.count == 1)
    #expect(problem.code == .outOfRange && problem.severity == .error)
    #expect(problem.firstIndex == 2)
    #expect(problem.value == 38)
    #expect(problem.count == 3)
    #expect(problem.message.hasPrefix("3 of 5 values lie outside 0–20"))
  }

  @Test func aMaximumBeyondTheRangePointsToTheOtherVersion() throws {
    let problem = try #require(
      Instrument.problems(ofValues: [12, 38, 4], scale: Self.pain).first)
    #expect(problem.help?.contains("WOMAC-NRS") == true)
    let marks = try #require(Instrument.problems(ofValues: [12, 380, 4], scale: Self.pain).first)
    #expect(marks.help?.contains("WOMAC-VAS") == true)
  }

  @Test func aRoundingErrorIsNotOutOfRange() {
    let scale = ScoreScale(
      instrument: "VAS", subscale: "pain", unit: "cm", range: 0...10, better: .lower)
    #expect(Instrument.problems(ofValues: [10.000000000000002, 9.9], scale: scale).isEmpty)
    #expect(
      Instrument.problems(ofValues: [10.00001, 9.9], scale: scale).map(\.code) == [.outOfRange])
    #expect(
      Instrument.problems(ofValues: [.infinity, 9.9], scale: scale).map(\.code) == [.outOfRange])
  }

  @Test func marksInMillimetresUnderCentimetresAreNamed() throws {
    let scale = ScoreScale(
      instrument: "VAS", subscale: "pain", unit: "cm", range: 0...10, better: .lower)
    let problem = try #require(Instrument.problems(ofValues: [6.5, 72, 8], scale: scale).first)
    #expect(problem.code == .outOfRange)
    #expect(problem.help?.contains("unit: mm") == true)
  }

  @Test func oxfordScoresAbove48AreOfTheOriginalCoding() throws {
    let problem = try #require(
      Instrument.problems(ofValues: [30, 49, 48], scale: Self.oxford).first)
    #expect(problem.code == .otherCoding && problem.firstIndex == 1)
    #expect(problem.help?.contains("OHS-old") == true)
    let beyond = try #require(Instrument.problems(ofValues: [30, 61], scale: Self.oxford).first)
    #expect(beyond.code == .outOfRange)
    let old = ScoreScale(instrument: "OHS-old", subscale: nil, range: 12...60, better: .lower)
    #expect(Instrument.problems(ofValues: [30, 11], scale: old).map(\.code) == [.otherCoding])
  }

  /// More than one non-zero value in twenty: 2 of 20 are, 1 of 20 is not.
  @Test func marksInCentimetresAmongMillimetresAreWarnedOf() throws {
    let large = [Double](repeating: 55, count: 18)
    let mixed = Instrument.problems(
      ofValues: [0, .nan] + large + [6.5, 7], scale: Self.millimetres)
    let problem = try #require(mixed.first)
    #expect(problem.code == .mixedUnits && problem.severity == .warning)
    #expect(problem.firstIndex == 20)
    #expect(problem.count == 2)
    let few = Instrument.problems(ofValues: large + [55, 7], scale: Self.millimetres)
    #expect(few.isEmpty)
    let fine = Instrument.problems(ofValues: large + [6.53, 7.25], scale: Self.millimetres)
    #expect(fine.isEmpty, "two decimals are no marks in cm")
    let womac = ScoreScale(
      instrument: "WOMAC-LK", subscale: "pain", range: 0...100, better: .lower)
    #expect(Instrument.problems(ofValues: large + [5, 10], scale: womac).isEmpty)
  }

  @Test func aColumnInTheLowestTenthIsWarnedOf() throws {
    let found = Instrument.problems(ofValues: [6.5, 7, 10, 0], scale: Self.millimetres)
    let problem = try #require(found.first)
    #expect(found.count == 1)
    #expect(problem.code == .suspectedUnit && problem.severity == .warning)
    #expect(problem.help?.contains("unit: cm") == true)
    #expect(Instrument.problems(ofValues: [6.53, 12.25], scale: Self.millimetres).isEmpty)
    let womac = ScoreScale(
      instrument: "WOMAC-VAS", subscale: "pain", range: 0...500, better: .lower)
    #expect(
      Instrument.problems(ofValues: [12, 31, 44], scale: womac).map(\.code) == [.suspectedUnit])
  }
}
