/// Columns in sentences: messages name them in backticks, as they stand in the files; a page gives
/// them the names its tables do.
extension StudyProtocol {
  /// A message with its columns by the names a reader should see.
  ///
  /// - Parameter keepsColumns: whether the column stays beside its name, for those who look for it in
  ///   a file, as in Kellgren-Lawrence grade 3 (kl_grade=3).
  public func naming(columnsIn message: String, keepsColumns: Bool) -> String {
    var text = message
    if !keepsColumns {
      // What begins with a column is about it, and says so by its name alone.
      text.replace(#/^Column `([^`]+)`: /#) { match in
        readersName(of: String(match.1)).map { "\($0): " } ?? String(match.0)
      }
    }
    return text.replacing(#/`([^`]+)`/#) { match in
      let term = String(match.1)
      guard let words = words(for: term) else { return String(match.0) }
      if keepsColumns { return words.isItsOwn ? "`\(term)`" : "\(words.text) (`\(term)`)" }
      return words.text
    }
  }

  /// A column, one level of it, or one column of its curve; nil of anything else.
  private func words(for term: String) -> (text: String, isItsOwn: Bool)? {
    let parts = term.split(separator: "=", maxSplits: 1).map(String.init)
    guard let first = parts.first else { return nil }
    let column = String(first.prefix { $0 != "'" })
    // A protocol need not declare its columns; a name before a level is one all the same.
    let isName = parts.count > 1 && column.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let name = readersName(of: column) ?? (isName ? column : nil) else { return nil }
    if column != first { return ("the curve of \(name)", name == column) }
    return (parts.count > 1 ? "\(name) \(parts[1])" : name, name == column)
  }

  /// The name of a column of the protocol; nil of one it does not know.
  private func readersName(of column: String) -> String? {
    if let score = endpoints?.visits.scores.first(where: { $0.name == column })?.scale {
      return ([score.instrument] + [score.subscale].compactMap { $0 }).joined(separator: " ")
    }
    let isKnown =
      column == Self.baselineColumn || units.columns.contains { $0.name == column }
      || strata.contains { $0.column == column } || comparison?.arms.column == column
    return isKnown ? label(of: column) : nil
  }
}
