extension SurvivalDrawing {
  /// A remark inside the plot, in the corner where it covers the fewest curves.
  func annotationText(_ words: String) -> SVGElement {
    let room = layout.scale.right - layout.scale.left - 24
    // Six tenths of the plot leave the other corners to the curves, unless the plot is small.
    let limit = min(room, max(160, 0.6 * room))
    let lines = words.split(separator: "\n").flatMap {
      frame.metrics.wrapped(String($0), to: limit, lines: 4)
    }
    let width = lines.map(frame.metrics.width).max() ?? 0
    let height = Double(lines.count) * layout.lineHeight
    let scale = layout.scale
    let startsHigh = (figure.series.first?.initialValue ?? 1) >= 0.5
    let left = scale.left + 12
    let right = scale.right - 12 - width
    let top = scale.top + 8
    let bottom = scale.bottom - 10 - height
    let corners =
      startsHigh
      ? [(left, bottom), (right, top), (right, bottom), (left, top)]
      : [(left, top), (right, bottom), (right, top), (left, bottom)]
    let best = corners.min {
      crossings(left: $0.0, top: $0.1, width, height)
        < crossings(left: $1.0, top: $1.1, width, height)
    }
    let corner = best ?? (left, bottom)
    let children = lines.enumerated().map { row, line in
      let y = corner.1 + Double(row + 1) * layout.lineHeight - 4
      return frame.text(line, x: corner.0, y: y, anchor: "start")
    }
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-annotation"], children: children)
  }

  /// How many curves and bands run through a box.
  private func crossings(left: Double, top: Double, _ width: Double, _ height: Double) -> Int {
    let scale = layout.scale
    func time(_ x: Double) -> Double {
      (x - scale.left) / (scale.right - scale.left) * scale.xMaximum
    }
    let from = time(left - 4)
    let to = time(left + width + 4)
    var count = 0
    for (index, series) in figure.series.enumerated() {
      let bounds = [series.lower, series.upper].compactMap { $0 }.map {
        StepCurve(series, $0, initial: series.initialValue, until: scale.xMaximum)
      }
      let touches = ([curves[index]] + bounds).contains { curve in
        guard curve.end >= from else { return false }
        let inside = curve.points.filter { $0.time > from && $0.time <= to }.map(\.value)
        let places = ([curve.value(at: max(0, from))] + inside).filter(\.isFinite).map(scale.y)
        guard let highest = places.min(), let lowest = places.max() else { return false }
        return lowest >= top - 4 && highest <= top + height + 4
      }
      if touches { count += 1 }
    }
    return count
  }
}
