extension TableProblem: CustomStringConvertible {
  /// The problem as people read it: what, where, the value found, and how to mend it.
  ///
  ///     error: 1 of 118 values is not a number, so the column was read as text
  ///       --> cohort.csv:57 column 9 "bmi"
  ///        |  found "27,4"
  ///        = help: ...
  ///        = 12 more like this
  public var description: String {
    var text = "\(severity.rawValue): \(message)\n  --> \(source)"
    if let line { text += ":\(line)" }
    if let columnNumber { text += " column \(columnNumber)" }
    if let columnName { text += " \"\(columnName)\"" }
    if let found { text += "\n   |  found \"\(found)\"" }
    if let help { text += "\n   = help: \(help)" }
    if alike > 0 { text += "\n   = \(alike) more like this" }
    return text
  }
}

extension TableError: CustomStringConvertible {
  /// The problems one below the other.
  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}

extension TableProblem {
  /// The message with the column it is about, where its words do not name it.
  public var namingColumn: String {
    guard let columnName, !message.contains(columnName) else { return message }
    return "Column `\(columnName)`: \(message)"
  }
}
