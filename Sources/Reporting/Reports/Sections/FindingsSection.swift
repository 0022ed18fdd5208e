import Analyses
import Cohorts
import Documents
import Statistics

/// The answer on the first page: at most six sentences, each with its interval and all it takes to
/// judge it, and one figure.
struct FindingsSection: ReportSection {
  let context: ReportContext
  /// The curves shown: of the arms where the protocol compares arms, of everybody otherwise.
  let curves: EventFreeCurves?

  init(context: ReportContext, curves: [EventFreeCurves]) {
    self.context = context
    self.curves = FindingsSection.shown(of: curves, context)
  }

  /// The curves of the first page.
  static func shown(of curves: [EventFreeCurves], _ context: ReportContext) -> EventFreeCurves? {
    let arms = context.study.comparison?.arms.column
    return curves.first { $0.variable == arms && $0.id.hasPrefix("survival") }
      ?? curves.first { $0.id == "survival" }
  }

  private var figure: SurvivalFigureSection? {
    curves.map { SurvivalFigureSection(curves: $0, context: context) }
  }

  var blocks: [Block] {
    let sentences: [(lead: String, text: String?)] = [
      ("Response", response), ("Duration", duration),
      ("By " + (armColumn.map(context.label) ?? ""), arms),
      ("By " + (firstStratum.map(context.label) ?? ""), strata), ("Adjusted", adjusted),
      ("Other events", incidence),
    ]
    let items = sentences.compactMap { lead, text in
      text.map { RichText.strong(lead + ".") + RichText(" " + $0) }
    }
    guard !items.isEmpty else { return [] }
    return [.heading(level: 2, "Key findings"), .list(items), .paragraph(RichText(terms))]
      + (figure.map { [$0.block] } ?? [])
  }

  /// What holds for all the findings.
  private var terms: String {
    let comparator =
      context.study.hasComparator
      ? "The groups were not formed at random."
      : "There is no untreated control: natural course, placebo and regression to the mean are not "
        + "told apart from an effect."
    guard let plan = context.study.endpoints else { return comparator }
    return "Intercurrent events: \(plan.intercurrent.words). \(comparator)"
  }

  var files: [StudyReport.File] { figure?.files ?? [] }

  private func statement(_ row: AnalysisResult) -> HonestStatement? {
    HonestStatement(
      row, landmarks: context.rows(row.analysis), in: context.study, numbers: context.numbers)
  }

  /// What was found, then instrument, threshold, treated, missing and population, in one sentence.
  private func sentence(_ row: AnalysisResult) -> String? {
    guard let statement = statement(row) else { return nil }
    let counts = row.denominators
    let missing = counts.missing.map { ", missing \(context.numbers.text($0))" } ?? ""
    return "\(statement.finding); \(definition(statement.context)); treated "
      + "\(context.numbers.text(counts.treated ?? counts.n))\(missing); "
      + "\(statement.context.population)."
  }

  /// Instrument and threshold; what is done about other events stands below the findings.
  private func definition(_ outcome: OutcomeContext) -> String {
    "\(outcome.instrument); \(outcome.thresholdAlone)"
  }

  /// The share in clear response, among all treated, at the last time point before a response counts
  /// as late.
  private var response: String? {
    guard let plan = context.study.endpoints else { return nil }
    let windows = plan.response.windows
    let deadline = plan.response.deadlineMonths ?? .infinity
    let month = (windows.last { $0.month <= deadline } ?? windows.first)?.month
    return context.rows(.response).first {
      $0.statistic == .responderRate && $0.stratum.isEmpty && $0.timeMonths == month
        && !$0.value.double.isNaN
    }.flatMap(sentence)
  }

  /// How long until the event, in everybody followed for it.
  private var duration: String? {
    context.rows(.survival).first { $0.statistic == .timeToEventMedian && $0.stratum.isEmpty }
      .flatMap(sentence)
  }

