import Analyses
import Cohorts
import Documents
import Statistics

/// What the first page says of groups: the medians of the arms and of the first stratum, and the
/// adjusted comparison.
struct GroupFindings {
  let context: ReportContext
  /// More groups than this are told by their extremes: a list of eight is no finding.
  private static let mostListed = 4
  /// The fewest in a group whose median leads a page.
  static let fewest = 5

  /// The medians of the arms, side by side.
  var arms: String? {
    context.arms.flatMap(medians).map { $0 + "." }
  }

  /// The medians by a stratum that is no arm.
  func stratum(_ variable: String) -> String? { medians(by: variable).map { $0 + "." } }

  /// The test between the groups, in brackets; with groups that are not told, which it takes too.
  private func test(by variable: String, leftOut: Int) -> String {
    let row = context.rows(.logRank).first {
      $0.statistic == .chiSquared && $0.name == variable && !($0.pValue ?? .nan).isNaN
    }
    guard let p = row?.pValue else { return "" }
    let all = leftOut == 0 ? "" : " over all groups, those left out too"
    let style = PValueStyle(numbers: context.numbers, guardedLevel: 0.05)
    return " (log-rank \(style.equation(p))\(all), not adjusted)"
  }

  /// The medians by the levels of a variable, with the test between them, in one sentence without
  /// its period.
  private func medians(by variable: String) -> String? {
    let rows = context.rows(.survival).filter {
      $0.statistic == .timeToEventMedian && $0.stratum.first?.variable == variable
    }
    guard rows.count > 1, let outcome = rows.first?.context else { return nil }
    let told = rows.filter { ($0.denominators.n.number ?? 0) >= Self.fewest }
    guard !told.isEmpty else { return nil }
    let small = rows.count - told.count
    let few =
      small == 0
      ? ""
      : "; \(context.count(small, "group")) of fewer than \(context.numbers.text(Self.fewest)) "
        + "left out"
    return "Median time from \(outcome.origin) to \(outcome.label): "
      + "\(told.count > Self.mostListed ? extremes(told) : told.compactMap(estimate).joined(separator: "; "))"
      + "\(few); \(context.definition(outcome)); \(outcome.population)"
      + test(by: variable, leftOut: small)
  }

  /// One group's median: `autologous: 29.9 months (…), 97 events in 266 of 356 treated`; without an
  /// upper limit, the probabilities at one and two years too.
  private func estimate(_ row: AnalysisResult) -> String? {
    guard let statement = context.statement(row), let group = row.stratum.first else { return nil }
    let treated =
      row.denominators.treated.map { " of \(context.numbers.text($0)) treated" } ?? ""
    let instead = statement.instead.map { ", \($0)" } ?? ""
    return "\(context.name(of: group)): \(statement.estimate)\(treated)\(instead)"
  }

  /// The shortest and the longest of many medians.
  private func extremes(_ rows: [AnalysisResult]) -> String {
    let ordered = rows.sorted {
      ($0.value.double.isNaN ? .infinity : $0.value.double)
        < ($1.value.double.isNaN ? .infinity : $1.value.double)
    }
    let ends = [ordered.first, ordered.last].compactMap { $0.flatMap(estimate) }
    return "of \(context.count(rows.count, "group")) the shortest is that of \(ends.first ?? ""); "
      + "the longest that of \(ends.last ?? "")"
  }

  /// The adjusted hazard ratios of the arms.
  var adjusted: String? {
    guard let comparison = context.study.comparison, !comparison.adjustFor.isEmpty else {
      return nil
    }
    let rows = context.rows(.cox).filter {
      $0.name == "comparison" && $0.variable == context.arms && $0.interval != nil
        && $0.statistic == .hazardRatio && !$0.value.double.isNaN
    }
    guard let first = rows.first, let outcome = first.context else { return nil }
    let told =
      rows.count < Self.mostListed
      ? rows
      : rows.filter { row in
        let values = rows.map(\.value.double)
        return row.value.double == values.min() || row.value.double == values.max()
      }
    let many =
      told.count < rows.count
      ? "; the other \(context.count(rows.count - told.count, "arm")) between, none allowed for their number"
      : ""
    let adjustment = Adjustment(context)
    guard !adjustment.covariates.isEmpty else { return nil }
    return "Hazard ratio of \(outcome.label) against \(comparison.reference), adjusted for "
      + "\(adjustment.covariates): \(told.map(ratio).joined(separator: "; "))\(many); "
      + "\(context.count(first.denominators.events ?? 0, "event")) in "
      + "\(context.numbers.text(first.denominators.n))\(doubt(first)); "
      + "\(context.definition(outcome)); \(outcome.population). An association: the arms were not "
      + "randomised.\(adjustment.leftOut)"
  }

  /// `Wharton's jelly 0.87 (95% CI 0.58 to 1.30)`.
  private func ratio(_ row: AnalysisResult) -> String {
    guard let limits = row.interval else { return row.level ?? "" }
    let style = RatioStyle(numbers: context.numbers)
    guard style.isEstimable(row.value.double, limits.lower, limits.upper) else {
      return "\(row.level ?? "") not estimable"
    }
    let interval = context.numbers.interval(style.text(limits.lower), style.text(limits.upper))
    return "\(row.level ?? "") \(style.text(row.value.double)) (\(context.level) CI \(interval))"
  }

  /// What a reader of the ratio must know before leaning on it.
  private func doubt(_ row: AnalysisResult) -> String {
    let rows = context.rows(.cox).filter { $0.name == row.name }
    let isSparse = rows.contains { row in
      row.diagnostics.contains { $0.code == .fewEvents }
    }
    let tests = context.rows(.proportionalHazards).filter { $0.name == row.name }
    let varies = tests.contains {
      ($0.variable == nil || $0.variable == context.arms) && ($0.pValue ?? 1) < 0.05
    }
    return (isSparse ? ", too few events for so many covariates" : "")
      + (varies ? ", an average over follow-up, in which effects change" : "")
  }
}
