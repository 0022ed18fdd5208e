/// Estimates how wide text will be, so that margins can be set before it is drawn.
///
/// A picture names only a family of fonts and cannot ask how wide the reader's font is. The estimate
/// takes the advance widths that sans-serif faces in the tradition of Helvetica share and adds a
/// reserve for wider faces.
package struct TextMetrics: Sendable {
  /// The size of the letters.
  package var size: Double
  /// How much wider than the estimate a reader's font may be.
  package var reserve = 1.12

  package init(size: Double) { self.size = size }

  /// The width of a text on one line.
  package func width(_ text: String) -> Double {
    var thousandths = 0
    for character in text { thousandths += TextMetrics.advance(character) }
    return Double(thousandths) / 1000 * size * reserve
  }

  /// The text cut to a width, with an ellipsis where it was cut.
  package func truncated(_ text: String, to limit: Double) -> String {
    if width(text) <= limit { return text }
    let ellipsis = "\u{2026}"
    var result = ""
    var used = width(ellipsis)
    for character in text {
      used += width(String(character))
      if used > limit { break }
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result + ellipsis
  }

  /// The text on as many lines as a width asks for, at most some; what is left over is cut.
  ///
  /// Lines break at spaces; inside a word that alone is wider than the line after a sign that joins
  /// its parts, as in `cell_source=bone_marrow`; and where such a part is still too wide, as in
  /// scripts without spaces, wherever the line is full.
  package func wrapped(_ text: String, to limit: Double, lines most: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var pieces = text.split(separator: " ").flatMap { self.pieces(String($0), limit) }[...]
    while let piece = pieces.first {
      let longer = line + (line.isEmpty || !piece.isWord ? "" : " ") + piece.text
      if width(longer) <= limit || line.isEmpty {
        line = longer
        pieces = pieces.dropFirst()
      } else if lines.count + 1 < most {
        lines.append(line)
        line = ""
      } else {
        for piece in pieces { line += (piece.isWord ? " " : "") + piece.text }
        break
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { truncated($0, to: limit) }
  }

  /// A word, in parts where it is wider than a line; only the first of them begins a word.
  private func pieces(_ word: String, _ limit: Double) -> [(text: String, isWord: Bool)] {
    guard width(word) > limit else { return [(word, true)] }
    var parts = [""]
    for character in word {
      parts[parts.count - 1].append(character)
      if "=_-/,;:|".contains(character) { parts.append("") }
    }
    return parts.flatMap { filled($0, limit) }.enumerated().map { ($1, $0 == 0) }
  }

  /// A text cut into parts that each fill a line; none where there is no text.
  private func filled(_ text: String, _ limit: Double) -> [String] {
    var parts: [String] = []
    var used = 0.0
    for character in text {
      let width = width(String(character))
      if parts.isEmpty || used + width > limit {
        parts.append("")
        used = 0
      }
      parts[parts.count - 1].append(character)
      used += width
    }
    return parts
  }

  /// Some labels on lines of a width, each on at most some lines, so that different labels are never
  /// the same lines.
  ///
  /// Labels that would be the same once they are cut get more lines, up to twice as many; where even
  /// that does not tell them apart the last line shows their ends, and last of all their numbers.
  package func distinct(_ labels: [String], to limit: Double, lines most: Int) -> [[String]] {
    var result = labels.map { wrapped($0, to: limit, lines: most) }
    func alike(_ lines: [[String]]) -> [Int] {
      let byLines = Dictionary(grouping: labels.indices) { lines[$0] }
      return byLines.values.filter { Set($0.map { labels[$0] }).count > 1 }.flatMap { $0 }.sorted()
    }
    for count in stride(from: most + 1, through: 2 * most, by: 1) where most > 1 {
      for index in alike(result) { result[index] = wrapped(labels[index], to: limit, lines: count) }
    }
    for index in alike(result) {
      result[index][max(0, result[index].count - 1)] = ending(labels[index], limit)
    }
    for index in alike(result) {
      let number = " (\((labels.firstIndex(of: labels[index]) ?? index) + 1))"
      let room = limit - width(number)
      result[index] = wrapped(labels[index], to: room, lines: most)
      if result[index].isEmpty { result[index] = [""] }
      result[index][result[index].count - 1] += number
    }
    return result
  }

  /// The end of a text after an ellipsis, as much as fits.
  private func ending(_ text: String, _ limit: Double) -> String {
    var result = ""
    var used = width("\u{2026}")
    for character in text.reversed() {
      used += width(String(character))
      if used > limit { break }
      result = String(character) + result
    }
    return "\u{2026}" + result
  }

  /// The advance of a letter in thousandths of the size.
  private static func advance(_ character: Character) -> Int {
    guard let byte = character.asciiValue else {
      switch character {
      case "\u{2013}": return 556
      case "\u{2014}", "\u{2026}": return 1000
      case "\u{202F}", "\u{2009}": return 200
      default: return DisplayWidth.of(character) * 600
      }
    }
    return byte < 0x20 || byte > 0x7E ? 0 : advances[Int(byte) - 0x20]
  }

  /// The advances of the ASCII characters from the space to the tilde.
  private static let advances = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]
}
