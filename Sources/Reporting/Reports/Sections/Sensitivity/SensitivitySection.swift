import Analyses
import Cohorts
import Documents
import Statistics

/// The main answers under other choices than the protocol's: what the answer depends on.
struct SensitivitySection: ReportSection {
  let context: ReportContext
  let sensitivity: SensitivityResults?

  var blocks: [Block] {
    guard let sensitivity else { return absence }
    let answers = SensitivityAnswer.all(in: preSpecified)
    guard !answers.isEmpty else { return absence }
    return [
      .heading(level: 2, "Sensitivity"), .paragraph(opening),
      .list(answers.map { RichText(dependence($0)) }), .table(table(sensitivity, answers)),
    ] + forests(sensitivity).map(\.block)
  }

  var files: [StudyReport.File] { sensitivity.map(forests)?.flatMap(\.files) ?? [] }

  private func forests(_ sensitivity: SensitivityResults) -> [SensitivityFigureSection] {
    SensitivityAnswer.all(in: preSpecified).compactMap {
      SensitivityFigureSection(answer: $0, sensitivity: sensitivity, context: context)
    }
  }

  private var preSpecified: [AnalysisResult] {
    context.rows(.sensitivity).filter {
      $0.variable == nil && $0.level == SensitivityResults.preSpecified
    }
  }

  private var absence: [Block] {
    guard context.study.endpoints == nil else { return [] }
    return [
      .heading(level: 2, "Sensitivity"),
      .paragraph(
        "The outcome stands in the table as it was recorded, and the protocol declares no "
          + "per-protocol set, so there is no choice of substance to make otherwise. Intervals, "
          + "ties and tests are conventions, and stand under each table."),
    ]
  }

  private var opening: RichText {
    var text =
      "One choice of the protocol at a time is made otherwise, everything is derived anew, and the "
      + "main answers are given again."
    if let month = primary {
      text +=
        " Response is that of the primary time point, \(context.plain(month)) months, the "
        + "last by the deadline of a first response."
    }
    text +=
      " These are many analyses of the same data: they show what the answer rests on, and none "
      + "of them takes the place of the pre-specified one."
    return RichText(text)
  }

  private var primary: Double? {
    context.study.endpoints?.response.primaryWindow?.month
  }

  /// What an answer depends on most.
  private func dependence(_ answer: SensitivityAnswer) -> String {
    let rows = context.rows(.sensitivity).filter(answer.isGiven)
    let words = SensitivityWords(context: context)
    guard let base = rows.first(where: { $0.variable == nil }) else { return "" }
    let name = words.name(answer, base).capitalisedFirst
    let instrument =
      base.context.map { " (\($0.instrument); \($0.thresholdAlone))" } ?? ""
    let why =
      base.value == .state(.withheld)
      ? ", because the arms do not overlap" : words.caution(base)
    // A rate has its denominator in it.
    let rests =
      base.statistic == .responderRate || base.value.printable.value == nil
      ? "" : ", \(words.counts(base)) with the event"
    var text = "\(name)\(instrument): \(words.value(base)) as pre-specified\(rests)\(why)"
    guard words.isEstimable(base) else {
      let others = rows.filter { $0.variable != nil && words.isEstimable($0) }
        .map { "\(words.value($0)) under “\(words.option($0))”\(words.caution($0))" }
      return text + (others.isEmpty ? "." : "; \(others.joined(separator: ", ")).")
    }
    text += "; "
    let key = answer.key
    let change = context.rows(.sensitivity).first {
      $0.statistic == .largestChange && $0.name == key
    }
    let most = rows.first {
      change != nil && $0.variable == change?.variable && $0.level == change?.level
    }
    if rows.contains(where: \.value.isHidden) || change?.value.isHidden ?? false {
      text += "which option moves it most may not be shown."
    } else if let most {
      text +=
        "furthest from it is \(words.value(most)), under \(words.options(giving: most, in: rows))"
        + "\(words.caution(most))."
    } else {
      text += "no option gives another estimate."
    }
    let unreached = rows.filter { $0.variable != nil && $0.value == .state(.notReached) }
    if !unreached.isEmpty {
      let options = unreached.map { "“\(words.option($0))”" }
      text += " It is not reached under " + options.joined(separator: ", ") + "."
    }
    return text
  }

  // MARK: The table

