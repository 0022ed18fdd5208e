/// Turns lines of text into Markdown.
package enum MarkdownText {
  /// Where a line stands; it decides which characters would be taken for markup.
  package enum Context: Sendable {
    /// At the start of a line of its own.
    case paragraph
    /// After the marks of a heading.
    case heading
    /// Between two pipes.
    case cell
  }

  /// A line in Markdown.
  package static func line(_ text: RichText, in context: Context) -> String {
    let body = inlines(text, in: context, after: nil)
    return guarded(body, in: context)
  }

  /// A number and a title in strong text: `**Table 2.** Title`.
  package static func titleLine(_ label: String?, _ title: RichText) -> String {
    let text = line(title, in: .paragraph)
    guard let label else { return text }
    return "**" + label + "**" + (text.isEmpty ? "" : " " + text)
  }

  /// The lines of a code block: LF line ends, no control characters.
  package static func codeLines(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar? = nil
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\n": if previous != "\r" { result.append(scalar) }
      case "\r": result.append("\n")
      case "\t": result.append(scalar)
      default: result.append(isControl(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }

  /// Whether a character is one that neither Markdown nor HTML can carry.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func inlines(
    _ text: RichText, in context: Context, after outer: Character?
  ) -> String {
    var result = ""
    let runs = text.merged
    for (position, inline) in runs.enumerated() {
      let before = result.last ?? outer
      let next = position + 1 < runs.count ? runs[position + 1] : nil
      switch inline {
      case .text(let plain): result += MarkdownEscaping.escape(plain, in: context, after: before)
      case .strong(let inner): result += styled(inner, .strong, context, between: (before, next))
      case .emphasis(let inner):
        result += styled(inner, .emphasis, context, between: (before, next))
      case .code(let code): result += MarkdownCode.span(code, in: context, after: before)
      case .superscript(let inner):
        result += "<sup>" + inlines(inner, in: context, after: ">") + "</sup>"
      case .lineBreak: result += "<br>"
      case .link(let inner, let url):
        let label = inlines(inner, in: context, after: "[")
        if let target = LinkTarget.url(url) {
          result += "[" + label + "](" + target + ")"
        } else {
          result += label
        }
      }
    }
    return result
  }

  /// The two ways of writing a style.
  private struct Style {
    var mark: String
    var element: String

    static let strong = Style(mark: "**", element: "strong")
    static let emphasis = Style(mark: "*", element: "em")
  }

  /// Stars where they are sure to be read as markup, the HTML element elsewhere.
  ///
  /// Stars are markup only where they touch a letter inside, or punctuation inside and none outside;
  /// and runs of stars that touch would join.
  private static func styled(
    _ inner: RichText, _ style: Style, _ context: Context,
    between neighbours: (before: Character?, next: Inline?)
  ) -> String {
    let body = inlines(inner, in: context, after: style.mark.last)
    guard let first = body.first, let last = body.last else { return "" }
    let isPlain = inner.merged.allSatisfy { if case .text = $0 { true } else { false } }
    let before = neighbours.before
    let opens = isWord(first) || isPunctuation(first) && (before.map(isOutside) ?? true)
    let closes = isWord(last) || isPunctuation(last) && isOutside(neighbours.next)
    if isPlain, opens, closes, before != "*", before != "\\" {
      return style.mark + body + style.mark
    }
    return "<" + style.element + ">" + body + "</" + style.element + ">"
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  private static func isPunctuation(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    return byte > 0x20 && byte < 0x7F && !isWord(character)
  }

  /// Whether a character does not keep stars beside it from being markup.
  private static func isOutside(_ character: Character) -> Bool {
    character == " " || isPunctuation(character)
  }

  /// The same of what follows: the end, a run that begins with a mark, or text.
  private static func isOutside(_ next: Inline?) -> Bool {
    guard case .text(let text)? = next else { return true }
    return text.first.map(isOutside) ?? true
  }

  /// Spaces at the ends made visible to the parser, and the first characters of a line disarmed.
  private static func guarded(_ body: String, in context: Context) -> String {
    var text = Substring(body)
    var head = ""
    var tail = ""
    while text.first == " " {
      head += "&#32;"
      text = text.dropFirst()
    }
    while text.last == " " {
      tail += "&#32;"
      text = text.dropLast()
    }
    guard context == .paragraph, head.isEmpty else { return head + text + tail }
    return MarkdownEscaping.lineStart(String(text)) + tail
  }
}
