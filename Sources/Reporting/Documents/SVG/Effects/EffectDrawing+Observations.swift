extension EffectDrawing {
  /// The observations under the curve: bars of counts, or a stroke for each.
  func observations() -> SVGElement {
    var children: [SVGElement] = []
    switch figure.observations {
    case .counts: children = bars()
    case .each(let values): children = [strokes(values)]
    case nil: break
    }
    return SVGElement("g", ["id": id + "-observations"], children: children)
  }

  private func bars() -> [SVGElement] {
    guard let counts = layout.counts else { return [] }
    let bins = layout.sparse.bins
    var shown: [PlotTexture.Box] = []
    var hidden: [PlotTexture.Box] = []
    for (index, count) in layout.sparse.counts.enumerated() {
      let left = layout.x.place(bins.edges[index]) + 0.5
      let width = max(0.5, layout.x.place(bins.edges[index + 1]) - 0.5 - left)
      let top = count.map { counts.place(Double($0)) } ?? counts.start - 8
      let box = PlotTexture.Box(x: left, y: top, width: width, height: counts.start - top)
      if count == nil { hidden.append(box) } else { shown.append(box) }
    }
    var children = PlotTexture.solid.elements(shown, color: "#8A8A8A")
    if !hidden.isEmpty {
      children.append(
        SVGElement(
          "path",
          [
            "d": hidden.map(\.path).joined(), "fill": "none", "stroke": "#555555",
            "stroke-dasharray": "2 2",
          ]))
    }
    return children
  }

  /// A stroke for each observation; of strokes at nearly one place one is drawn.
  private func strokes(_ values: [Double]) -> SVGElement {
    var path = ""
    var last = -Double.infinity
    for value in values.filter(layout.x.holds).sorted() {
      let x = layout.x.place(value)
      guard x - last >= 0.5 else { continue }
      last = x
      path += "M" + x.coordinate + " " + (layout.strip.top + 3).coordinate + "V"
      path += (layout.strip.bottom - 2).coordinate
    }
    return SVGElement(
      "path", ["d": path, "fill": "none", "stroke": "#555555", "stroke-width": "0.75"])
  }

  /// The axes with their texts.
  func axes() -> SVGElement {
    let frame = PlotFrame(letters: letters)
    var children = frame.vertical(layout.y, layout.yTicks, x: layout.x.start)
    children.append(
      frame.verticalLabel(figure.yLabel, from: layout.y.end, to: layout.y.start))
    if let counts = layout.counts {
      children += frame.vertical(counts, layout.countTicks, x: layout.x.start)
      children.append(
        frame.verticalLabel(figure.counted, from: layout.strip.top, to: layout.strip.bottom))
    }
    children += frame.horizontal(
      layout.x, layout.xTicks, y: layout.strip.bottom, label: layout.label, of: figure.xLabel)
    if figure.curves.allSatisfy(\.points.isEmpty) {
      children.append(
        letters.element(
          "No estimates", x: layout.x.start + 8, y: layout.y.end + letters.lineHeight))
    }
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-axes"], children: children)
  }

  /// The names of the curves beside their ends, spread so that they do not overlap.
  func endLabels() -> SVGElement {
    let heights = layout.names.map { letters.height($0.count) + 2 }
    let wishes = figure.curves.map { EffectPath($0, layout).end?.y ?? layout.y.start }
    let places = EndLabels.places(
      wishes: wishes, heights: heights, top: layout.y.end - 8, bottom: layout.strip.bottom)
    let x = layout.x.end + 8
    let children = figure.curves.indices.flatMap { index -> [SVGElement] in
      let lines = layout.names[index]
      let sample = "M" + x.coordinate + " " + places[index].coordinate + "h"
      let line = SVGElement(
        "path",
        strokeAttributes(index, isSparse: false).merging([
          "d": sample + CurveLayout.keyLength.coordinate
        ]) { $1 })
      let first =
        places[index] - Double(max(0, lines.count - 1)) * letters.tight / 2
        + style.fontSize * 0.35
      return [line]
        + letters.block(
          lines, of: figure.curves[index].label, x: x + CurveLayout.keyLength + 6, y: first)
    }
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-names"], children: children)
  }
}
