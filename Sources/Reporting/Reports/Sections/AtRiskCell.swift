import Analyses
import Documents
import Statistics

/// A probability at a time point with how many it rests on under it, for a cell; marked where they
/// are few.
struct AtRiskCell {
  private let rate: AnalysisResult?
  private let count: Count
  private let noun: String
  private let context: ReportContext

  /// - Parameter noun: what those counted are at the time point, such as `at risk`.
  init(_ rate: AnalysisResult?, _ atRisk: AnalysisResult?, noun: String, _ context: ReportContext) {
    self.rate = rate
    count = atRisk?.value.tally ?? 0
    self.noun = noun
    self.context = context
  }

  /// The cell.
  var cell: Cell {
    var text = RichText(SurvivalCell(rate, context.numbers, decimals: 2).text)
    text += [.lineBreak]
    text += RichText("\(context.numbers.text(count)) \(noun)")
    return Cell(text, footnotes: context.fewLeft.footnotes(rate, atRisk: count, noun: noun))
  }
}
