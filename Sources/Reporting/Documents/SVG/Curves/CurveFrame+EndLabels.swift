extension CurveFrame {
  /// The names of the curves beside their ends, spread so that they do not overlap.
  func endLabels(_ ends: [(time: Double, value: Double)]) -> SVGElement {
    let scale = layout.scale
    let named = labels.indices.filter { !layout.endLabels[$0].isEmpty }
    guard !named.isEmpty else { return SVGElement("g", ["id": id + "-labels"]) }
    let heights = named.map {
      CurveLayout.labelHeight(layout.endLabels[$0].count, layout.lineHeight)
    }
    let wishes = named.map { scale.y(ends[$0].value) }
    let above = CurveLayout.headingHeight(layout.endHeading, layout.lineHeight)
    let places = EndLabels.places(
      wishes: wishes, heights: heights, top: scale.top - CurveLayout.labelOverhang + above,
      bottom: scale.bottom + CurveLayout.labelOverhang)
    let highest = zip(places, heights).map { $0 - $1 / 2 }.min() ?? scale.top
    var children = layout.endHeading.enumerated().map { row, line in
      text(
        line, x: scale.right + 8,
        y: highest - above + style.fontSize + Double(row) * (layout.lineHeight - 3),
        anchor: "start", extra: ["font-weight": "bold"])
    }
    for (place, index) in named.enumerated() {
      if let leader = leader(
        index, at: ends[index].time, from: wishes[place], to: places[place])
      {
        children.append(leader)
      }
      children.append(key(index, x: scale.right + 8, y: places[place]))
      children.append(contentsOf: endLabel(index, middle: places[place]))
    }
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-labels"], children: children)
  }

  private func endLabel(_ index: Int, middle: Double) -> [SVGElement] {
    let lines = layout.endLabels[index]
    let x = layout.scale.right + 8 + CurveLayout.keyLength + 6
    let step = layout.lineHeight - 3
    let first = middle - Double(lines.count - 1) * step / 2 + style.fontSize * 0.35
    return lines.enumerated().map { row, line in
      text(line, x: x, y: first + Double(row) * step, anchor: "start")
    }
  }

  /// A hairline from the end of a curve to its name, where the name had to move or the curve ends a
  /// little early; a curve that ends far from the edge is known by its sample.
  private func leader(
    _ index: Int, at time: Double, from wish: Double, to place: Double
  ) -> SVGElement? {
    let scale = layout.scale
    let end = scale.x(time)
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
