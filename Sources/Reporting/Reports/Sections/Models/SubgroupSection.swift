import Analyses
import Cohorts
import Documents
import Statistics

/// The arms within each planned subgroup: a table, a forest plot and the tests of interaction.
struct SubgroupSection: ReportSection {
  let context: ReportContext
  private let rows: [AnalysisResult]

  init(context: ReportContext) {
    self.context = context
    rows = context.rows(.subgroup)
  }

  private var arms: [String] {
    guard let comparison = context.study.comparison else { return [] }
    var seen: Set<String> = []
    let others = rows.filter { $0.statistic == .hazardRatio }.compactMap(\.level)
      .filter { seen.insert($0).inserted }
    return [comparison.reference] + others
  }

  private var reference: String { arms.first ?? "" }

  var blocks: [Block] {
    let ratios = rows.filter { $0.statistic == .hazardRatio }
    guard !rows.isEmpty else { return [] }
    let heading = Block.heading(
      level: 3,
      RichText(
        "Subgroups: \(arms.dropFirst().joined(separator: ", ")) against "
          + reference))
    guard !ratios.isEmpty else {
      return [.heading(level: 3, "Subgroups")]
        + context.remarks(rows.flatMap(\.diagnostics))
    }
    return [heading]
      + arms.dropFirst().flatMap { arm in [.table(table(arm)), figure(arm).block] }
      + context.remarks(
        rows.filter { $0.statistic == .chiSquared }.flatMap(\.diagnostics))
  }

  var files: [StudyReport.File] { arms.dropFirst().flatMap { figure($0).files } }

  /// The stratifiers in the order of the protocol.
  private var stratifiers: [String] {
    var seen: Set<String> = []
    return rows.compactMap(\.name).filter { seen.insert($0).inserted }
  }

  /// The hazard ratio in everybody, from the comparison.
  private func overall(_ arm: String) -> AnalysisResult? {
    let comparison = context.rows(.comparison).filter {
      $0.statistic == .hazardRatio && $0.level == arm
    }
    return comparison.first { $0.name == "adjusted" } ?? comparison.first
  }

  /// The strata of a stratifier that have a ratio, or a reason why not.
  private func ratios(_ stratifier: String, _ arm: String) -> [AnalysisResult] {
    rows.filter { $0.name == stratifier && $0.statistic == .hazardRatio && $0.level == arm }
  }

  private func count(_ stratum: [GroupLevel], _ arm: String) -> String {
    let row = rows.first {
      $0.statistic == .events && $0.stratum == stratum && $0.level == arm
    }
    guard let counts = row?.denominators else { return "" }
    return "\(context.numbers.text(counts.events ?? 0))/\(context.numbers.text(counts.n))"
  }

  private func overallCount(_ arm: String) -> String {
    let row = context.rows(.comparison).first {
      $0.statistic == .events && $0.level == arm
    }
    guard let counts = row?.denominators else { return "" }
    return "\(context.numbers.text(counts.events ?? 0))/\(context.numbers.text(counts.n))"
  }

  private func estimate(_ row: AnalysisResult) -> String {
    guard row.value == .state(.notEstimable),
      let reason = row.diagnostics.first(where: {
        $0.message.hasPrefix("not estimable")
      })
    else { return context.ratio(row) }
    return reason.message
  }

  private func interaction(_ stratifier: String) -> String {
    let test = rows.first { $0.name == stratifier && $0.statistic == .chiSquared }
    guard let p = test?.pValue, !p.isNaN else {
      return test?.isOfTooFewEvents ?? false ? "too few events" : "not estimable"
    }
    return PValueStyle(numbers: context.numbers).text(PrintableValue(p))
  }

  /// What is told of each subgroup.
  private var quantity: String {
    "Hazard ratio of \(context.study.outcome.context.label)\(context.amongResponders)"
  }

  private func title(_ arm: String) -> String {
    "\(quantity), \(arm) against \(reference), within subgroups"
  }

  private func table(_ arm: String) -> TableBlock {
    var body: [TableRow] = []
    if let overall = overall(arm) {
      body.append(
        TableRow(cells: [
          "Everybody", Cell(overallCount(reference)), Cell(overallCount(arm)),
          Cell(estimate(overall)),
        ]))
    }
    for stratifier in stratifiers {
      let own = ratios(stratifier, arm)
      body.append(
        TableRow(
          cells: [
            Cell(context.label(stratifier)), "", "", "", Cell(interaction(stratifier)),
          ], isHeading: true))
      body += own.map { row in
        TableRow(
          cells: [
            Cell(row.stratum.first?.level ?? ""), Cell(count(row.stratum, reference)),
            Cell(count(row.stratum, arm)), Cell(estimate(row)),
          ], indent: 1)
      }
    }
    return TableBlock(
      id: "tbl-subgroups-\(PlacedFigure.id(arm))",
      title: RichText(
        title(arm)),
      columns: [
        TableColumn(header: "Subgroup"),
        TableColumn(header: RichText("\(reference), events/n"), alignment: .trailing),
        TableColumn(header: RichText("\(arm), events/n"), alignment: .trailing),
        TableColumn(
          header: RichText("Hazard ratio (\(context.level) CI)"), alignment: .trailing),
        TableColumn(header: "P for interaction", alignment: .trailing),
      ],
      rows: body, notes: notes(arm))
  }

