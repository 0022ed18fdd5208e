/// Names with samples of their marks, set in lines above a plot.
package struct Legend: Sendable {
  /// A name in its place.
  package struct Entry: Sendable {
    /// The index of the name.
    package var index: Int
    /// The left end of the sample.
    package var x: Double
    /// The baseline of the name.
    package var y: Double
    /// The name, cut if it is wider than the picture.
    package var text: String
  }

  /// The names in their places.
  package let entries: [Entry]
  /// The height of all lines.
  package let height: Double
  /// The room of a sample with the space after it.
  package let sampleWidth: Double
  private let names: [String]
  private let letters: Lettering

  /// Sets names in lines from the left.
  package init(
    _ names: [String], letters: Lettering, sampleWidth: Double, left: Double, right: Double,
    top: Double
  ) {
    self.names = names
    self.letters = letters
    self.sampleWidth = sampleWidth
    var entries: [Entry] = []
    var x = left
    var y = top + letters.metrics.size
    let texts = letters.metrics.distinct(
      names.map(Lettering.oneLine), to: right - left - sampleWidth, lines: 1)
    for index in names.indices {
      let text = texts[index].first ?? ""
      let width = sampleWidth + letters.width(text)
      if x > left, x + width > right {
        x = left
        y += letters.lineHeight
      }
      entries.append(Entry(index: index, x: x, y: y, text: text))
      x += width + 18
    }
    self.entries = entries
    height = entries.isEmpty ? 0 : (y - top - letters.metrics.size) + letters.lineHeight + 6
  }

  /// The names beside samples, which are drawn around the middle of the letters.
  package func elements(
    id: String, sample: (_ index: Int, _ x: Double, _ middle: Double) -> [SVGElement]
  ) -> [SVGElement] {
    if entries.isEmpty { return [] }
    let children = entries.flatMap { entry in
      sample(entry.index, entry.x, entry.y - letters.metrics.size * 0.35)
        + letters.block(
          [entry.text], of: names[entry.index], x: entry.x + sampleWidth, y: entry.y)
    }
    return [SVGElement("g", ["fill": SVGStyle.ink, "id": id], children: children)]
  }
}
