import Analyses
import Cohorts
import Documents
import Statistics

/// The arms as they are.
extension ArmContrastBlocks {
  func crudeTable(_ rows: [AnalysisResult]) -> TableBlock {
    let ratioRow = row(rows, .hazardRatio)
    let test = context.rows(.logRank).first {
      $0.statistic == .chiSquared && $0.name == context.study.comparison?.arms.column
    }
    var body: [TableRow] = []
    let sizes = [reference, arm].map { row(rows, .events, of: $0)?.denominators }
    if ratioRow != nil {
      body += [
        TableRow(
          cells: [Cell("\(context.unitName)s".capitalisedFirst)]
            + sizes.map { Cell($0.map { context.numbers.text($0.n) } ?? "") }),
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
      let rates = [reference, arm].map { name -> Cell in
        let group = [GroupLevel(variable: context.arms ?? "", level: name)]
        let own = context.rows(.survival).filter { $0.stratum == group }
        let rate = own.first { $0.statistic == .eventFree && $0.timeMonths == month }
        return Cell(
          cell(rate, interval).text, footnotes: context.fewLeft(rate, among: own))
      }
      return TableRow(
        cells: [Cell("at \(context.plain(month)) months")]
          + rates + [
            cell(row(rows, .eventFreeDifference, at: month), interval)
          ], indent: 1)
    }
    body += mean(rows) + responders(rows)
    return TableBlock(
      id: "tbl-arms-crude-\(PlacedFigure.id(arm))",
      title: RichText("\(arm) against \(reference), unadjusted".capitalisedFirst),
      columns: columns("Ratio or difference"), rows: body, notes: crudeNotes(rows)
    ).explaining(.interval, .notEvaluable("follow-up of an arm ended earlier"))
  }

  private func crudeNotes(_ rows: [AnalysisResult]) -> [TableNote] {
    let response = rows.first { $0.statistic == .responderDifference }?.context
    let hasTimes = rows.contains { $0.statistic != .responderDifference }
    var text = "Differences are \(arm) less \(reference)."
    let test = context.rows(.logRank).first {
      $0.statistic == .chiSquared && $0.name == context.arms
    }
    if test?.method?.contains("one patient") ?? false {
      text += " Log-rank test: \(context.unitName)s of one patient taken as independent."
    }
    if hasTimes {
      text +=
        " Hazard ratio: \(row(rows, .hazardRatio)?.commonMethod ?? "none")."
        + context.robustNote(rows.filter { $0.statistic == .hazardRatio })
        + " Probabilities: Kaplan-Meier, limits of a difference by the square-and-add rule from those of "
        + "the arms, taken as independent; none where the probability of an arm is 1 or 0. Means: no limits "
        + "with fewer than five in an arm, or without an event."
    }
    if let response {
      text +=
        " \(response.label.capitalisedFirst): share of those "
        + "\(context.study.endpoints?.wordsOfTold ?? "seen or failed"), Newcombe's limits, hips "
        + "of one patient taken as independent; withheld where more than 40 % of an arm were not "
        + "seen or without baseline. Response: \(response.thresholdAlone); \(response.instrument); "
        + "\(response.population)."
    }
    return [
      TableNote(.statistics, RichText(text))
    ] + (hasTimes ? [context.outcomeNote, context.atRiskNote] : [context.populationNote])
  }

  /// A difference of shares in percentage points, as the tables of response have it.
  private func points(_ row: AnalysisResult) -> Cell {
    guard row.interval != nil, let plan = context.study.endpoints else {
      return Cell(row.value.printable.text(context.numbers, decimals: 1))
    }
    return ResponsePage(context: context, plan: plan).points(row)
  }

  private func responders(_ rows: [AnalysisResult]) -> [TableRow] {
    let differences = rows.filter { $0.statistic == .responderDifference }
    guard let first = differences.first?.context, let plan = context.study.endpoints else {
      return []
    }
    let page = ResponsePage(context: context, plan: plan)
    return [
      TableRow(
        cells: [Cell("\(first.label.capitalisedFirst), differences in percentage points")],
        isHeading: true)
    ]
      + differences.map { difference in
        let rates = [reference, arm].map { name -> Cell in
          let rate = context.rows(.response).first {
            $0.statistic == .responderRate && $0.timeMonths == difference.timeMonths
              && $0.stratum.count == 1 && $0.stratum.first?.level == name
          }
          guard let rate, difference.value != .state(.withheld) else { return "" }
          return page.share(rate, isCompared: true)
        }
        return TableRow(
          cells: [Cell("at \(context.plain(difference.timeMonths ?? 0)) months")] + rates
            + [points(difference)], indent: 1)
      }
  }
}
