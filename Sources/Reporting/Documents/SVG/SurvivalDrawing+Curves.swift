extension SurvivalDrawing {
  /// The translucent bands around the curves, behind everything else.
  ///
  /// More than four bands on top of each other say nothing any more and are left out; the numbers
  /// stay in the data of the figure.
  func bands() -> SVGElement {
    let count = figure.series.filter { $0.lower != nil && $0.upper != nil }.count
    guard count <= 4 else { return SVGElement("g", ["id": id + "-bands"]) }
    let opacity = count <= 2 ? 0.16 : 0.12
    let paths = figure.series.indices.compactMap { index -> SVGElement? in
      guard
        let path = BandPath.path(
          figure.series[index], layout.scale, until: layout.scale.xMaximum)
      else { return nil }
      let attributes = [
        "d": path, "fill": style.stroke(index).color, "fill-opacity": opacity.coordinate,
      ]
      return SVGElement("path", attributes)
    }
    return SVGElement("g", ["id": id + "-bands"], children: paths)
  }

  /// The curves; the first stands on top.
  func curvePaths() -> SVGElement {
    let paths = figure.series.indices.reversed().map { index in
      var attributes = strokeAttributes(index)
      attributes["d"] = curves[index].path(layout.scale)
      attributes["id"] = id + "-curve-\(index + 1)"
      attributes["stroke-linejoin"] = "miter"
      return SVGElement("path", attributes)
    }
    return SVGElement("g", ["id": id + "-curves"], children: paths)
  }

  /// A short stroke across the curve at every time someone was censored.
  func censoring() -> SVGElement {
    let paths = figure.series.indices.compactMap { index -> SVGElement? in
      let path = censoringPath(index)
      if path.isEmpty { return nil }
      let attributes = [
        "d": path, "fill": "none", "stroke": style.stroke(index).color, "stroke-width": "1.25",
      ]
      return SVGElement("path", attributes)
    }
    return SVGElement("g", ["id": id + "-censored"], children: paths)
  }

  /// The strokes of one curve; of strokes less than three pixels apart one is drawn,
  /// or thousands of them would blacken the curve.
  private func censoringPath(_ index: Int) -> String {
    let scale = layout.scale
    var result = ""
    var last = -Double.infinity
    let times = figure.series[index].censorTimes.filter { $0 >= 0 && $0 <= scale.xMaximum }
    for time in times.sorted() {
      let x = scale.x(time)
      let value = curves[index].value(at: time)
      guard x - last >= 3, value.isFinite else { continue }
      last = x
      result += "M" + x.coordinate + " " + (scale.y(value) - 4).coordinate + "v8"
    }
    return result
  }

  /// The names of the curves beside their ends, spread so that they do not overlap.
  func endLabels() -> SVGElement {
    let scale = layout.scale
    let heights = layout.endLabels.map { lines in
      layout.lineHeight + Double(max(0, lines.count - 1)) * (layout.lineHeight - 3) + 3
    }
    let wishes = curves.map { scale.y($0.lastValue.isFinite ? $0.lastValue : 0) }
    let places = EndLabels.places(
      wishes: wishes, heights: heights, top: scale.top - 11, bottom: scale.bottom + 11)
    var children: [SVGElement] = []
    for index in figure.series.indices {
      if let leader = leader(index, from: wishes[index], to: places[index]) {
        children.append(leader)
      }
      children.append(key(index, x: scale.right + 8, y: places[index]))
      children.append(contentsOf: endLabel(index, middle: places[index]))
    }
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-labels"], children: children)
  }

  private func endLabel(_ index: Int, middle: Double) -> [SVGElement] {
    let lines = layout.endLabels[index]
    let x = layout.scale.right + 8 + SurvivalLayout.keyLength + 6
    let step = layout.lineHeight - 3
    let first = middle - Double(lines.count - 1) * step / 2 + style.fontSize * 0.35
    return lines.enumerated().map { row, line in
      text(line, x: x, y: first + Double(row) * step, anchor: "start")
    }
  }

  /// A hairline from the end of a curve to its name, where the name had to move or the curve ends a
  /// little early; a curve that ends far from the edge is known by its sample.
  private func leader(_ index: Int, from wish: Double, to place: Double) -> SVGElement? {
    let scale = layout.scale
    let end = scale.x(curves[index].end)
    let gap = scale.right - end
    guard gap <= (scale.right - scale.left) * 0.12, gap > 4 || abs(wish - place) > 3 else {
      return nil
    }
    let path =
      "M" + (end + 2).coordinate + " " + wish.coordinate + "L" + (scale.right + 6).coordinate + " "
      + place.coordinate
    return SVGElement(
      "path",
      ["d": path, "fill": "none", "stroke": style.stroke(index).color, "stroke-width": "0.75"])
  }
}
