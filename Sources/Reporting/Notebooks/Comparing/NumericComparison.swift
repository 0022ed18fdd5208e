/// Compares two outputs word by word, numbers within a tolerance.
package struct NumericComparison: Sendable {
  /// The largest difference of two numbers that count as one: relative, or absolute below 1.
  package let tolerance: Double

  package init(tolerance: Double) { self.tolerance = tolerance }

  /// Whether the texts say the same.
  ///
  /// How wide the columns of a table are does not count: runs of spaces, and of the dashes under its
  /// head, are one.
  package func isSame(_ old: String, _ new: String) -> Bool {
    let (old, new) = (Self.tokens(old), Self.tokens(new))
    return old.count == new.count && zip(old, new).allSatisfy(isSame)
  }

  private enum Token: Hashable {
    case number(Double)
    case word(Substring)
  }

  private func isSame(_ pair: (Token, Token)) -> Bool {
    switch pair {
    case (.number(let a), .number(let b)):
      a == b || abs(a - b) <= tolerance * max(1, abs(a), abs(b))
    case (.word(let a), .word(let b)): a == b
    default: false
    }
  }

  private static func tokens(_ text: String) -> [Token] {
    // A true minus is read as one; a name such as `graft2` is a word, digits and all.
    let pattern = #/[A-Za-z_][A-Za-z_0-9]*|[-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+−]?\d+)?|-{2,}|\S/#
    return text.matches(of: pattern).map { match in
      let word = match.output
      if word.allSatisfy({ $0 == "-" }), word.count > 1 { return .word("--") }
      guard word.contains(where: { ("0"..."9").contains($0) }),
        let number = Double(word.replacing("−", with: "-"))
      else { return .word(word) }
      return .number(number)
    }
  }
}
