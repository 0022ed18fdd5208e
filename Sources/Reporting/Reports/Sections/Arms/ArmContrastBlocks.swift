import Analyses
import Cohorts
import Documents
import Statistics

/// One arm against the reference: as they are, then adjusted, or why not.
struct ArmContrastBlocks {
  let context: ReportContext
  let arm: String
  let reference: String

  private var rows: [AnalysisResult] {
    context.rows(.comparison).filter {
      ($0.stratum.isEmpty && ($0.level == arm || $0.level == nil))
        || [arm, reference].contains($0.stratum.first?.level ?? "")
    }
  }
  private var outcome: OutcomeContext { context.study.outcome.context }
  private var interval: IntervalStyle { IntervalStyle(numbers: context.numbers, decimals: 2) }
  private var months: IntervalStyle { IntervalStyle(numbers: context.numbers, decimals: 1) }

  /// The arms as they are.
  var crude: [Block] {
    let crude = rows.filter { $0.name == "crude" }
    guard crude.contains(where: { $0.level == arm }) else {
      return EstimatorHeading.remarks(crude.flatMap(\.diagnostics))
    }
    return [.heading(level: 3, "Unadjusted")]
      + (sentence(crude, "Unadjusted").map { [.paragraph(RichText($0))] } ?? [])
      + [.table(crudeTable(crude))] + EstimatorHeading.remarks(crude.flatMap(\.diagnostics))
  }

  /// The arms adjusted, or why they are not.
  var adjusted: [Block] {
    let adjusted = rows.filter { $0.name == "adjusted" }
    guard rows.contains(where: { $0.name == "crude" && $0.statistic == .events }) else { return [] }
    let heading = Block.heading(level: 3, "Adjusted by the outcome model")
    if adjusted.isEmpty {
      return [
        heading,
        .paragraph(
          "The protocol names no covariate to adjust for (\(code: "adjust_for")), so there is no adjusted "
            + "comparison."),
      ]
    }
    if let withheld = adjusted.first(where: { $0.value == .state(.withheld) }) {
      return [heading] + refusal(withheld)
    }
    return [heading]
      + (sentence(adjusted, "Adjusted for \(covariates)").map { [.paragraph(RichText($0))] } ?? [])
      + [.table(adjustedTable(adjusted))]
      + EstimatorHeading.remarks(adjusted.flatMap(\.diagnostics))
  }

  private var covariates: String {
    (context.study.comparison?.adjustFor.map(context.label) ?? []).joined(separator: ", ")
  }

  /// The ratio in words.
  private func sentence(_ rows: [AnalysisResult], _ how: String) -> String? {
    guard let row = rows.first(where: { $0.statistic == .hazardRatio && $0.level == arm }),
      let limits = row.interval
    else { return nil }
    let ratio = row.value.double
    let style = RatioStyle(numbers: context.numbers)
    let text =
      "\(style.text(ratio)) times that of \(reference) (\(context.level) CI "
      + "\(style.text(limits.lower)) to \(style.text(limits.upper)))"
    let excludes = limits.lower > 1 || limits.upper < 1
    return "\(how), \(arm) is "
      + (excludes
        ? "associated with a hazard of \(outcome.label) \(text)."
        : "not clearly associated with \(outcome.label): its hazard is \(text), and the interval "
          + "holds 1.")
  }

  private func refusal(_ row: AnalysisResult) -> [Block] {
    EstimatorHeading.remarks(row.diagnostics) + [
      .paragraph(
        RichText(
          "Where the arms do not overlap, a model can only guess what would have happened to the "
            + "units of one arm in the other, so no adjusted number is printed. The unadjusted "
            + "numbers above stand as they are: what they show is associated with the arm, and with "
            + "everything that went along with it."))
    ]
  }

  // MARK: Cells

  private func row(
    _ rows: [AnalysisResult], _ statistic: AnalysisResult.Statistic, of stratum: String? = nil,
    at month: Double? = nil
  ) -> AnalysisResult? {
    rows.first {
      $0.statistic == statistic && $0.stratum.first?.level == stratum
        && (month == nil || $0.timeMonths == month)
    }
  }

