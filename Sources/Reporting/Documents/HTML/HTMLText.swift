/// Turns lines of text into HTML; the one place where text is escaped for it.
///
/// Elements without contents are closed as XML asks, so that the page is well-formed for both kinds
/// of parsers.
package enum HTMLText {
  /// A line in HTML.
  package static func line(_ text: RichText) -> String { text.merged.map(inline).joined() }

  private static func inline(_ inline: Inline) -> String {
    switch inline {
    case .text(let text): escape(text)
    case .strong(let inner): "<strong>" + line(inner) + "</strong>"
    case .emphasis(let inner): "<em>" + line(inner) + "</em>"
    case .code(let code): "<code>" + escape(code) + "</code>"
    case .superscript(let inner): "<sup>" + line(inner) + "</sup>"
    case .lineBreak: "<br/>"
    case .link(let inner, let url):
      if let target = LinkTarget.url(url) {
        "<a href=\"" + target + "\">" + line(inner.unlinked) + "</a>"
      } else {
        line(inner)
      }
    }
  }

  /// Text that a browser shows as itself, whatever it holds.
  ///
  /// Line ends become `<br/>` and control characters U+FFFD, as on a Markdown page. Text with
  /// characters that turn the direction of reading is fenced in, so that it turns nothing else.
  package static func escape(_ text: String) -> String {
    let turns = text.unicodeScalars.contains(where: isDirection)
    let body = escape(text, lineEnd: "<br/>")
    return turns ? "<bdi dir=\"ltr\">" + body + "</bdi>" : body
  }

  /// Text as the value of an attribute in double quotes, on one line.
  package static func attribute(_ text: String) -> String { escape(text, lineEnd: " ") }

  /// Text of a block that keeps its line ends.
  package static func preformatted(_ text: String) -> String { escape(text, lineEnd: "\n") }

  private static func escape(_ text: String, lineEnd: String) -> String {
    var result = ""
    var previous: Unicode.Scalar? = nil
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n": if previous != "\r" { result += lineEnd }
      case "\r", "\u{2028}", "\u{2029}": result += lineEnd
      case "\t", "\u{FEFF}": result += "&#\(scalar.value);"
      default:
        if isDirection(scalar) {
          result += "&#\(scalar.value);"
        } else {
          result.unicodeScalars.append(MarkdownText.isControl(scalar) ? "\u{FFFD}" : scalar)
        }
      }
    }
    return result
  }

  /// Whether an invisible character turns the direction of the text after it.
  private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
    default: false
    }
  }
}
