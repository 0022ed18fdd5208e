import Analyses
import Cohorts
import Documents
import Statistics

/// The answer in a few sentences, each number with its context: what a reader takes away.
struct SummarySection: ReportSection {
  let context: ReportContext

  var blocks: [Block] {
    let sentences = [response, medians, test, adjusted].compactMap { $0 }
    return sentences.isEmpty
      ? [] : [.heading(level: 2, "In short"), .list(sentences.map { RichText($0) })]
  }

  private var outcome: OutcomeContext { context.study.outcome.context }
  private var arms: String? { context.study.comparison?.arms.column }

  private func text(_ row: AnalysisResult) -> String {
    let interval = row.interval
    return TimeStyle(numbers: context.numbers, unit: "months").text(
      row.value.printable, PrintableValue(interval?.lower, otherwise: .notReached),
      PrintableValue(interval?.upper, otherwise: .notReached))
  }

  /// The share in clear response at every time point of the protocol, in all treated; a time point
  /// at which more than 40 % were not seen is left to its table.
  private var response: String? {
    let all = context.rows(.response).filter { $0.stratum.isEmpty }
    let rates = all.filter { $0.statistic == .responderRate }
    guard let outcome = rates.first?.context,
      let treated = all.first(where: { $0.level == "treated" })
    else { return nil }
    let percent = PercentStyle(numbers: context.numbers)
    let parts = rates.compactMap { row -> String? in
      let unseen = all.first { $0.level == "missing" && $0.timeMonths == row.timeMonths }
      let n = row.denominators.n
      guard let month = row.timeMonths, let interval = row.interval, n > 0,
        let unseen = unseen?.value.double, unseen <= 0.4 * (Double(n) + unseen)
      else { return nil }
      let decimals = percent.decimals(denominator: n)
      return "at \(Stratifier.text(month)) months "
        + percent.fractionText(row.denominators.events ?? 0, of: n) + ", "
        + percent.text(proportion: interval.lower, decimals: decimals) + " to "
        + percent.text(proportion: interval.upper, decimals: decimals)
        + ", \(Int(unseen)) not seen"
    }
    guard !parts.isEmpty else { return nil }
    return "Clear response (\(outcome.threshold); \(outcome.instrument); \(outcome.population)) of "
      + "those seen or failed among \(context.numbers.text(Int(treated.value.double))) treated, "
      + "with \(context.level) CI: " + parts.joined(separator: "; ") + "."
  }

  /// The median time to the event in everybody, and in each arm.
  private var medians: String? {
    let rows = context.rows(.survival).filter { row in
      row.statistic == .timeToEventMedian
        && (row.stratum.isEmpty || row.stratum.first?.variable == arms)
    }
    let parts = rows.map { row in
      let name = row.stratum.first?.level ?? "everybody"
      return "\(name) \(text(row)), \(row.denominators.events ?? 0) events in "
        + "\(row.denominators.n)"
    }
    guard !parts.isEmpty else { return nil }
    let medians = parts.joined(separator: "; ")
    return "Median time from \(outcome.origin) to \(outcome.label) (\(context.level) CI; "
      + "\(outcome.instrument), \(outcome.threshold)) in \(outcome.population): \(medians)."
      + (medians.contains("NR") ? " NR, not reached." : "")
  }

  /// The log-rank test between the arms.
  private var test: String? {
    guard let arms,
      let row = context.rows(.logRank).first(where: {
        $0.statistic == .chiSquared && $0.name == arms
      }), let p = row.pValue, !p.isNaN
    else { return nil }
    return "Unadjusted, the arms "
      + (p < 0.05 ? "differ" : "do not clearly differ")
      + " (log-rank \(PValueStyle(numbers: context.numbers, guardedLevel: 0.05).equation(p)))."
  }

  /// The adjusted hazard ratios of the arms.
  private var adjusted: String? {
    guard let comparison = context.study.comparison else { return nil }
    let rows = context.rows(.cox).filter {
      $0.name == "comparison" && $0.variable == arms && $0.interval != nil
    }
    guard !rows.isEmpty, !comparison.adjustFor.isEmpty else { return nil }
    let style = RatioStyle(numbers: context.numbers)
    let parts = rows.map { row in
      "\(row.level ?? "") against \(comparison.reference), hazard ratio "
        + style.text(
          row.value.double, row.interval?.lower ?? .nan, row.interval?.upper ?? .nan)
    }
    let covariates = comparison.adjustFor.map(context.label)
    return "Adjusted for \(covariates.joined(separator: ", ")): \(parts.joined(separator: "; ")). "
      + "This is an association: the arms were not randomised."
  }
}
