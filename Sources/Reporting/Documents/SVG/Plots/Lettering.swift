/// Sets text in a picture: measures it, breaks it into lines, and makes its elements.
package struct Lettering: Sendable {
  /// The widths of letters.
  package let metrics: TextMetrics
  /// The distance between unrelated lines.
  package let lineHeight: Double
  /// The distance between the lines of one text.
  package let tight: Double
  /// The most lines of a text beside a plot: enough for a name of sixty letters in a narrow column.
  package static let mostLines = 7
  /// Bold letters are wider than the metrics of the plain face say.
  package static let boldness = 1.08

  package init(size: Double) {
    metrics = TextMetrics(size: size)
    lineHeight = (size * 1.45).rounded()
    tight = lineHeight - 3
  }

  /// The width of a text on one line.
  package func width(_ text: String, bold: Bool = false) -> Double {
    metrics.width(Lettering.oneLine(text)) * (bold ? Lettering.boldness : 1)
  }

  /// The width of the longest word of a text.
  package func wordWidth(_ text: String, bold: Bool = false) -> Double {
    Lettering.oneLine(text).split(separator: " ").map { width(String($0), bold: bold) }.max() ?? 0
  }

  /// A text on at most some lines of a width; what does not fit is cut with an ellipsis.
  package func lines(
    _ text: String, to limit: Double, most: Int, bold: Bool = false
  ) -> [String] {
    let room = bold ? limit / Lettering.boldness : limit
    return metrics.wrapped(Lettering.oneLine(text), to: room, lines: most)
  }

  /// The height of some lines of one text.
  package func height(_ lines: Int) -> Double {
    lines == 0 ? 0 : lineHeight + Double(lines - 1) * tight
  }

  /// A line of text.
  package func element(
    _ words: String, x: Double, y: Double, anchor: String = "start",
    _ extra: [String: String] = [:]
  ) -> SVGElement {
    var attributes = extra
    attributes["x"] = x.coordinate
    attributes["y"] = y.coordinate
    if anchor != "start" { attributes["text-anchor"] = anchor }
    return SVGElement("text", attributes, text: words)
  }

  /// Lines of one text; where it was cut the last line carries the whole of it for those who point
  /// at it.
  package func block(
    _ lines: [String], of whole: String, x: Double, y: Double, anchor: String = "start",
    _ extra: [String: String] = [:]
  ) -> [SVGElement] {
    var elements = lines.enumerated().map { row, words in
      element(words, x: x, y: y + Double(row) * tight, anchor: anchor, extra)
    }
    if let last = lines.last, last.hasSuffix("\u{2026}"), last != whole {
      elements[elements.count - 1].children.append(SVGElement("title", text: whole))
    }
    return elements
  }

  /// The text with its line ends and tabs as spaces, as a picture shows them.
  package static func oneLine(_ text: String) -> String {
    text.contains { $0.isNewline || $0 == "\t" }
      ? String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }) : text
  }

  /// The title of a picture at its upper left, if the style shows it.
  package static func title(_ words: String, style: SVGStyle, margin: Double) -> [SVGElement] {
    guard style.showsTitle else { return [] }
    let letters = Lettering(size: style.fontSize + 2)
    let limit = style.width - 2 * margin
    let lines = letters.lines(words, to: limit, most: 1, bold: true)
    return letters.block(
      lines, of: words, x: margin, y: margin + style.fontSize,
      [
        "fill": SVGStyle.ink, "font-size": letters.metrics.size.coordinate, "font-weight": "bold",
      ])
  }

  /// The room the title takes.
  package static func titleHeight(_ style: SVGStyle) -> Double {
    style.showsTitle ? (style.fontSize * 1.9).rounded() : 0
  }
}