  private func cell(_ row: AnalysisResult?, _ style: IntervalStyle) -> Cell {
    guard let row else { return "" }
    guard let limits = row.interval, !limits.lower.isNaN || !limits.upper.isNaN else {
      return Cell(style.text(row.value.printable))
    }
    return Cell(style.text(row.value.double, limits.lower, limits.upper))
  }

  private func ratio(_ row: AnalysisResult?) -> Cell {
    guard let row else { return "" }
    return Cell(
      row.interval.map { context.ratio(row.value.double, $0) }
        ?? row.value.printable.text(context.numbers, decimals: 2))
  }

  private func p(_ row: AnalysisResult?) -> Cell {
    guard let p = row?.pValue, !p.isNaN else { return "" }
    return Cell(PValueStyle(numbers: context.numbers).text(PrintableValue(p)))
  }

  private func columns(_ contrast: String) -> [TableColumn] {
    [TableColumn(header: "Measure")]
      + [
        "\(reference) (\(context.level) CI)", "\(arm) (\(context.level) CI)",
        "\(contrast) (\(context.level) CI)", "P",
      ].map { TableColumn(header: RichText($0), alignment: .trailing) }
  }

  /// The months at which a difference of event-free probabilities stands.
  private func landmarks(_ rows: [AnalysisResult]) -> [Double] {
    rows.filter { $0.statistic == .eventFreeDifference }.compactMap(\.timeMonths)
  }

  // MARK: The arms as they are

  private func crudeTable(_ rows: [AnalysisResult]) -> TableBlock {
    let ratioRow = row(rows, .hazardRatio)
    let test = context.rows(.logRank).first {
      $0.statistic == .chiSquared && $0.name == context.study.comparison?.arms.column
    }
    var body: [TableRow] = []
    let sizes = [reference, arm].map { row(rows, .events, of: $0)?.denominators }
    if ratioRow != nil {
      body += [
        TableRow(
          cells: ["Units"] + sizes.map { Cell($0.map { context.numbers.text($0.n) } ?? "") }),
        TableRow(
          cells: ["Events"]
            + sizes.map { Cell($0.map { context.numbers.text($0.events ?? 0) } ?? "") }),
        TableRow(
          cells: [
            Cell("Hazard of \(outcome.label), ratio"), "1 (reference)", "", ratio(ratioRow),
            p(ratioRow),
          ]), TableRow(cells: ["Log-rank test", "", "", "", p(test)]),
      ]
    }
    let months = landmarks(rows)
    if !months.isEmpty {
      body.append(TableRow(cells: [Cell("Free of \(outcome.label)")], isHeading: true))
    }
    body += months.map { month in
      let rates = [reference, arm].map { name in
        context.rows(.survival).first {
          $0.statistic == .eventFree && $0.timeMonths == month
            && $0.stratum == [
              GroupLevel(variable: context.study.comparison?.arms.column ?? "", level: name)
            ]
        }
      }
      return TableRow(
        cells: [Cell("at \(context.plain(month)) months")]
          + rates.map { cell($0, interval) } + [
            cell(row(rows, .eventFreeDifference, at: month), interval)
          ], indent: 1)
    }
    body += mean(rows) + responders(rows)
    return TableBlock(
      id: "tbl-arms-crude-\(PlacedFigure.id(arm))",
      title: RichText("\(arm) against \(reference), unadjusted"),
      columns: columns("Ratio or difference"), rows: body, notes: crudeNotes(rows))
  }

