import Analyses
import Cohorts
import Documents
import Statistics

/// One arm against the reference: as they are, then adjusted, or why not.
struct ArmContrastBlocks {
  let context: ReportContext
  let arm: String
  let reference: String

  var rows: [AnalysisResult] {
    context.rows(.comparison).filter {
      ($0.stratum.isEmpty && ($0.level == arm || $0.level == nil))
        || [arm, reference].contains($0.stratum.first?.level ?? "")
    }
  }
  var outcome: OutcomeContext { context.study.outcome.context }
  var interval: IntervalStyle { IntervalStyle(numbers: context.numbers, decimals: 2) }
  var months: IntervalStyle { IntervalStyle(numbers: context.numbers, decimals: 1) }

  /// The arms as they are.
  var crude: [Block] {
    let crude = rows.filter { $0.name == "crude" }
    guard crude.contains(where: { $0.level == arm }) else {
      return context.remarks(crude.flatMap(\.diagnostics))
    }
    return [.heading(level: 3, "Unadjusted")]
      + (sentence(crude, "Unadjusted").map { [.paragraph(RichText($0))] } ?? [])
      + [.table(crudeTable(crude))] + context.remarks(crude.flatMap(\.diagnostics))
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
      + (sentence(adjusted, how).map { [.paragraph(RichText($0))] } ?? [])
      + [.table(adjustedTable(adjusted))]
      // What was left out stands under the table.
      + context.remarks(
        adjusted.filter { $0.statistic != .coefficients }.flatMap(\.diagnostics))
  }

  private var how: String {
    let covariates = Adjustment(context).covariates
    return covariates.isEmpty ? "Adjusted for nothing" : "Adjusted for \(covariates)"
  }

  /// The ratio in words.
  private func sentence(_ rows: [AnalysisResult], _ how: String) -> String? {
    guard let row = rows.first(where: { $0.statistic == .hazardRatio && $0.level == arm }) else {
      return nil
    }
    let ratio = row.value.double
    let style = RatioStyle(numbers: context.numbers)
    guard let limits = row.interval else {
      return row.isOfTooFewEvents && !row.value.isHidden
        ? "\(how), the hazard of \(outcome.label) in \(arm) is \(style.text(ratio)) times that of "
          + "\(reference), from too few events to say how far that can be relied on." : nil
    }
    guard style.isEstimable(ratio, limits.lower, limits.upper) else { return nil }
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
    context.remarks(row.diagnostics) + [
      .paragraph(
        RichText(
          "Where the arms do not overlap, a model can only guess what would have happened to the "
            + "\(context.unitName)s of one arm in the other, so no adjusted number is printed. The unadjusted "
            + "numbers above stand as they are: what they show is associated with the arm, and with "
            + "everything that went along with it."))
    ]
  }
}
