/// Shares out the width of a picture among columns of text.
package enum ColumnWidths {
  /// A column on its way to a width.
  package struct Wish: Sendable {
    /// The width at which nothing has to be broken.
    package var natural: Double
    /// The width at which no word has to be cut.
    package var least: Double
    /// How much the column counts when there is too little for all.
    package var weight: Double

    /// The wish of a column for the texts that stand in it; very long words may be cut.
    ///
    /// - Parameters:
    ///   - natural: The width of the widest text.
    ///   - words: The width of the longest word.
    package init(_ natural: Double, words: Double, weight: Double = 1) {
      // A hair more than the texts, so that rounding never breaks a line.
      self.natural = natural + 0.5
      least = min(natural, words, 130) + 0.5
      self.weight = weight
    }
  }

  /// Widths that sum to at most what there is, if the least widths do: every column has its natural
  /// width, or, where that is too much, its least one and a share of the rest in proportion to its
  /// weight.
  package static func fitted(_ wishes: [Wish], into available: Double) -> [Double] {
    var result = wishes.map(\.natural)
    guard result.reduce(0, +) > available else { return result }
    result = wishes.map(\.least)
    var open = wishes.indices.filter { wishes[$0].natural > result[$0] }
    var left = max(0, available - result.reduce(0, +))
    while !open.isEmpty, left > 0 {
      let share = left / open.map { wishes[$0].weight }.reduce(0, +)
      func wanted(_ index: Int) -> Double { wishes[index].natural - wishes[index].least }
      let content = open.filter { wanted($0) <= share * wishes[$0].weight }
      for index in content {
        result[index] = wishes[index].natural
        left -= wanted(index)
      }
      if content.isEmpty {
        for index in open { result[index] += share * wishes[index].weight }
        break
      }
      open.removeAll { content.contains($0) }
    }
    return result
  }
}
