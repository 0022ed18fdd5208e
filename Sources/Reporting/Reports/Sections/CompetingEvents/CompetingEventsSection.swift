import Analyses
import Cohorts
import Documents
import Statistics

/// Cumulative incidence of events that compete: all treated from the injection, responders from the
/// start of benefit, or the declared causes of a survival-ready table.
struct CompetingEventsSection: ReportSection {
  let context: ReportContext
  let incidence: [IncidenceResults]

  var blocks: [Block] {
    guard !incidence.isEmpty else { return absence }
    return [.heading(level: 2, "Competing events"), .paragraph(opening)] + withoutEvents
      + incidence.flatMap(blocks)
  }

  var files: [StudyReport.File] { incidence.flatMap(figures).flatMap(\.files) }

  /// What is said of a study with visits and no table of events.
  private var withoutEvents: [Block] {
    guard let plan = context.study.endpoints, plan.events == nil else { return [] }
    return [
      .paragraph(
        "The protocol names no table of events, so how many hips were replaced, injected again, or "
          + "lost to death cannot be told.")
    ]
  }

  /// What is said of a survival-ready table with one kind of event, or of nothing to show.
  private var absence: [Block] {
    guard context.study.endpoints == nil else {
      return withoutEvents.isEmpty
        ? [] : [.heading(level: 2, "Competing events")] + withoutEvents
    }
    return [
      .heading(level: 2, "Competing events"),
      .paragraph(
        RichText(
          "The protocol declares one kind of event, \(context.study.outcome.context.label), and "
            + "none that competes with it, so there is no cumulative incidence to tell apart by "
            + "cause.")),
    ]
  }

  private var opening: RichText {
    RichText(
      "The first of several events ends the count, and the others compete with it. The cumulative "
        + "incidence is the probability of having had the event by a time; together with the "
        + "probability of none of them it adds up to 1. One minus a Kaplan-Meier curve of a single "
        + "event would be larger than that, and is not used here.")
  }

  private func blocks(_ set: IncidenceResults) -> [Block] {
    let events = rows(set).filter { $0.stratum.isEmpty && $0.statistic == .events }
    guard events.contains(where: { $0.value.tally != 0 }) else {
      let names = events.compactMap(\.level).joined(separator: ", ")
      let n = context.units(events.first?.denominators.n ?? 0)
      return [
        .paragraph(
          RichText(
            "\(title(set)): none of \(names) is on record among \(n), so there is nothing to show.")
        )
      ]
    }
    var blocks: [Block] = [.table(table(set))]
    if let tests = tests(set) { blocks.append(.paragraph(tests)) }
    let figures = figures(set)
    if figures.isEmpty {
      blocks.append(
        .paragraph(
          RichText(
            "No curves are drawn: fewer than \(context.numbers.text(set.leastAtRisk)) are at risk "
              + "from the start, or so few had an event that they may not be shown.")))
    }
    return blocks + figures.map(\.block)
  }

  private func figures(_ set: IncidenceResults) -> [IncidenceFigureSection] {
    IncidenceFigureSection.all(of: set, context: context)
  }

  // MARK: The table

  private func rows(_ set: IncidenceResults) -> [AnalysisResult] {
    context.rows(.competingEvents).filter { $0.name == set.set }
  }

  private func table(_ set: IncidenceResults) -> TableBlock {
    let rows = rows(set)
    let months = context.study.survival.landmarkMonths
    let style = IntervalStyle(numbers: context.numbers, decimals: 3)
    var causes: [String] = []
    for cause in rows.filter({ $0.statistic == .events }).compactMap(\.level)
    where !causes.contains(cause) { causes.append(cause) }
    var body: [TableRow] = []
    for (variable, strata) in context.strata(of: rows) {
      for stratum in strata {
        let own = rows.filter { $0.stratum == stratum && $0.variable == nil }
        let n = own.first?.denominators.n ?? 0
        let name = stratum.first?.level ?? "Everybody"
        let heading = variable.map { "\(context.label($0)): \(name)" } ?? name
        body.append(
          TableRow(cells: [Cell("\(heading), n = \(context.numbers.text(n))")], isHeading: true))
        body += causes.map { cause in
          let events = own.first { $0.level == cause && $0.statistic == .events }
          let cells = months.map { month in
            cell(
              own.first {
                $0.level == cause && $0.statistic == .cumulativeIncidence && $0.timeMonths == month
              }, atRisk: atRisk(own, month), style)
          }
          return TableRow(
            cells: [Cell(cause.capitalisedFirst), Cell(count(events))] + cells, indent: 1)
        }
        let left = months.map { Cell(context.numbers.text(atRisk(own, $0))) }
        body.append(TableRow(cells: ["Still at risk", ""] + left, indent: 1))
      }
    }
    return TableBlock(
      id: "tbl-competing-\(set.set)", title: RichText(title(set)),
      columns: [
        TableColumn(header: "First event"), TableColumn(header: "Events", alignment: .trailing),
      ]
        + months.map {
          TableColumn(
            header: RichText("By \(context.plain($0)) months (\(context.level) CI)"),
            alignment: .trailing)
        },
      rows: body, notes: notes(set, rows)
    ).explaining(
      .interval,
      .notEvaluable("follow-up ended earlier with some still free of all events"))
  }

  private func atRisk(_ rows: [AnalysisResult], _ month: Double) -> Count {
    rows.first { $0.statistic == .atRisk && $0.timeMonths == month }?.value.tally ?? 0
  }

