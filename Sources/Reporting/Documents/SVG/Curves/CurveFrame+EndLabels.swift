extension CurveFrame {
  /// The names of the curves beside their ends, spread so that they do not overlap.
  func endLabels(_ ends: [(time: Double, value: Double)]) -> SVGElement {
    let scale = layout.scale
    let heights = layout.endLabels.map { CurveLayout.labelHeight($0.count, layout.lineHeight) }
    guard layout.endLabels.contains(where: { !$0.isEmpty }) else {
      return SVGElement("g", ["id": id + "-labels"])
    }
    let wishes = ends.map { scale.y($0.value) }
    let places = EndLabels.places(
      wishes: wishes, heights: heights, top: scale.top - CurveLayout.labelOverhang,
      bottom: scale.bottom + CurveLayout.labelOverhang)
    var children: [SVGElement] = []
    for index in labels.indices {
      if let leader = leader(index, at: ends[index].time, from: wishes[index], to: places[index]) {
        children.append(leader)
      }
      children.append(key(index, x: scale.right + 8, y: places[index]))
      children.append(contentsOf: endLabel(index, middle: places[index]))
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