  private func notes(_ arm: String) -> [TableNote] {
    let adjustment = Adjustment(context, .subgroup).sentence
    let ratios = rows.filter { $0.statistic == .hazardRatio }
    return [
      TableNote(.abbreviations, "CI, confidence interval."),
      TableNote(
        .statistics,
        RichText(
          "One Cox model for each stratifier, with the arms, the strata and their product"
            + (adjustment.isEmpty ? ", not adjusted." : ". \(adjustment)")
            + " Below 1 the event comes later in \(arm) than in \(reference)."
            + context.robustNote(ratios))),
      TableNote(.tests, RichText(warning)),
      context.outcomeNote, context.atRiskNote,
    ]
  }

  /// What many subgroups do to a reader.
  private var warning: String {
    let tests = rows.filter { $0.statistic == .chiSquared && !($0.pValue ?? .nan).isNaN }
    let planned =
      "The subgroups are the strata of the protocol and none was added; that they were chosen "
      + "before the data were seen is for its authors to say."
    guard !tests.isEmpty else {
      return
        "No interaction could be tested, so nothing here says that the arms differ more in one "
        + "subgroup than in another. \(planned)"
    }
    let count = tests.count
    let smallest = tests.min { ($0.pValue ?? .nan) < ($1.pValue ?? .nan) }
    let extreme = smallest.map { test in
      let p = PValueStyle(numbers: context.numbers).equation(test.pValue ?? .nan)
      return "the smallest \(p) (\(context.label(test.name ?? "")))"
    }
    return "P for interaction, of the product: \(methods(tests)). "
      + "\(count) test\(count == 1 ? "" : "s") of interaction"
      + (count == 1
        ? ". "
        : ", \(extreme ?? ""), not adjusted for each other: by chance alone one in twenty has P below "
          + "0.05. ")
      + "\(planned) A subgroup whose interval excludes 1 is no evidence that the arms differ there more than "
      + "elsewhere: that is what the interaction tests."
  }

  /// The method of some tests; where they differ, each with what it tests.
  private func methods(_ tests: [AnalysisResult]) -> String {
    let byMethod = Dictionary(grouping: tests) { $0.method ?? "" }
    var seen: Set<String> = []
    let methods = tests.compactMap(\.method).filter { seen.insert($0).inserted }
    guard methods.count > 1 else { return methods.first ?? "test" }
    return methods.map { method in
      let names = (byMethod[method] ?? []).compactMap(\.name).map(context.label)
      return "\(names.joined(separator: ", ")) by \(method)"
    }.joined(separator: "; ")
  }

  private func figure(_ arm: String) -> PlacedFigure {
    func mark(_ row: AnalysisResult, isSummary: Bool = false) -> ForestFigure.Mark {
      guard let interval = row.interval else { return .absent(estimate(row)) }
      return isSummary
        ? .summary(row.value.double, lower: interval.lower, upper: interval.upper)
        : .estimate(row.value.double, lower: interval.lower, upper: interval.upper)
    }
    var figureRows: [ForestFigure.Row] = []
    for stratifier in stratifiers {
      figureRows.append(
        .init(context.label(stratifier), mark: .heading, note: interaction(stratifier)))
      figureRows += ratios(stratifier, arm).map { row in
        .init(
          row.stratum.first?.level ?? "", indent: 1, mark: mark(row),
          cells: [count(row.stratum, reference), count(row.stratum, arm)],
          estimate: row.interval == nil ? "" : estimate(row),
          weight: Double(row.denominators.events?.number ?? 0))
      }
    }
    if let overall = overall(arm) {
      figureRows.append(
        .init(
          "Everybody", mark: mark(overall, isSummary: true),
          cells: [overallCount(reference), overallCount(arm)],
          estimate: overall.interval == nil ? "" : estimate(overall)))
    }
    let outcome = context.study.outcome.context
    let title = title(arm)
    let altText =
      "\(quantity) (\(context.definition(outcome)); \(outcome.population)): "
      + stratifiers.flatMap { stratifier in
        ratios(stratifier, arm).map {
          "\(context.label(stratifier)) \($0.stratum.first?.level ?? ""), \(estimate($0))"
        }
      }.joined(separator: "; ") + "."
    let id = "subgroups-" + PlacedFigure.id(arm)
    let figure = ForestFigure(
      id: id, title: title, description: altText,
      axisLabel: quantity,
      subject: "\(title). \(context.caption(of: outcome))", scale: .logarithmic, reference: 1,
      directions: .init(lower: "later in \(arm)", upper: "sooner in \(arm)"),
      labelHeading: "Subgroup",
      columns: [.init("\(reference), events/n"), .init("\(arm), events/n")],
      estimateHeading: "Hazard ratio (\(context.level) CI)", noteHeading: "P for interaction",
      rows: figureRows)
    return PlacedFigure(
      id: id, title: title, altText: altText,
      caption: RichText(
        "Marks are as large as the events they rest on. "
          + context.caption(of: outcome) + " " + warning),
      svg: context.pictures.render(figure),
      data: figure.dataTable)
  }
}
