/// Turns text shown letter for letter into Markdown.
package enum MarkdownCode {
  /// A code span, or a `code` element for what a span cannot hold.
  ///
  /// A span cannot hold line breaks or control characters, loses a space at both ends, and inside a
  /// table cannot hold a backslash before a pipe: parsers disagree on that one.
  package static func span(
    _ text: String, in context: MarkdownText.Context, after before: Character?
  ) -> String {
    guard !text.isEmpty else { return "" }
    guard isSpannable(text, in: context), before != "`", before != "\\" else {
      return element(text)
    }
    return "`" + (context == .cell ? text.replacingPipes : text) + "`"
  }

  private static func isSpannable(_ text: String, in context: MarkdownText.Context) -> Bool {
    if text.first == " " || text.last == " " || text.last == "\\" { return false }
    var hasPipe = false
    var hasBackslash = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "`", "\n", "\r", "\t", "$": return false
      case "|": hasPipe = true
      case "\\": hasBackslash = true
      default: if MarkdownText.isControl(scalar) { return false }
      }
    }
    return context != .cell || !(hasPipe && hasBackslash)
  }

  private static func element(_ text: String) -> String {
    let scalars = Array(MarkdownText.codeLines(text).unicodeScalars)
    let splits = MarkdownShortcuts.splits(in: scalars)
    var result = "<code>"
    for (position, scalar) in scalars.enumerated() {
      if splits.contains(position) {
        result += "<span>" + String(scalar) + "</span>"
        continue
      }
      switch scalar {
      case "\n": result += "<br>"
      case "a"..."z", "A"..."Z", "0"..."9": result.unicodeScalars.append(scalar)
      default: result += scalar.isASCII ? "&#\(scalar.value);" : String(scalar)
      }
    }
    return result + "</code>"
  }
}

extension String {
  /// The text with its pipes disarmed for a table cell.
  fileprivate var replacingPipes: String {
    var result = ""
    for character in self {
      if character == "|" { result += "\\" }
      result.append(character)
    }
    return result
  }
}
