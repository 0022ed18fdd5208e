/// The lines and the bands of a curve in a picture, cut at the ends of the axes and divided where
/// observations become few.
package struct EffectPath: Sendable {
  /// A place of the curve and of the edges of its band.
  private struct Vertex {
    var x: Double
    var value: Double
    var lower: Double
    var upper: Double
  }

  /// The lines and bands of one kind.
  package struct Piece: Sendable, Hashable {
    /// The curve.
    package var line = ""
    /// The area of the band.
    package var band = ""
  }

  /// Where there are enough observations.
  package private(set) var firm = Piece()
  /// Where observations are few.
  package private(set) var sparse = Piece()
  /// The place of the right end of the curve, held inside the plot; nil if it has none.
  package let end: (x: Double, y: Double)?

  private let top: Double
  private let bottom: Double

  /// The paths of a curve.
  package init(_ curve: EffectFigure.Curve, _ layout: EffectLayout) {
    top = layout.y.end
    bottom = layout.y.start
    let points = curve.points.map { point in
      Vertex(
        x: layout.x.place(point.x), value: layout.y.place(point.value),
        lower: layout.y.place(point.lower), upper: layout.y.place(point.upper))
    }
    let (low, high) = (layout.y.end, layout.y.start)
    end = points.last { $0.value.isFinite }.map { ($0.x, min(max($0.value, low), high)) }
    let edges = layout.sparse.stretches.flatMap { [$0.from, $0.to] }.filter(\.isFinite)
    let vertices = divided(points, at: edges.map(layout.x.place))
    let pieces = layout.sparse.pieces(on: layout.x)
    func isSparse(_ x: Double) -> Bool {
      pieces.contains { x > layout.x.place($0.from) && x < layout.x.place($0.to) }
    }
    var runs: [(isSparse: Bool, vertices: [Vertex])] = []
    for (before, after) in zip(vertices, vertices.dropFirst()) {
      let kind = isSparse((before.x + after.x) / 2)
      if runs.last?.isSparse == kind {
        runs[runs.count - 1].vertices.append(after)
      } else {
        runs.append((kind, [before, after]))
      }
    }
    for run in runs {
      let piece = Piece(line: line(run.vertices), band: band(run.vertices))
      if run.isSparse {
        sparse.line += piece.line
        sparse.band += piece.band
      } else {
        firm.line += piece.line
        firm.band += piece.band
      }
    }
  }

  /// The curve with vertices added at some places, and where the line or an edge of the band leaves
  /// the plot.
  private func divided(_ points: [Vertex], at edges: [Double]) -> [Vertex] {
    var result: [Vertex] = Array(points.prefix(1))
    for (before, after) in zip(points, points.dropFirst()) {
      var shares = edges.map { ($0 - before.x) / (after.x - before.x) }
      for channel in [\Vertex.value, \.lower, \.upper] {
        let (from, to) = (before[keyPath: channel], after[keyPath: channel])
        guard from.isFinite, to.isFinite, from != to else { continue }
        shares += [top, bottom].map { ($0 - from) / (to - from) }
      }
      for share in shares.filter({ $0 > 1e-9 && $0 < 1 - 1e-9 }).sorted() {
        func between(_ channel: KeyPath<Vertex, Double>) -> Double {
          (1 - share) * before[keyPath: channel] + share * after[keyPath: channel]
        }
        result.append(
          Vertex(
            x: between(\.x), value: between(\.value), lower: between(\.lower),
            upper: between(\.upper)))
      }
      result.append(after)
    }
    return result
  }

  /// The stretches of the curve inside the plot.
  private func line(_ vertices: [Vertex]) -> String {
    var result = ""
    var isDown = false
    for (before, after) in zip(vertices, vertices.dropFirst()) {
      let middle = (before.value + after.value) / 2
      guard middle >= top - 0.01, middle <= bottom + 0.01 else {
        isDown = false
        continue
      }
      if !isDown { result += "M" + before.x.coordinate + " " + before.value.coordinate }
      result += "L" + after.x.coordinate + " " + after.value.coordinate
      isDown = true
    }
    return result
  }

  /// The stretches of the band, its edges held inside the plot.
  private func band(_ vertices: [Vertex]) -> String {
    let stretches = vertices.split { $0.lower.isNaN || $0.upper.isNaN }
    func held(_ y: Double) -> String { min(max(y, top), bottom).coordinate }
    return stretches.filter { $0.count > 1 }.map { stretch in
      let there = stretch.map { $0.x.coordinate + " " + held($0.upper) }
      let back = stretch.reversed().map { $0.x.coordinate + " " + held($0.lower) }
      return "M" + (there + back).joined(separator: "L") + "Z"
    }.joined()
  }
}
