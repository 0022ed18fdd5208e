import Analyses
import Documents
import Statistics

/// What is said where few are left at risk: under the curves, and at the numbers read from them.
struct FewLeftWords {
  /// Fewer than this many at risk are too few for a curve.
  let least: Int
  let numbers: NumberStyle

  /// Where a curve turns pale, and where it ends.
  struct Curve {
    let name: String
    let paleFrom: Double?
    let cutAt: Double?
  }

  /// What is said under some curves; begins with a space unless it is empty.
  func caption(_ curves: [Curve]) -> String {
    let isPale = curves.contains { curve in
      curve.paleFrom.map { $0 < curve.cutAt ?? .infinity } ?? false
    }
    let isCut = curves.contains { $0.cutAt ?? 0 > 0 }
    let least = numbers.text(least)
    let hidden = curves.filter { $0.cutAt == 0 }.map(\.name)
    return
      (isPale
      ? " Thin and pale: fewer than \(numbers.text(FewLeft.few(least: self.least))) at risk."
      : "")
      + (isCut ? " Curves end where fewer than \(least) are at risk." : "")
      + (hidden.isEmpty
        ? ""
        : " Not drawn, with fewer than \(least) at risk from the start: "
          + "\(hidden.joined(separator: ", ")).")
  }

  /// The footnotes of a number read from a curve at a time when so many are at risk, or whatever
  /// those counted are there.
  func footnotes(
    _ row: AnalysisResult?, atRisk: Count, noun: String = "at risk"
  ) -> [RichText] {
    guard row?.value.printable.value != nil else { return [] }
    let left: Int
    switch atRisk {
    case .shown(let number): left = number
    // A hidden small count is of one at least.
    case .hidden(.small): left = 1
    case .hidden(.revealing): return []
    }
    switch left {
    case 0: return ["Nobody is left \(noun): the estimate stays where the last event took it."]
    case ..<least:
      return [
        RichText(
          "Fewer than \(numbers.text(least)) are \(noun), too few for a curve to be drawn: one more "
            + "event would change the estimate much.")
      ]
    case ..<FewLeft.few:
      return [
        RichText(
          """
          Fewer than ten are \(noun): the estimate rests on few, and one more event would change it.
          """)
      ]
    default: return []
    }
  }

  /// The same in words that follow the number in a sentence; they begin with a space unless empty.
  func words(_ row: AnalysisResult?, atRisk: Count) -> String {
    footnotes(row, atRisk: atRisk).isEmpty ? "" : words
  }

  /// The words for a number that says itself that it rests on few.
  func words(_ row: AnalysisResult) -> String { row.fewLeftFootnotes.isEmpty ? "" : words }

  private var words: String {
    " (fewer than \(numbers.text(FewLeft.few(least: least))) still at risk)"
  }
}

extension AnalysisResult {
  /// The footnotes of a probability without a row of those at risk beside it, which says itself that
  /// it rests on few.
  var fewLeftFootnotes: [RichText] {
    guard value.printable.value != nil else { return [] }
    return diagnostics.filter { $0.code == .honesty }.map { RichText($0.message) }
  }
}

extension ReportContext {
  /// What is said where few are left at risk.
  var fewLeft: FewLeftWords {
    FewLeftWords(least: FewLeft.least(study), numbers: numbers)
  }

  /// The footnotes of a probability, from the number at risk at its time among the rows of its group.
  func fewLeft(
    _ rate: AnalysisResult?, among rows: [AnalysisResult], noun: String = "at risk"
  ) -> [RichText] {
    let atRisk = rows.first { $0.statistic == .atRisk && $0.timeMonths == rate?.timeMonths }
    return atRisk.map { fewLeft.footnotes(rate, atRisk: $0.value.tally, noun: noun) } ?? []
  }
}
