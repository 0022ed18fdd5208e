import Analyses
import Cohorts
import Documents
import Statistics

/// The answer on the first page: at most six sentences, each with its interval and all it takes to
/// judge it, and one figure.
///
/// What has no answer says why in its place: a page that passes over a rate that had to be withheld
/// would lead with the numbers that happen to exist.
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
    return curves.first {
      $0.variable == arms && $0.id.hasPrefix("survival") && $0.curves.count > 1 && $0.isDrawn
    } ?? curves.first { $0.id == "survival" && $0.isDrawn }
  }

  private var figure: SurvivalFigureSection? {
    curves.map { SurvivalFigureSection(curves: $0, context: context) }
  }

  var blocks: [Block] {
    let groups = GroupFindings(context: context)
    let strata = context.groupings.filter { $0 != context.arms }
    let firstStratum = strata.first
    let sentences: [(lead: String, text: String?)] = [
      ("Response", response), ("Duration", duration),
      ("By " + (context.arms.map(context.label) ?? ""), groups.arms),
      ("By " + (firstStratum.map(context.label) ?? ""), firstStratum.flatMap(groups.stratum)),
      ("Adjusted", groups.adjusted),
      (context.study.endpoints == nil ? "Competing events" : "Other events", incidence),
    ]
    let items = sentences.compactMap { lead, text in
      text.map { RichText.strong(lead + ".") + RichText(" " + $0) }
    }
    guard !items.isEmpty else { return [] }
    let hidden = context.smallCounts.flatMap { small in
      items.contains { small.hides($0.plainText) || $0.plainText.contains("not shown") }
        ? " " + small.signs : nil
    }
    return [
      .heading(level: 2, "Key findings"), .list(items),
      .paragraph(
        RichText(
          terms + others(Array(strata.dropFirst())) + abbreviations(items) + (hidden ?? ""))),
    ]
      + (figure.map { [$0.block] } ?? [])
  }

  /// The groupings that do not lead, so that nobody takes the one that does for the only one or for
  /// the one with the most to show; begins with a space unless it is empty.
  private func others(_ strata: [String]) -> String {
    guard !strata.isEmpty else { return "" }
    let names = strata.map(context.label).joined(separator: ", ")
    return " The first grouping of the protocol leads, whatever it shows; by \(names): below."
  }

  /// The abbreviations of the findings, and no others; begins with a space unless it is empty.
  private func abbreviations(_ items: [RichText]) -> String {
    let known: [Abbreviation] = [.interval, .notReached, .notEvaluable]
    return known.note(for: items.map(\.plainText)).map { " \($0)" } ?? ""
  }

  /// What holds for all the findings.
  private var terms: String {
    let comparator =
      context.study.hasComparator
      ? "The groups were not formed at random."
      : "There is no untreated control: natural course, placebo and regression to the mean are not "
        + "told apart from an effect."
    guard let plan = context.study.endpoints else { return net + comparator }
    let pooled = context.isGradeFourPooled ? " \(Self.gradeFour)" : ""
    let events =
      context.rows(.survival).isEmpty
      ? "" : "Intercurrent events, for the duration: \(plan.wordsOfEvents). "
    return "\(events)\(comparator)\(pooled)"
  }

  /// What a duration is where other events compete.
  private var net: String {
    guard let names = context.competingNames else { return "" }
    let label = context.study.outcome.context.label
    return "Durations take \(names.joined(separator: ", ")) for the end of follow-up, and tell how "
      + "long until \(label) as if nothing else could come first; how many have it stands under "
      + "competing events. "
  }

  /// Rule H7, on the page where the pooled numbers lead.
  private static let gradeFour =
    "Kellgren-Lawrence grade IV is pooled with lower grades, for which replacement is the other "
    + "choice: read the rows by grade, and not the whole."

  var files: [StudyReport.File] { figure?.files ?? [] }

  /// What was found, then instrument, threshold, treated, missing and population, in one sentence.
  private func sentence(_ row: AnalysisResult) -> String? {
    guard let statement = context.statement(row) else { return nil }
    let counts = row.denominators
    let missing = counts.missing.map { ", missing \(context.numbers.text($0))" } ?? ""
    let others = counts.accounts.filter { $0.role == .notOfTheGroup && $0.count != 0 }
      .map { ", " + $0.told(context.numbers.text($0.count)) }.joined()
    return "\(statement.finding); \(context.definition(statement.context)); treated "
      + "\(context.numbers.text(counts.treated ?? counts.n))\(others)\(missing)\(caution(row)); "
      + "\(statement.context.population)."
  }

  /// H10: so many are missing that the others may differ from them.
  private func caution(_ row: AnalysisResult) -> String {
    if row.statistic == .responderRate {
      return row.isFlagged ? Self.caution(20) : ""
    }
    guard let treated = row.denominators.treated?.number,
      let missing = row.denominators.missing?.number
    else { return "" }
    return [40, 20].first { 100 * missing > $0 * treated }.map(Self.caution) ?? ""
  }

  private static func caution(_ percent: Int) -> String {
    " (more than \(percent) %, who may differ from the others)"
  }

  /// The share in clear response, among all treated, at the last time point before a response counts
  /// as late; where too many are missing, what it lies between.
  private var response: String? {
    guard let month = context.study.endpoints?.response.primaryWindow?.month else { return nil }
    let rows = context.rows(.response).filter { $0.stratum.isEmpty && $0.timeMonths == month }
    guard let rate = rows.first(where: { $0.statistic == .responderRate }) else { return nil }
    guard rate.value.double.isNaN, !rate.value.isHidden else { return sentence(rate) }
    let bounds = [AnalysisResult.Statistic.lowestRate, .highestRate].compactMap { statistic in
      rows.first { $0.statistic == statistic }?.value.double
    }
    guard let statement = context.statement(rate), let share = rate.unknownShare,
      bounds.count == 2
    else { return nil }
    let percent = PercentStyle(numbers: context.numbers)
    let treated = rate.denominators.treated ?? rate.denominators.n
    let limits = percent.interval(
      bounds[0], bounds[1], decimals: percent.decimals(denominator: treated))
    let whom =
      treated == .shown(share.candidates)
      ? "treated" : "who could have responded, of \(context.numbers.text(treated)) treated,"
    return "\(statement.subject): no rate is given, since the class of "
      + "\(context.numbers.text(share.unknown)) of \(context.numbers.text(share.candidates)) \(whom) "
      + "is not known; it lies anywhere in \(limits); "
      + "\(context.definition(statement.context)); \(statement.context.population)."
  }

  /// How long until the event, in everybody followed for it.
  private var duration: String? {
    let row = context.rows(.survival).first {
      $0.statistic == .timeToEventMedian && $0.stratum.isEmpty
    }
    guard row == nil, let plan = context.study.endpoints else { return row.flatMap(sentence) }
    let deadline =
      plan.response.deadlineMonths.map { " by month \(context.plain($0))" } ?? ""
    return "Nobody is known to have responded\(deadline), so there is no duration of benefit to "
      + "tell."
  }

  /// The cumulative incidence of what else happened to all treated, at the landmark nearest two years.
  private var incidence: String? {
    let rows = context.rows(.competingEvents).filter {
      $0.statistic == .cumulativeIncidence && $0.name != "responders" && $0.stratum.isEmpty
        && !$0.value.double.isNaN
    }
    let months = rows.compactMap(\.timeMonths).min { abs($0 - 24) < abs($1 - 24) }
    let parts = rows.filter { $0.timeMonths == months && $0.value.double > 0 }.map { row in
      "\(row.level ?? "") " + context.share(row)
    }
    guard let months, !parts.isEmpty, let row = rows.first, let outcome = row.context else {
      return nil
    }
    let atRisk = context.rows(.competingEvents).first {
      $0.statistic == .atRisk && $0.name == row.name && $0.stratum.isEmpty
        && $0.timeMonths == months
    }
    let few = context.fewLeft.words(row, atRisk: atRisk?.value.tally ?? 0)
    return "Cumulative incidence (\(context.level) CI) by "
      + "\(TimeStyle(numbers: context.numbers, unit: "").point(months)) months from "
      + "\(outcome.origin)\(few), each as the first event with the others competing: "
      + "\(parts.joined(separator: "; ")); \(outcome.instrument); treated "
      + "\(context.numbers.text(row.denominators.n)); \(outcome.population)."
  }
}
