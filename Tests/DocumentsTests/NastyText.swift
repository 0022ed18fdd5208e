import Documents

/// Random text full of what Markdown takes for markup.
struct NastyText {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let pieces = [
    "|", "\\", "\\|", "`", "``", "*", "**", "_", "__", "~", "~~", "[", "]", "](", "<", ">", "&",
    "$", "#", "# ", "\n", "\r\n", "\r", "\t", " ", "  ", "1. ", "12) ", "- ", "+ ", "* ", "---",
    "===", ":100:", ":+1:", ":smile:", "10:30:45", "http://a.bc", "https://", "HTTP://x.yz",
    "www.a.bc", "WWW.a.bc", "ftp://f.gh", "mail@example.org", "@", "mailto:a@b.cd", "&amp;",
    "&nbsp;", "&#124;", "&copy", "<br>", "<!--", "-->", "<b>", "</td>", "<script>", "![x](y)",
    "[^1]", "[a]: b", "a", "b", "7", "é", "e\u{0301}", "中文", "👩‍🔬", "😀", "\u{A0}", "\u{202E}",
    "\u{2028}", "\u{7F}", "\u{01}", "\u{00}", "\u{FEFF}", "\u{FFFE}", "(", ")", "!", "{", "}", "'",
    "\"", ".", ",", ";", ":", "://", "=", "-", "?", "%", "^", "/", "≥2 | <5", "a_b_c", "x*y*z",
    "event_time", "5~6", "$x$ and $y$", "xmpp:a@b.cd", "    indented", "```", "~~~", "> quoted",
  ]

  mutating func next() -> String {
    let count = Int.random(in: 0...6, using: &generator)
    return (0..<count).map { _ in NastyText.pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  /// A line with styles inside each other.
  mutating func line(depth: Int = 2) -> RichText {
    let count = Int.random(in: 1...4, using: &generator)
    return RichText((0..<count).map { _ in inline(depth: depth) })
  }

  private mutating func inline(depth: Int) -> Inline {
    let kind = depth == 0 ? 0 : Int.random(in: 0...7, using: &generator)
    switch kind {
    case 1: return .strong(line(depth: depth - 1))
    case 2: return .emphasis(line(depth: depth - 1))
    case 3: return .code(next())
    case 4: return .superscript(line(depth: depth - 1))
    case 5: return .lineBreak
    case 6: return .link(RichText(next()), url: "https://example.org/a b(c)|d*e*?x=1&copy=2#f<g>")
    default: return .text(next())
    }
  }

  /// What a reader sees of a text: its line ends made one, and what cannot be carried replaced.
  static func visible(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar? = nil
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: if previous != "\r" { result.append("\n") }
      case 0x0D, 0x2028, 0x2029: result.append("\n")
      case 0x09: result.append("\t")
      case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }
}
