/// What is wrong with a formula, or with the columns it names: every fault found in one run.
public struct FormulaError: Error, Sendable, Hashable {
  /// One fault.
  public struct Issue: Sendable, Hashable {
    /// What is wrong, in one sentence.
    public let message: String
    /// The characters of the formula concerned, counted from zero; `nil` when the fault lies in an
    /// option rather than in the formula.
    public let position: Range<Int>?
    /// How to mend it.
    public let help: String?

    /// Makes an issue.
    public init(_ message: String, at position: Range<Int>?, help: String? = nil) {
      self.message = message
      self.position = position
      self.help = help
    }
  }

  /// The formula as typed.
  public let formula: String
  /// The faults, in the order of the formula.
  public let issues: [Issue]

  /// Makes an error.
  public init(formula: String, issues: [Issue]) {
    self.formula = formula
    self.issues = issues
  }
}

extension FormulaError: CustomStringConvertible {
  /// Each fault as a sentence, the formula with carets under the characters concerned, and help.
  public var description: String {
    issues.map { description(of: $0) }.joined(separator: "\n")
  }

  /// The formula on one line, so that a caret below it points at the right character.
  private var line: [Character] { formula.map { $0.isNewline || $0 == "\t" ? " " : $0 } }

  private func description(of issue: Issue) -> String {
    var text = issue.message
    if let position = issue.position {
      let line = line
      // A very long formula is shown around the fault only.
      let start = max(0, min(position.lowerBound, line.count) - 60)
      let end = min(line.count, start + 120)
      let lead = start > 0 ? "..." : ""
      let shown = String(line[start..<end]) + (end < line.count ? "..." : "")
      let indent = lead.count + max(0, position.lowerBound - start)
      let length = max(1, min(position.count, end - position.lowerBound))
      text += "\n  \(lead)\(shown)\n  "
      text += String(repeating: " ", count: indent) + String(repeating: "^", count: length)
    }
    if let help = issue.help { text += "\n  help: \(help)" }
    return text
  }
}
