import Analyses
import Cohorts
import Foundation
import ReferenceTables
import Statistics
import Testing

/// The bundled study against R (`ReferenceTables/Tables/studies`).
@Suite struct StudyRunnerTests {
  static let protocolFile = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Datasets/hodg/protocol.yml").path

  static let study = Result { try StudyRunner.run(protocolFile: protocolFile, version: "test") }
  static let reference = Result { try ReferenceTable.load("studies/hodg") }

  /// The row of our results that a reference number belongs to.
  private func find(_ row: ReferenceTable.Row) throws -> Double {
    let results = try Self.study.get().results
    func stratum(_ result: AnalysisResult) -> String {
      result.stratum.map { "\($0.variable)=\($0.level)" }.joined()
    }
    func survival(_ statistic: AnalysisResult.Statistic) -> AnalysisResult? {
      results.first { result in
        let time = result.timeMonths.map { " \(Int($0))" } ?? ""
        return result.analysis == .survival && result.statistic == statistic
          && stratum(result) + time == row.term
      }
    }
    func ratio() -> AnalysisResult? {
      results.first {
        $0.statistic == .hazardRatio
          && [$0.variable, $0.level].compactMap { $0 }.joined(separator: " ") == row.term
      }
    }
    let found: Double? =
      switch row.quantity {
      case "median": survival(.timeToEventMedian)?.value.double
      case "median_low": survival(.timeToEventMedian)?.interval?.lower
      case "median_high": survival(.timeToEventMedian)?.interval?.upper
      case "follow_up": survival(.followUpMedian)?.value.double
      case "event_free": survival(.eventFree)?.value.double
      case "event_free_low": survival(.eventFree)?.interval?.lower
      case "event_free_high": survival(.eventFree)?.interval?.upper
      case "n_risk": survival(.atRisk)?.value.double
      case "logrank":
        results.first {
          $0.analysis == .logRank && $0.statistic == .chiSquared && $0.name == row.term
        }?.value.double
      case "expected":
        results.first { $0.statistic == .expected && stratum($0) == row.term }?.value.double
      case "hazard_ratio": ratio()?.value.double
      case "hazard_ratio_low": ratio()?.interval?.lower
      case "hazard_ratio_high": ratio()?.interval?.upper
      case "p_value": ratio()?.pValue
      case "concordance": results.first { $0.statistic == .concordance }?.value.double
      case "zph":
        results.first {
          $0.analysis == .proportionalHazards && ($0.variable ?? "GLOBAL") == row.term
        }?.value.double
      default: nil
      }
    return try #require(found, "no result for \(row)")
  }

  @Test func everyNumberOfTheReportAgreesWithR() throws {
    for row in try Self.reference.get().rows {
      let value = try find(row)
      #expect(
        isClose(value, row.value, relative: row.relativeTolerance),
        "\(difference(value, row.value, row.description))")
    }
  }

  @Test func theFlowAddsUp() throws {
    let flow = try Self.study.get().flow
    #expect(flow.total == 43)
    #expect(flow.total - flow.steps.map(\.excluded).reduce(0, +) == flow.remaining)
  }

  @Test func everyRateAndDurationNamesItsContext() throws {
    let rates: Set<AnalysisResult.Statistic> = [.eventFree, .timeToEventMedian, .followUpMedian]
    let rows = try Self.study.get().results.filter { rates.contains($0.statistic) }
    #expect(rows.count == 7 * 6)
    for row in rows {
      #expect(row.context != nil && row.denominators.n != 0 && row.denominators.events != nil)
      #expect(row.statistic != .eventFree || row.timeMonths != nil)
    }
  }
}