  private func table(
    _ sensitivity: SensitivityResults, _ answers: [SensitivityAnswer]
  ) -> TableBlock {
    let rows = context.rows(.sensitivity)
    let words = SensitivityWords(context: context)
    let missing = UndefinedValue.missing.text(context.numbers)
    let timed = answers.first(where: \.isOfTime)
    func cells(_ choice: String?, _ option: String) -> [Cell] {
      func isOf(_ row: AnalysisResult) -> Bool { row.variable == choice && row.level == option }
      let followed = rows.first { row in isOf(row) && timed?.isGiven(by: row) ?? false }
      return answers.flatMap { answer -> [Cell] in
        let counts = answer == timed ? [Cell(followed.map(words.counts) ?? missing)] : []
        let row = rows.first { answer.isGiven(by: $0) && isOf($0) }
        let base = rows.first { answer.isGiven(by: $0) && $0.variable == nil }
        guard let row else { return counts + [Cell(missing)] }
        let isSame = choice != nil && words.isEstimable(row) && row.isSame(as: base)
        return counts + [
          isSame
            ? Cell("same", footnotes: row.fewLeftFootnotes) : words.cell(row, beside: followed)
        ]
      }
    }
    var body = [
      TableRow(
        cells: ["As pre-specified"] + cells(nil, SensitivityResults.preSpecified), isHeading: true)
    ]
    for choice in sensitivity.choices where !choice.alternatives.isEmpty {
      body.append(TableRow(cells: [Cell("\(choice.name): \(choice.chosen) (pre-specified)")]))
      body += choice.alternatives.map { alternative in
        if let reason = sensitivity.reason(choice, alternative.words) {
          return TableRow(cells: [Cell("\(alternative.words): \(reason)")], indent: 1)
        }
        return TableRow(
          cells: [Cell(alternative.words)] + cells(choice.name, alternative.words), indent: 1)
      }
    }
    return TableBlock(
      id: "tbl-sensitivity", title: "The main answers under other choices",
      columns: [TableColumn(header: "Choice")]
        + answers.flatMap { answer in
          let base = rows.first { answer.isGiven(by: $0) && $0.variable == nil }
          let label = base.map { words.label(answer, $0) } ?? ""
          return ((answer == timed ? [words.countsLabel] : []) + ["\(label) (\(context.level) CI)"])
            .map { TableColumn(header: RichText($0), alignment: .trailing) }
        }, rows: body, notes: notes(sensitivity, answers)
    ).explaining(
      .interval, .notEvaluable, .notReached,
      Abbreviation(
        "same", "the estimate and its interval are those of the pre-specified analysis"),
      .none(noNumber(rows, answers)))
  }

  /// Why a cell has no number at all: an option has no row for its answer.
  private func noNumber(_ rows: [AnalysisResult], _ answers: [SensitivityAnswer]) -> String {
    let options = Set(rows.filter { $0.variable != nil }.map { [$0.variable, $0.level] })
    let incomplete = answers.filter { answer in
      Set(
        rows.filter { answer.isGiven(by: $0) && $0.variable != nil }.map {
          [$0.variable, $0.level]
        }
      ).count < options.count
    }
    let isOfModel = incomplete.contains { $0.statistic == .hazardRatio }
    let isOfTime = incomplete.contains {
      $0.statistic != .hazardRatio && $0.statistic != .responderRate
    }
    return [
      isOfTime ? "nobody responded, so that nobody was followed" : nil,
      isOfModel ? "the model cannot be fitted to those left" : nil,
    ].compactMap { $0 }.joined(separator: ", or ")
  }

  private func notes(
    _ sensitivity: SensitivityResults, _ answers: [SensitivityAnswer]
  ) -> [TableNote] {
    let isOfTime = answers.contains { $0.statistic != .responderRate }
    let outcome = context.study.outcome.context.population
    var rule = "Each row is what a protocol with that option, and all else unchanged, would report"
    var population = "Population: \(context.study.population)"
    if isOfTime, outcome != context.study.population {
      rule += "; its durations and ratios are of the responders by that option"
      population += "; of the durations and ratios: \(outcome)"
    }
    let response = context.study.endpoints.flatMap { plan in
      answers.contains { $0.statistic == .responderRate }
        ? TableNote(
          .statistics,
          RichText(
            message:
              "Clear response: \(ResponsePage(context: context, plan: plan).clear) as pre-specified, of those seen or "
              + "failed. Instrument: \(plan.instrumentWords)."
              + context.doubts(about: plan.instrumentWords)))
        : nil
    }
    return [
      TableNote(
        .statistics,
        RichText(
          rule + "." + unlikeCounts(answers)
            + (isOfTime && tellsCompetingApart(sensitivity)
              ? " Kaplan-Meier does not tell an event that competes from one that ends follow-up, so "
                + "those two options agree here and differ in the cumulative incidence." : "")
            + context.robustNote(
              context.rows(.sensitivity).filter { $0.statistic == .hazardRatio })))
    ] + [response, isOfTime ? context.outcomeNote : nil].compactMap { $0 }
      + [TableNote(.population, RichText(population + "."))]
  }

  /// What stands under a ratio whose model holds fewer than were followed; empty where none does.
  private func unlikeCounts(_ answers: [SensitivityAnswer]) -> String {
    let rows = context.rows(.sensitivity)
    guard let timed = answers.first(where: \.isOfTime) else { return "" }
    let isUnlike = rows.contains { row in
      let followed = rows.first {
        timed.isGiven(by: $0) && $0.variable == row.variable && $0.level == row.level
      }
      return row.statistic == .hazardRatio && row.hasCounts(unlike: followed)
    }
    return isUnlike
      ? " Under a ratio stand the events and \(context.unitName)s of its model, where it has not all "
        + "of them." : ""
  }

  /// Whether an event is let compete under one option and end follow-up under another.
  private func tellsCompetingApart(_ sensitivity: SensitivityResults) -> Bool {
    sensitivity.choices.contains { choice in
      let words = [choice.chosen] + choice.alternatives.map(\.words)
      return words.contains("competes") && words.contains("ends follow-up")
    }
  }
}

extension SensitivityAnswer {
  /// Whether it is a number of those followed, told by Kaplan-Meier.
  fileprivate var isOfTime: Bool { statistic == .timeToEventMedian || statistic == .eventFree }
}