  private func crudeNotes(_ rows: [AnalysisResult]) -> [TableNote] {
    let response = rows.first { $0.statistic == .responderDifference }?.context
    var text =
      "Differences are \(arm) less \(reference). Probabilities: Kaplan-Meier, limits of a difference "
      + "by the square-and-add rule from those of the arms."
    if let response {
      text +=
        " Responders: share of those seen or failed, Newcombe's limits, hips of one patient taken "
        + "as independent; withheld where more than 40 % of an arm were not seen. Response: "
        + "\(response.threshold); \(response.instrument); \(response.population)."
    }
    return [
      TableNote(
        .abbreviations,
        "CI, confidence interval; NE, not evaluable: follow-up of an arm ended earlier."),
      TableNote(.statistics, RichText(text)), context.outcomeNote, context.atRiskNote,
    ]
  }

  private func mean(_ rows: [AnalysisResult]) -> [TableRow] {
    guard let difference = row(rows, .restrictedMeanDifference),
      let month = difference.timeMonths
    else { return [] }
    func ofArm(_ name: String) -> AnalysisResult? {
      row(rows, .restrictedMean, of: name) ?? row(rows, .standardizedRestrictedMean, of: name)
    }
    return [
      TableRow(
        cells: [
          Cell("Mean months free of \(outcome.label) up to month \(context.plain(month))"),
          cell(ofArm(reference), months), cell(ofArm(arm), months), cell(difference, months),
          p(difference),
        ])
    ]
  }

  private func responders(_ rows: [AnalysisResult]) -> [TableRow] {
    let differences = rows.filter { $0.statistic == .responderDifference }
    guard let first = differences.first?.context else { return [] }
    let percent = PercentStyle(numbers: context.numbers)
    return [TableRow(cells: [Cell("Responders: \(first.label)")], isHeading: true)]
      + differences.map { difference in
        let rates = [reference, arm].map { name -> Cell in
          let rate = context.rows(.response).first {
            $0.statistic == .responderRate && $0.timeMonths == difference.timeMonths
              && $0.stratum.count == 1 && $0.stratum.first?.level == name
          }
          guard let rate, difference.value != .state(.withheld) else { return "" }
          return Cell(
            percent.fractionText(rate.denominators.events ?? 0, of: rate.denominators.n))
        }
        return TableRow(
          cells: [Cell("at \(context.plain(difference.timeMonths ?? 0)) months")] + rates
            + [cell(difference, interval)], indent: 1)
      }
  }

  // MARK: The arms adjusted

  private func adjustedTable(_ rows: [AnalysisResult]) -> TableBlock {
    let ratioRow = row(rows, .hazardRatio)
    var body = [
      TableRow(
        cells: [
          Cell("Hazard of \(outcome.label), ratio"), "1 (reference)", "", ratio(ratioRow),
          p(ratioRow),
        ])
    ]
    let months = landmarks(rows)
    if !months.isEmpty {
      body.append(TableRow(cells: [Cell("Free of \(outcome.label)")], isHeading: true))
    }
    body += months.map { month in
      let difference = row(rows, .eventFreeDifference, at: month)
      return TableRow(
        cells: [
          Cell("at \(context.plain(month)) months"),
          cell(row(rows, .standardizedEventFree, of: reference, at: month), interval),
          cell(row(rows, .standardizedEventFree, of: arm, at: month), interval),
          cell(difference, interval), p(difference),
        ], indent: 1)
    }
    body += mean(rows)
    let counts = ratioRow?.denominators
    return TableBlock(
      id: "tbl-arms-adjusted-\(PlacedFigure.id(arm))",
      title: RichText(
        "\(arm) against \(reference), adjusted, \(counts?.n ?? 0) units, "
          + "\(counts?.events ?? 0) events"),
      columns: columns("Ratio or difference"), rows: body,
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval; NE, not evaluable: follow-up of an arm ended earlier."),
        TableNote(
          .statistics,
          RichText(
            "Adjusted for \(covariates) by a Cox model of the outcome. Probabilities and mean: what "
              + "the model expects had every unit been in the arm (g-formula), with limits from "
              + "influence functions. Differences are \(arm) less \(reference). What is not "
              + "among these covariates is not adjusted for. No weights are used.")),
        context.outcomeNote, context.atRiskNote,
      ])
  }
}
