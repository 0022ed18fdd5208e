/// The stretches of an axis where observations are few.
package struct SparseStretches: Sendable {
  /// The stretches, ascending and apart.
  package let stretches: [(from: Double, to: Double)]
  /// The bars of the observations.
  package let bins: HistogramBins
  /// How many observations each bar holds, nil where a count is hidden.
  package let counts: [Int?]

  /// Finds where bars hold too few, and what lies before the first bar and behind the last; without
  /// observations nothing is said to be sparse.
  ///
  /// Single observations are counted in bars of round widths, more of them the more observations
  /// there are: about the square root of their number.
  package init(_ figure: EffectFigure) {
    switch figure.observations {
    case .counts(let bins, let counts):
      self.bins = bins
      self.counts = (0..<bins.count).map { counts.indices.contains($0) ? counts[$0] : 0 }
    case .each(let values):
      let number = Int(Double(values.count).squareRoot().rounded())
      bins = HistogramBins(covering: values, count: max(4, min(20, number)))
      counts = bins.counts(of: values).map(Optional.some)
    case nil:
      bins = HistogramBins(edges: [])
      counts = []
    }
    guard let first = bins.edges.first, let last = bins.edges.last else {
      stretches = []
      return
    }
    var pieces: [(from: Double, to: Double)] = [(-.infinity, first)]
    for (index, count) in counts.enumerated() where (count ?? 0) < figure.sparseBelow {
      pieces.append((bins.edges[index], bins.edges[index + 1]))
    }
    pieces.append((last, .infinity))
    var joined: [(from: Double, to: Double)] = []
    for piece in pieces {
      if let before = joined.last, piece.from <= before.to {
        joined[joined.count - 1].to = piece.to
      } else {
        joined.append(piece)
      }
    }
    stretches = joined
  }

  /// Whether observations are few at a number.
  package func contains(_ x: Double) -> Bool {
    stretches.contains { x > $0.from && x < $0.to }
  }

  /// The stretches on an axis.
  package func pieces(on axis: ValueAxis) -> [(from: Double, to: Double)] {
    stretches.map { (from: max($0.from, axis.lower), to: min($0.to, axis.upper)) }
      .filter { $0.from < $0.to }
  }
}
