/// Disarms the characters that Markdown would take for markup.
package enum MarkdownEscaping {
  /// Plain text as Markdown that reads as exactly that text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - context: Where it stands.
  ///   - before: The character written before it, if any.
  package static func escape(
    _ text: String, in context: MarkdownText.Context, after before: Character?
  ) -> String {
    let scalars = Array(text.unicodeScalars)
    let splits = MarkdownShortcuts.splits(in: scalars)
    var result = ""
    for (position, scalar) in scalars.enumerated() {
      if splits.contains(position) {
        // An element of its own keeps the character out of the words that later filters look for.
        result += "<span>" + String(scalar) + "</span>"
        continue
      }
      let previous = position > 0 ? scalars[position - 1] : nil
      let next = position + 1 < scalars.count ? scalars[position + 1] : nil
      result += escaped(scalar, previous, next, in: context)
    }
    return result
  }

  private static func escaped(
    _ scalar: Unicode.Scalar, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?,
    in context: MarkdownText.Context
  ) -> String {
    switch scalar {
    case "\\", "|", "`", "*", "~", "[", "]", "$": return "\\" + String(scalar)
    case "_": return isWord(previous) && isWord(next) ? "_" : "\\_"
    // Before a digit it can open neither a tag nor an address, and `<0.001` reads better so.
    case "<": return next.map { ("0"..."9").contains($0) } ?? false ? "<" : "&lt;"
    case ">": return "&gt;"
    case "&": return next == nil || next == "#" || isWord(next) ? "&amp;" : "&"
    case "!": return next == nil ? "\\!" : "!"
    case "#": return context == .heading ? "\\#" : "#"
    case "\n": return previous == "\r" ? "" : "<br>"
    case "\r", "\u{2028}", "\u{2029}": return "<br>"
    case "\t", "\u{FEFF}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
      // Invisible in the source, where some of them even reorder what surrounds them.
      return "&#\(scalar.value);"
    default: return MarkdownText.isControl(scalar) ? "\u{FFFD}" : String(scalar)
    }
  }

  /// A line whose beginning would be taken for a list, a heading or an underline, disarmed.
  package static func lineStart(_ line: String) -> String {
    guard let first = line.first else { return line }
    if first == "#" || first == "-" || first == "+" || first == "=" { return "\\" + line }
    let digits = line.prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return line }
    let rest = line[digits.endIndex...]
    guard rest.first == "." || rest.first == ")" else { return line }
    return digits + "\\" + rest
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": return true
    default: return false
    }
  }
}
