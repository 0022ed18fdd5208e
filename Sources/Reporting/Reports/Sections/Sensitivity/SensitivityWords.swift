import Analyses
import Cohorts
import Documents
import Statistics

/// The numbers and options of sensitivity analyses in words.
struct SensitivityWords {
  let context: ReportContext

  /// What is answered, and of whom: durations and their ratios are of responders alone.
  func name(_ answer: SensitivityAnswer, _ row: AnalysisResult) -> String {
    let month = row.timeMonths.map(context.plain) ?? ""
    let outcome = context.study.outcome.context.label
    let whom = context.amongResponders
    switch answer.statistic {
    case .responderRate: return "clear response at \(month) months"
    case .timeToEventMedian:
      return "median time to \(outcome)\(whom)"
    case .eventFree: return "free of \(outcome) at \(month) months\(whom)"
    case .hazardRatio:
      let reference = context.study.comparison.map { " against \($0.reference)" } ?? ""
      return
        "adjusted hazard ratio of \(outcome)\(whom), \(answer.arm ?? "")\(reference)"
    default: return answer.statistic.rawValue
    }
  }

  /// What stands over a column or along an axis: what is answered, with the unit that is left out of
  /// the numbers.
  func label(_ answer: SensitivityAnswer, _ row: AnalysisResult) -> String {
    name(answer, row).capitalisedFirst + (answer.statistic == .timeToEventMedian ? ", months" : "")
  }

  /// The number alone.
  func value(_ row: AnalysisResult) -> String {
    if let absence = absence(row) { return absence.text(context.numbers) }
    return switch row.statistic {
    case .responderRate:
      PercentStyle(numbers: context.numbers).fractionText(
        row.denominators.events ?? 0, of: row.denominators.n)
    case .hazardRatio:
      row.isOfTooFewEvents
        ? context.ratio(row) : RatioStyle(numbers: context.numbers).text(row.value.double)
    case .timeToEventMedian:
      TimeStyle(numbers: context.numbers, unit: "months").text(row.value.printable)
    default: row.value.printable.text(context.numbers, decimals: 2)
    }
  }

  /// What stands in place of a number; nil where there is one.
  func absence(_ row: AnalysisResult) -> UndefinedValue? {
    if case .undefined(let state) = row.value.printable {
      // A rate of too few of the treated exists, and is not given.
      return state == .notEstimable && row.isSuppressed ? .withheld : state
    }
    return isEstimable(row) || row.isOfTooFewEvents ? nil : .notEstimable
  }

  /// Whether the page has a number for a row.
  func isEstimable(_ row: AnalysisResult) -> Bool {
    guard row.statistic == .hazardRatio else { return row.value.double.isFinite }
    return RatioStyle(numbers: context.numbers).isEstimable(
      row.value.double, row.interval?.lower ?? .nan, row.interval?.upper ?? .nan)
  }

  /// The number with its interval.
  func estimate(_ row: AnalysisResult) -> String {
    if let absence = absence(row), absence != .notReached { return absence.text(context.numbers) }
    switch row.statistic {
    case .responderRate:
      guard let interval = row.interval else { return value(row) }
      return PercentStyle(numbers: context.numbers).rate(row.denominators, interval)
    case .hazardRatio:
      return row.interval == nil && !row.isOfTooFewEvents
        ? UndefinedValue.notEstimable.text(context.numbers) : context.ratio(row)
    default:
      return SurvivalCell(row, context.numbers, decimals: row.unit == "months" ? 1 : 2).text
    }
  }

  /// The flag of a rate of which many are not known, or of a probability with few left at risk, in
  /// words that follow it.
  func caution(_ row: AnalysisResult) -> String {
    if row.statistic == .eventFree { return context.fewLeft.words(row) }
    guard row.statistic == .responderRate, row.isFlagged else { return "" }
    return row.isSuppressed
      ? " (the class of more than 40 % is not known)"
      : " (the class of more than 20 % is not known)"
  }

  /// What stands over the column of ``counts(_:)``.
  var countsLabel: String {
    "Events/n" + context.amongResponders
  }

  /// The events among those followed.
  func counts(_ row: AnalysisResult) -> String {
    "\(context.numbers.text(row.denominators.events ?? 0))/\(context.numbers.text(row.denominators.n))"
  }

  /// The number with its interval for a cell, flagged where many are not known; with what it rests on
  /// where that is not what stands beside it.
  func cell(_ row: AnalysisResult, beside followed: AnalysisResult?) -> Cell {
    guard row.statistic == .hazardRatio, isEstimable(row), row.hasCounts(unlike: followed) else {
      return cell(row)
    }
    return Cell(RichText(estimate(row)) + [.lineBreak] + RichText(counts(row)))
  }

  private func cell(_ row: AnalysisResult) -> Cell {
    if row.value == .state(.withheld) {
      return Cell(
        estimate(row),
        footnotes: ["The arms do not overlap, so no adjusted ratio of theirs is given."])
    }
    guard row.statistic == .responderRate, row.isFlagged else {
      return Cell(estimate(row), footnotes: row.fewLeftFootnotes)
    }
    return Cell(
      estimate(row),
      footnotes: row.isSuppressed
        ? ["More than 40 % \(ResponsePage.unknownWords), so no rate is given."]
        : ResponsePage.flags(row))
  }

  /// The option of a row: `Response threshold: 50 %`.
  func option(_ row: AnalysisResult) -> String {
    [row.variable, row.level].compactMap { $0 }.joined(separator: ": ")
  }

  /// Every option that gives the very value of a row, in quotes; of more than three the others by
  /// their number.
  func options(giving row: AnalysisResult, in rows: [AnalysisResult]) -> String {
    let ties = rows.filter { $0.variable != nil && $0.value == row.value && isEstimable($0) }
    let all = ties.map { "“\(option($0))”" }
    let named =
      all.count > 3 ? all.prefix(2) + ["\(context.numbers.text(all.count - 2)) others"] : all[...]
    return named.dropLast().joined(separator: ", ") + (named.count > 1 ? " and " : "")
      + (named.last ?? "")
  }
}

extension AnalysisResult {
  /// Whether the row rests on other numbers of events or rows.
  func hasCounts(unlike other: AnalysisResult?) -> Bool {
    other.map {
      $0.denominators.n != denominators.n || $0.denominators.events != denominators.events
    } ?? false
  }

  /// Whether two rows give one number with one interval.
  func isSame(as other: AnalysisResult?) -> Bool {
    value == other?.value && interval?.lower.bitPattern == other?.interval?.lower.bitPattern
      && interval?.upper.bitPattern == other?.interval?.upper.bitPattern
  }
}