  private func title(_ set: IncidenceResults) -> String {
    let origin = set.contexts.first?.origin ?? ""
    switch set.set {
    case "treated":
      return "Cumulative incidence of the first event after the injection, all treated"
    case "responders":
      return "Cumulative incidence of the end of benefit among responders, from \(origin)"
    default: return "Cumulative incidence of the first event, from \(origin)"
    }
  }

  private func notes(_ set: IncidenceResults, _ rows: [AnalysisResult]) -> [TableNote] {
    let method = rows.first { $0.statistic == .cumulativeIncidence }?.method ?? "Aalen-Johansen"
    var notes = [
      TableNote(
        .statistics,
        RichText("\(method). \(definitions(set))\(withoutLimits(rows))") + whenLastSeen(set))
    ]
    if let context = set.contexts.first {
      notes.append(TableNote(.population, RichText("Population: \(context.population).")))
    }
    return notes
  }

  /// That an event before a loss may follow a visit without benefit, where a loss needs a second one;
  /// begins with a space unless it is empty.
  private func whenLastSeen(_ set: IncidenceResults) -> RichText {
    let plan = context.study.endpoints
    guard set.set == "responders", set.contexts.count > 1, plan?.loss.confirmation == .twoVisits
    else { return "" }
    let words: RichText =
      " Before a loss: also where the last visit before was one without benefit that nothing confirmed as loss"
    guard context.study.minCell == nil else { return words + "." }
    let table = "How the benefit of responders ended, or was last seen"
    let link: RichText = "“\(link: table, to: "#tbl-endings")”"
    return words + "; " + link + " tells these apart."
  }

  /// Why some numbers have no limits; begins with a space unless it is empty.
  private func withoutLimits(_ rows: [AnalysisResult]) -> String {
    let bare = rows.filter { row in
      row.statistic == .cumulativeIncidence && row.value.printable.value != nil
        && row.limits == nil
    }
    let style = IntervalStyle(numbers: context.numbers, decimals: 3)
    let nought = style.text(PrintableValue(0))
    // Sums of steps: one all of whom had the event may be a last digit off.
    func isAll(_ row: AnalysisResult) -> Bool { row.value.double > 1 - 1e-9 }
    return
      (bare.contains { $0.value.double == 0 }
      ? " \(nought) without limits: nobody had that event first by then, and without one this method "
        + "gives no upper limit; it does not mean that none can come." : "")
      + (bare.contains(where: isAll)
        ? " \(style.text(PrintableValue(1))) without limits: everybody followed so long had that "
          + "event first, and the limits rest on differences between those followed." : "")
      + (bare.contains { $0.value.double > 0 && !isAll($0) }
        ? " Other numbers without limits: all that differ are of one patient, or nobody is left who "
          + "had none of the events." : "")
  }

  private func definitions(_ set: IncidenceResults) -> String {
    switch set.set {
    case "treated":
      return
        "Follow-up without an event ends at the last assessment of the hip, or when the patient "
        + "left the study if that was later; an event is counted whenever it is on record, so late "
        + "incidences lean upwards where events of those no longer assessed are still recorded. A "
        + "replacement after a repeat or other injection is not counted as one. The decision to "
        + "replace a hip is not purely one of disease: waiting lists, means and wishes take part in "
        + "it; and who dies first can no longer be operated on."
    case "responders":
      let plan = context.study.endpoints
      let dating = plan.map { "Loss between two visits is \($0.loss.convention.words). " } ?? ""
      let alone = set.contexts.count == 1
      let death =
        plan?.intercurrent.death == .competing && plan?.events != nil
        ? "Who dies before a loss stays at risk here until that day, and in the tables of time to loss "
          + "until the last visit before. " : ""
      return dating + death + "Intercurrent events: \(plan?.wordsOfEvents ?? "none declared"). "
        + (alone
          ? "By these rules no event competes with the loss."
          : "Only what competes by these rules is an event of its own.")
    default:
      return set.contexts.map { "\($0.label.capitalisedFirst): \($0.threshold)" }
        .joined(separator: ". ") + ". The Kaplan-Meier curves of this report take the competing "
        + "events for censorings, and tell of the hazard of \(set.contexts.first?.label ?? "") alone."
    }
  }

  private func count(_ row: AnalysisResult?) -> String {
    context.numbers.text(row?.value.tally ?? 0)
  }

  private func cell(_ row: AnalysisResult?, atRisk: Count, _ style: IntervalStyle) -> Cell {
    guard let row else { return "" }
    let footnotes = context.fewLeft.footnotes(row, atRisk: atRisk)
    guard let interval = row.limits else {
      return Cell(style.text(row.value.printable), footnotes: footnotes)
    }
    return Cell(
      style.text(row.value.double, interval.lower, interval.upper), footnotes: footnotes)
  }

  /// Gray's tests between the arms, in a sentence.
  private func tests(_ set: IncidenceResults) -> RichText? {
    let rows = rows(set).filter { $0.statistic == .chiSquared }
    guard let variable = rows.first?.variable else { return nil }
    let style = PValueStyle(numbers: context.numbers)
    let parts = rows.compactMap { row -> String? in
      guard let cause = row.level else { return nil }
      guard let p = row.pValue, let df = row.degreesOfFreedom else {
        return "\(cause): \(row.value.isHidden ? "not shown" : "not estimable")"
      }
      let statistic = row.value.printable.text(context.numbers, decimals: 2)
      return "\(cause): χ² \(statistic) on \(context.numbers.text(df, decimals: 0)) df, "
        + style.equation(p)
    }
    return RichText(
      "Gray's test of equal incidence by \(context.label(variable)), unadjusted, \(context.unitName)s of one "
        + "patient taken as independent: \(parts.joined(separator: "; ")).")
  }
}
