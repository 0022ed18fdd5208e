import Cohorts
import Documents

/// What the protocol's `min_cell` hides, in the words of the page.
struct SmallCounts {
  /// The least count that is shown.
  let least: Int
  private let numbers: NumberStyle

  /// Nil where the protocol hides nothing.
  init?(_ study: StudyProtocol, numbers: NumberStyle) {
    guard let least = study.minCell, least > 1 else { return nil }
    self.least = least
    self.numbers = numbers
  }

  private var small: String { UndefinedValue.suppressed(below: least).text(numbers) }
  private var concealed: String { UndefinedValue.concealed.text(numbers) }

  /// The rule and its limits, for the methods.
  var method: RichText {
    let count = numbers.text(least)
    return RichText(
      "Small counts (\(small)): no count from 1 to \(numbers.text(least - 1)) is shown, nor left with a "
        + "single value by the sums of this report, all taken together: classes of a group, levels of a "
        + "variable, arms of the whole, steps of the flow, and numbers that differ by fewer than "
        + "\(count). Such a count stands as \(small), or as \(concealed) where \(small) would give one "
        + "away; what is hidden for its sake stands as \(concealed); "
        + "zero is shown, for it tells of no one. Hidden with them are rates whose numerator or "
        + "denominator is hidden; every estimate of a group of fewer than \(count) or whose events "
        + "are hidden; contrasts and tests between groups one of which has its number or its events "
        + "hidden; probabilities at a time to which fewer than \(count) events have come since the "
        + "time before; and the smallest and largest value of a variable. Where a group of 100 or "
        + "more has only its number hidden, its estimates have the decimals of the page in every "
        + "file; in a smaller one they are hidden. A curve steps only where \(count) events have come "
        + "since its last step and ends at a time of the table below it; the censored, single hips "
        + "and propensities are not drawn; remarks lose their counts. Medians and quartiles are told "
        + "in groups of \(count) or more, though each is the value of one or two of them, and so are "
        + "the coefficients of models of the whole cohort. The rule weighs this report alone: it "
        + "knows nothing of other reports of the same cohort, nor of what a reader knows of a patient."
    )
  }

  /// The words under a figure of curves.
  var figureNote: String {
    " Steps stand where \(numbers.text(least)) events or more have come since the one before; a dash "
      + "is a count that may not be shown."
  }

  /// What the signs in place of numbers stand for.
  var signs: String {
    "\(small), fewer than \(numbers.text(least)) but not none; \(concealed), not shown, for a count below "
      + "\(numbers.text(least)) could be worked out from it, or it rests on one."
  }

  /// The page with a note under each table in which something is hidden.
  func noted(_ document: Document) -> Document {
    var result = document
    for place in result.blocks.indices {
      guard case .table(var table) = result.blocks[place], hides(table) else { continue }
      table.notes.append(
        TableNote(
          .suppression,
          RichText(signs)))
      result.blocks[place] = .table(table)
    }
    return result
  }

  private func hides(_ table: TableBlock) -> Bool {
    let texts =
      [table.title.plainText] + table.columns.map(\.header.plainText)
      + table.rows.flatMap { $0.cells.map(\.text.plainText) }
    return texts.contains(where: hides)
  }

  /// Whether a text holds a sign in place of a number.
  func hides(_ text: String) -> Bool { text.contains(concealed) || holdsSmall(text) }

  /// Whether a text holds `<5`, and not the `<50` of a level.
  private func holdsSmall(_ text: String) -> Bool {
    text.ranges(of: small).contains { range in
      range.upperBound == text.endIndex || !text[range.upperBound].isNumber
    }
  }
}

extension ReportContext {
  /// The rule on small counts, where the protocol has one.
  var smallCounts: SmallCounts? { SmallCounts(study, numbers: numbers) }

  /// What stands under a figure of curves where small counts are hidden.
  var curveNote: String { smallCounts?.figureNote ?? "" }
}