  private var armColumn: String? { context.study.comparison?.arms.column }

  /// The medians of the arms, side by side, with the test between them.
  private var arms: String? {
    guard let armColumn, let text = medians(by: armColumn) else { return nil }
    let test = context.rows(.logRank).first {
      $0.statistic == .chiSquared && $0.name == armColumn && !($0.pValue ?? .nan).isNaN
    }
    let p = test?.pValue.map {
      " (log-rank \(PValueStyle(numbers: context.numbers, guardedLevel: 0.05).equation($0)), not "
        + "adjusted)"
    }
    return text + (p ?? "") + "."
  }

  private var firstStratum: String? { context.groupings.first { $0 != armColumn } }

  /// The medians by the first stratum that is no arm.
  private var strata: String? { firstStratum.flatMap(medians).map { $0 + "." } }

  /// The medians by the levels of a variable, in one sentence without its period.
  private func medians(by variable: String) -> String? {
    let rows = context.rows(.survival).filter {
      $0.statistic == .timeToEventMedian && $0.stratum.first?.variable == variable
    }
    let parts = rows.compactMap { row in
      statement(row).map { "\(row.stratum.first?.level ?? ""): \($0.estimate)" }
    }
    guard parts.count > 1, let outcome = rows.first?.context else { return nil }
    return "Median time from \(outcome.origin) to \(outcome.label): "
      + "\(parts.joined(separator: "; ")); \(definition(outcome)); \(outcome.population)"
  }

  /// The adjusted hazard ratios of the arms.
  private var adjusted: String? {
    guard let comparison = context.study.comparison, !comparison.adjustFor.isEmpty else {
      return nil
    }
    let rows = context.rows(.cox).filter {
      $0.name == "comparison" && $0.variable == armColumn && $0.interval != nil
        && $0.statistic == .hazardRatio && !$0.value.double.isNaN
    }
    guard let outcome = rows.first?.context else { return nil }
    let style = RatioStyle(numbers: context.numbers)
    let parts = rows.map { row in
      "\(row.level ?? "") against \(comparison.reference) "
        + style.text(row.value.double, row.interval?.lower ?? .nan, row.interval?.upper ?? .nan)
        + ", \(row.denominators.events ?? 0) events in \(row.denominators.n)"
    }
    let covariates = comparison.adjustFor.map(context.label)
    return "Adjusted for \(covariates.joined(separator: ", ")), the hazard ratio (\(context.level) "
      + "CI) of \(outcome.label) is \(parts.joined(separator: "; ")): an association, since the "
      + "arms were not randomised."
  }

  /// The cumulative incidence of what else happened to all treated, at the landmark nearest two years.
  private var incidence: String? {
    let rows = context.rows(.competingEvents).filter {
      $0.statistic == .cumulativeIncidence && $0.name == "treated" && $0.stratum.isEmpty
        && !$0.value.double.isNaN
    }
    let months = rows.compactMap(\.timeMonths).min { abs($0 - 24) < abs($1 - 24) }
    let style = IntervalStyle(numbers: context.numbers, decimals: 2)
    let parts = rows.filter { $0.timeMonths == months && $0.value.double > 0 }.map { row in
      "\(row.level ?? "") "
        + style.text(
          row.value.printable, PrintableValue(row.interval?.lower, otherwise: .missing),
          PrintableValue(row.interval?.upper, otherwise: .missing))
    }
    guard let months, !parts.isEmpty, let row = rows.first, let outcome = row.context else {
      return nil
    }
    return "Cumulative incidence (\(context.level) CI) by "
      + "\(TimeStyle(numbers: context.numbers, unit: "").point(months)) months from "
      + "\(outcome.origin), each as the first event with the others competing: "
      + "\(parts.joined(separator: "; ")); \(outcome.instrument); treated "
      + "\(context.numbers.text(row.denominators.n)); \(outcome.population)."
  }
}
