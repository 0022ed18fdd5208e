/// A sign in tables and sentences with what it stands for, so that a page explains those it uses and
/// no others.
public struct Abbreviation: Sendable, Hashable {
  /// The sign, as it is printed.
  public let sign: String
  /// What it stands for.
  public let meaning: String

  /// Makes an abbreviation.
  public init(_ sign: String, _ meaning: String) {
    self.sign = sign
    self.meaning = meaning
  }

  /// A confidence interval.
  public static let interval = Abbreviation("CI", "confidence interval")
  /// A curve that does not come down to the level asked for.
  public static let notReached = Abbreviation("NR", "not reached")
  /// Follow-up that ended before the time asked for.
  public static let notEvaluable = notEvaluable("follow-up ended earlier")
  /// A number that follow-up is too short for.
  public static func notEvaluable(_ reason: String) -> Abbreviation {
    Abbreviation("NE", "not evaluable: \(reason)")
  }

  /// A cell without a number, as there is none.
  public static func none(_ reason: String) -> Abbreviation {
    Abbreviation(UndefinedValue.missing.text(), reason)
  }

  /// Whether the sign stands in a text as a word of its own.
  func occurs(in text: String) -> Bool {
    text.ranges(of: sign).contains { range in
      func isWord(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber } ?? false
      }
      let before =
        range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
      let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
      return !isWord(before) && !isWord(after)
    }
  }
}

extension [Abbreviation] {
  /// Those that stand in some texts, as a note says them: `CI, confidence interval; NR, not reached.`;
  /// nil where none does.
  public func note(for texts: [String]) -> String? {
    let found = filter { abbreviation in texts.contains { abbreviation.occurs(in: $0) } }
    guard !found.isEmpty else { return nil }
    return found.map { "\($0.sign), \($0.meaning)" }.joined(separator: "; ") + "."
  }
}

extension TableBlock {
  /// Every text of the table but its notes.
  private var texts: [String] {
    [title.plainText] + columns.map(\.header.plainText)
      + rows.flatMap { $0.cells.map(\.text.plainText) }
  }

  /// The table with a note on those abbreviations that stand in it.
  public func explaining(_ abbreviations: Abbreviation...) -> TableBlock {
    guard let note = abbreviations.note(for: texts) else { return self }
    var table = self
    table.notes.append(TableNote(.abbreviations, RichText(note)))
    return table
  }
}
