/// The lines of text in a box of a flow diagram, none wider than the box.
struct FlowDiagramText {
  struct Line: Equatable {
    var text: String
    var isBold = false
  }

  /// The size of the letters.
  let size: Double

  /// Bold letters are wider than the metrics of the plain face say.
  private static let boldness = 1.08

  /// Title and count in bold letters, then the other lines.
  func lines(_ box: FlowDiagram.Box, count: String, width: Double) -> [Line] {
    let title = wrap("\(box.title) (n\u{A0}=\u{A0}\(count))", to: width / Self.boldness)
    return title.map { Line(text: $0, isBold: true) }
      + box.lines.flatMap { wrap($0, to: width) }.map { Line(text: $0) }
  }

  /// The width of the longest word of a box.
  func longestWord(_ box: FlowDiagram.Box, count: String) -> Double {
    let metrics = TextMetrics(size: size)
    func longest(_ text: String) -> Double {
      text.split(separator: " ").map { metrics.width(String($0)) }.max() ?? 0
    }
    let title = longest("\(box.title) (n\u{A0}=\u{A0}\(count))") * Self.boldness
    return max(title, box.lines.map(longest).max() ?? 0)
  }

  /// The height of a box with some lines.
  func height(_ lines: Int) -> Double {
    let between = Double(max(0, lines - 1)) * size * FlowDiagramLayout.lineHeight
    // Below the last line stand the descenders.
    return between + size * 1.25 + 2 * FlowDiagramLayout.padding
  }

  /// The text broken at spaces, and inside a word that alone is wider than the box.
  private func wrap(_ text: String, to limit: Double) -> [String] {
    let metrics = TextMetrics(size: size)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ").flatMap({ pieces(String($0), limit, metrics) }) {
      let longer = line.isEmpty ? word : line + " " + word
      if line.isEmpty || metrics.width(longer) <= limit {
        line = longer
      } else {
        lines.append(line)
        line = word
      }
    }
    return lines + [line]
  }

  private func pieces(_ word: String, _ limit: Double, _ metrics: TextMetrics) -> [String] {
    guard metrics.width(word) > limit else { return [word] }
    var pieces: [String] = []
    var piece = ""
    for character in word {
      if !piece.isEmpty, metrics.width(piece + String(character)) > limit {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return pieces + [piece]
  }
}
