import Analyses
import Documents
import Statistics

/// A probability at a time point with how many it rests on under it, for a cell; marked where they
/// are few.
struct AtRiskCell {
  private let rate: AnalysisResult?
  private let count: Count
  private let noun: String
  private let numbers: NumberStyle

  /// - Parameter noun: what those counted are at the time point, such as `at risk`.
  init(_ rate: AnalysisResult?, _ atRisk: AnalysisResult?, noun: String, _ numbers: NumberStyle) {
    self.rate = rate
    count = atRisk?.value.tally ?? 0
    self.noun = noun
    self.numbers = numbers
  }

  /// The cell.
  var cell: Cell {
    var text = RichText(SurvivalCell(rate, numbers, decimals: 2).text)
    text += [.lineBreak]
    text += RichText("\(numbers.text(count)) \(noun)")
    let isKnown = rate?.value.printable.value != nil
    return Cell(text, footnotes: isKnown && (count.number ?? .max) < 10 ? [note] : [])
  }

  private var note: RichText {
    "Fewer than ten are \(noun): the estimate rests on few, and one more event would change it."
  }
}
