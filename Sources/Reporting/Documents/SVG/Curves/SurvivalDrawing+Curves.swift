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

  /// The pale boxes where a curve is not determined.
  func undetermined() -> SVGElement {
    let scale = layout.scale
    let boxes = figure.series.indices.flatMap { index -> [SVGElement] in
      let color = style.stroke(index).color
      let end = min(scale.xMaximum, figure.series[index].cut)
      return figure.series[index].undetermined.compactMap { stretch in
        let (left, right) = (max(0, stretch.from), min(stretch.to, end))
        guard left < right, stretch.upper.isFinite, stretch.lower.isFinite else { return nil }
        let (top, bottom) = (scale.y(stretch.upper), scale.y(stretch.lower))
        return SVGElement(
          "rect",
          [
            "fill": color, "fill-opacity": "0.16", "height": (bottom - top).coordinate,
            "stroke": color, "stroke-opacity": "0.55", "stroke-width": "0.75",
            "width": (scale.x(right) - scale.x(left)).coordinate, "x": scale.x(left).coordinate,
            "y": top.coordinate,
          ])
      }
    }
    return SVGElement("g", ["id": id + "-undetermined"], children: boxes)
  }

  /// The curves; the first stands on top.
  ///
  /// What rests on few is a path of its own, thin and pale.
  func curvePaths() -> SVGElement {
    let paths = figure.series.indices.reversed().flatMap { index -> [SVGElement] in
      let (firm, pale) = curves[index].stretches(
        without: figure.series[index].undetermined, splitAt: figure.series[index].paleFrom)
      var attributes = frame.strokeAttributes(index)
      attributes["d"] = path(index, firm)
      attributes["id"] = id + "-curve-\(index + 1)"
      attributes["stroke-linejoin"] = "miter"
      let main = SVGElement("path", attributes)
      guard !pale.isEmpty else { return [main] }
      attributes["d"] = path(index, pale)
      attributes["id"] = id + "-curve-\(index + 1)-few"
      attributes["stroke-opacity"] = "0.5"
      attributes["stroke-width"] = "1.1"
      return firm.isEmpty
        ? [SVGElement("path", attributes)] : [SVGElement("path", attributes), main]
    }
    return SVGElement("g", ["id": id + "-curves"], children: paths)
  }

  private func path(_ index: Int, _ stretches: [Range<Double>]) -> String {
    stretches.map { curves[index].path(layout.scale, from: $0.lowerBound, to: $0.upperBound) }
      .joined()
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
    let end = min(scale.xMaximum, curves[index].end)
    let times = figure.series[index].censorTimes.filter { $0 >= 0 && $0 <= end }
    for time in times.sorted() {
      let x = scale.x(time)
      let value = curves[index].value(at: time)
      guard x - last >= 3, value.isFinite else { continue }
      last = x
      result += "M" + x.coordinate + " " + (scale.y(value) - 4).coordinate + "v8"
    }
    return result
  }
}
