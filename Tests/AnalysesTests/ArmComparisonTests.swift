import Analyses
import Foundation
import ReferenceTables
import Statistics
import Testing

/// The models and the comparison of arms of the bundled study against R
/// (`ReferenceTables/Tables/studies/hodg-arms`).
@Suite struct ArmComparisonTests {
  static let study = Result { () throws -> StudyResults in
    let folder = URL(fileURLWithPath: StudyRunnerTests.protocolFile).deletingLastPathComponent()
    let csv = try String(
      contentsOf: folder.appendingPathComponent("hodg.csv"), encoding: .utf8)
    let text = try String(
      contentsOf: folder.appendingPathComponent("protocol.yml"), encoding: .utf8)
    let models = """

      models:
        spline: {formula: "graft + rcs(waiting_time, c(12, 24, 60))"}
      """
    return try StudyScratch(csv, text.replacing("file: hodg.csv", with: "file: units.csv") + models)
      .run()
  }

  /// Where a reference number stands among our results.
  private struct Place {
    let analysis: AnalysisResult.Analysis
    var name: String?
    var stratum: String?
    var statistic: AnalysisResult.Statistic = .hazardRatio
    var variable: String?
    var level: String?
    var month: Double?

    func holds(_ row: AnalysisResult) -> Bool {
      row.analysis == analysis && row.statistic == statistic
        && (name == nil || row.name == name) && row.stratum.first?.level == stratum
        && (variable == nil || row.variable == variable) && (level == nil || row.level == level)
        && (month == nil || row.timeMonths == month)
    }
  }

  private func place(_ row: ReferenceTable.Row) -> Place? {
    let words = row.term.split(separator: " ", maxSplits: 1).map(String.init)
    let quantity = ["_low", "_high", "_p"].reduce(row.quantity) {
      $0.hasSuffix($1) ? String($0.dropLast($1.count)) : $0
    }
    switch quantity {
    case "unadjusted":
      return Place(
        analysis: .unadjustedCox, name: "comparison", variable: words.first,
        level: words.count > 1 ? words[1] : nil)
    case "adjusted": return Place(analysis: .comparison, name: "adjusted", level: "donor marrow")
    case "difference":
      return Place(
        analysis: .comparison, name: "crude", statistic: .eventFreeDifference,
        month: Double(row.term))
    case "rmst", "standardised_rmst":
      return Place(
        analysis: .comparison, name: quantity == "rmst" ? "crude" : "adjusted",
        stratum: row.term,
        statistic: quantity == "rmst" ? .restrictedMean : .standardizedRestrictedMean, month: 36)
    case "rmst_difference":
      return Place(
        analysis: .comparison, name: "crude", statistic: .restrictedMeanDifference, month: 36)
    case "standardised":
      let parts = row.term.split(separator: " ")
      return Place(
        analysis: .comparison, name: "adjusted", stratum: parts.dropLast().joined(separator: " "),
        statistic: .standardizedEventFree, month: parts.last.flatMap { Double($0) })
    case "propensity_from":
      return Place(analysis: .overlap, statistic: .commonSupportFrom, variable: "(propensity)")
    case "propensity_to":
      return Place(analysis: .overlap, statistic: .commonSupportTo, variable: "(propensity)")
    case "propensity_inside":
      return Place(
        analysis: .overlap, stratum: row.term, statistic: .inCommonSupport,
        variable: "(propensity)")
    case "c_statistic": return Place(analysis: .overlap, statistic: .concordance)
    case "equipoise": return Place(analysis: .overlap, statistic: .equipoise)
    case "smd":
      return Place(
        analysis: .balance, statistic: .standardizedMeanDifference, variable: row.term)
    case "subgroup":
      return Place(analysis: .subgroup, name: words.first, stratum: words.last)
    case "interaction":
      return Place(analysis: .subgroup, name: row.term, statistic: .chiSquared)
    case "spline_test":
      return Place(analysis: .cox, name: "spline", statistic: .chiSquared, level: row.term)
    case "spline_value":
      return Place(analysis: .spline, statistic: .covariateValue, level: row.term)
    case "spline": return Place(analysis: .spline, level: row.term)
    default: return nil
    }
  }

  @Test func everyNumberAgreesWithR() throws {
    let results = try Self.study.get().results
    for row in try ReferenceTable.load("studies/hodg-arms").rows {
      let place = try #require(self.place(row), "no place for \(row)")
      let found = try #require(results.first { place.holds($0) }, "no result for \(row)")
      let value: Double =
        row.quantity.hasSuffix("_low")
        ? found.interval?.lower ?? .nan
        : row.quantity.hasSuffix("_high")
          ? found.interval?.upper ?? .nan
          : row.quantity.hasSuffix("_p") ? found.pValue ?? .nan : found.value.double
      // What is at zero or one within rounding of R's logistic fit.
      #expect(
        isClose(value, row.value, relative: 2e-9),
        "\(difference(value, row.value, row.description))")
    }
  }

  @Test func theComparisonAndTheModelAgree() throws {
    let results = try Self.study.get().results
    let model = try #require(
      results.first {
        $0.analysis == .cox && $0.name == "comparison" && $0.level == "donor marrow"
          && $0.statistic == .hazardRatio
      })
    let contrast = try #require(
      results.first {
        $0.analysis == .comparison && $0.name == "adjusted" && $0.statistic == .hazardRatio
      })
    #expect(model.value == contrast.value && model.interval == contrast.interval)
  }

  @Test func unitsAndEventsOfLevelsAddUp() throws {
    let results = try Self.study.get().results
    let levels = results.filter {
      $0.analysis == .cox && $0.name == "comparison" && $0.variable == "disease"
        && $0.statistic == .events
    }
    #expect(levels.compactMap(\.denominators.n.number).reduce(0, +) == 43)
    #expect(levels.compactMap(\.denominators.events?.number).reduce(0, +) == 26)
  }

  @Test func theCurveIsOneAtItsReference() throws {
    let curve = try #require(try Self.study.get().modelPictures.splines.first)
    #expect(curve.source == "waiting_time" && curve.reference == 24)
    let median = try #require(curve.quantiles.first { $0.percent == 50 }).point
    #expect(median.ratio == 1 && median.interval.lower == 1 && median.interval.upper == 1)
    #expect(curve.observations.count == 43)
  }
}
