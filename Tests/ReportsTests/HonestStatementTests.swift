import Analyses
import Cohorts
import Foundation
import Reports
import Statistics
import Testing

/// The sentences rates, medians and probabilities are told in.
@Suite struct HonestStatementTests {
  static let visits = Result { try results(of: "Datasets/hip-msc-simulated/protocol.yml") }
  static let table = Result { try results(of: "Datasets/hodg/protocol.yml") }

  private static func results(of study: String) throws -> StudyResults {
    try StudyRunner.run(
      protocolFile: StudyReportTests.root.appendingPathComponent(study).path, version: "test")
  }

  private func row(
    _ study: StudyResults, _ statistic: AnalysisResult.Statistic, at month: Double? = nil,
    in group: [GroupLevel] = []
  ) throws -> AnalysisResult {
    try #require(
      study.results.first {
        $0.statistic == statistic && $0.timeMonths == month && $0.stratum == group
      })
  }

  /// Every one of the things a rate must say, in one sentence.
  @Test func aRateSaysEverything() throws {
    let study = try Self.visits.get()
    let rate = try row(study, .responderRate, at: 6)
    let statement = try #require(HonestStatement(rate, in: study.study))
    let text = statement.sentence.replacing("\u{00A0}", with: " ")
    for part in [
      "Clear response at 6 months (day 138 to 274): 285/414 (68.8%; 95% CI 64.2% to 73.1%, Wilson)",
      "WOMAC-LK pain 0–20, lower is better", "WOMAC-LK, five-point Likert items 0–4",
      "improvement over baseline of at least 30 %", "single visit", "time from index injection",
      "Treated 536, analysed 414, missing 122", "no baseline 3",
      "not seen in the window 119", "hip replaced or patient dead before 13",
      "Hip replacement counts as no response", "rescue medication is ignored",
      "Population: simulated hips with osteoarthritis, Kellgren-Lawrence II-III", "Uncontrolled.",
    ] {
      #expect(text.contains(part), "\(part) is not in: \(text)")
    }
  }

  /// Wilson's interval of 285 of 414 by hand: centre (p + z²/2n)/(1 + z²/n).
  @Test func theIntervalIsWilsons() throws {
    let rate = try row(try Self.visits.get(), .responderRate, at: 6)
    let (n, p, z) = (414.0, 285.0 / 414, 1.959963984540054)
    let width = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    let interval = try #require(rate.interval)
    #expect(abs(interval.lower - (p + z * z / (2 * n) - width) / scale) < 1e-9)
    #expect(abs(interval.upper - (p + z * z / (2 * n) + width) / scale) < 1e-9)
  }

  @Test func aMedianSaysOfHowManyItIs() throws {
    let study = try Self.visits.get()
    let median = try #require(
      study.results.first {
        $0.analysis == .survival && $0.statistic == .timeToEventMedian && $0.stratum.isEmpty
      })
    let text = try #require(HonestStatement(median, in: study.study)).sentence
    for part in [
      "Median time from index injection to loss of benefit", "events in 384",
      "Treated 536, analysed 384, missing 22 (missing baseline 3, never assessed 19)",
      "not in this group: no response by month 7.5: 130",
      "confirmed at two consecutive visits", "first response within 7.5 months",
    ] {
      #expect(text.contains(part), "\(part) is not in: \(text)")
    }
    // The words of the threshold say the strategies; they are not said twice.
    #expect(text.components(separatedBy: "hip replacement counts as loss").count == 2)
  }

  /// Where a median is not reached, the probabilities at one and two years stand in its place,
  /// though the first landmark is at six months.
  @Test func aMedianNotReachedTellsTheLandmarks() throws {
    let study = try Self.table.get()
    let medians = study.results.filter {
      $0.statistic == .timeToEventMedian && $0.value == .state(.notReached)
    }
    let median = try #require(medians.first)
    let statement = try #require(
      HonestStatement(median, landmarks: study.results, in: study.study))
    let text = statement.finding.replacing("\u{00A0}", with: " ")
    #expect(text.contains(": NR (95% CI "))
    #expect(text.contains("free of relapse or death 0."))
    #expect(text.contains(" at 12 months and "))
    #expect(text.contains(" at 24 months"))
    #expect(!text.contains(" at 6 months"))
  }

  @Test func aLandmarkOfATableSaysThatNothingElseWasDeclared() throws {
    let study = try Self.table.get()
    let landmark = try row(study, .eventFree, at: 12)
    let text = try #require(HonestStatement(landmark, in: study.study)).sentence
    #expect(text.hasPrefix("Free of relapse or death at 12"))
    #expect(text.contains("Strategies for intercurrent events: none declared."))
    #expect(text.contains("Treated 43, analysed 43, missing 0."))
    #expect(text.contains("time from transplant"))
  }

  /// No number is told that does not name its context and how many were treated.
  @Test func everyRateOfBothReportsCanBeJudged() throws {
    for study in [try Self.visits.get(), try Self.table.get()] {
      let rates = study.results.filter(HonestRows.isRateOrDuration)
      #expect(rates.count > 20)
      for rate in rates {
        #expect(HonestRows.lacks(of: rate).isEmpty)
        #expect(HonestStatement(rate, in: study.study) != nil)
        let counts = rate.denominators
        let (n, treated) = (counts.n.number ?? 0, counts.treated?.number ?? 0)
        #expect(n <= treated)
        // Those analysed, those missing and those of another group are everybody treated.
        let others = counts.accounts.filter { $0.role == .notOfTheGroup }.compactMap(\.count.number)
        #expect(n + (counts.missing?.number ?? 0) + others.reduce(0, +) == treated)
      }
      for row in study.results where !HonestRows.isRateOrDuration(row) {
        #expect(HonestStatement(row, in: study.study) == nil)
      }
    }
  }
}
