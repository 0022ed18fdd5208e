extension ForestDrawing {
  /// The texts of a row, each column in the middle of its height.
  func texts(_ row: ForestFigure.Row, _ place: ForestLayout.Row) -> [SVGElement] {
    func block(_ lines: [String], _ whole: String, x: Double, _ anchor: String) -> [SVGElement] {
      letters.block(
        lines, of: whole, x: x, y: baseline(lines, place), anchor: anchor,
        row.isBold ? ["font-weight": "bold"] : [:])
    }
    var children = block(
      place.label, row.label, x: ForestLayout.margin + ForestLayout.inset(of: row), "start")
    for (index, lines) in place.cells.enumerated() {
      let column = self.place(of: index + 1)
      let whole = row.cells.indices.contains(index) ? row.cells[index] : ""
      children += block(lines, whole, x: column.x, column.anchor)
    }
    let after = figure.columns.count + 1
    children += block(place.estimate, row.estimate, x: layout.columns[after].x, "start")
    if layout.columns.indices.contains(after + 1) {
      children += block(place.note, row.note, x: layout.columns[after + 1].x, "start")
    }
    return children
  }

  private func baseline(_ lines: [String], _ place: ForestLayout.Row) -> Double {
    place.middle - Double(max(0, lines.count - 1)) * letters.tight / 2 + style.fontSize * 0.35
  }

  /// What stands in the plot beside a row.
  func marks(_ row: ForestFigure.Row, _ place: ForestLayout.Row) -> [SVGElement] {
    let y = place.middle
    switch row.mark {
    case .heading:
      return []
    case .reference:
      guard let reference = figure.reference, layout.axis.holds(reference) else { return [] }
      let mark = PlotMark(shape: .square, isFilled: false, color: mark(of: row).color)
      return [mark.element(x: layout.axis.place(reference), y: y, size: 7)]
    case .absent(let reason):
      return words(place.reason, of: reason, place, isHighlighted: row.isHighlighted)
    case .summary(let value, let lower, let upper):
      return diamond(value, lower, upper, y: y, color: mark(of: row).color)
    case .estimate(let value, let lower, let upper):
      guard !value.isNaN || (lower < upper) else {
        let lines = [UndefinedValue.notEstimable.text()]
        return words(lines, of: lines[0], place, isHighlighted: row.isHighlighted)
      }
      return estimate(value, lower, upper, y: y, row)
    }
  }

  /// The mark of a row's group; rows that are not told apart have one square for all.
  func mark(of row: ForestFigure.Row) -> PlotMark {
    figure.groups.isEmpty
      ? PlotMark(shape: .square, isFilled: true, color: style.stroke(0).color)
      : PlotMark.of(row.group, style)
  }

  /// A point and its interval; an arrowhead stands where the interval runs on beyond the axis.
  private func estimate(
    _ value: Double, _ lower: Double, _ upper: Double, y: Double, _ row: ForestFigure.Row
  ) -> [SVGElement] {
    let axis = layout.axis
    let mark = mark(of: row)
    // A bound that is not a number is not known: the line ends at the point.
    let low = lower.isNaN ? value : lower
    let high = upper.isNaN ? value : upper
    var children: [SVGElement] = []
    let runsLeft = low < axis.lower
    let runsRight = high > axis.upper
    let left = runsLeft ? axis.start : axis.held(low)
    let right = runsRight ? axis.end : axis.held(high)
    if high >= axis.lower, low <= axis.upper, left < right {
      children.append(line(from: left, to: right, y: y, color: mark.color))
      let caps = [(left, runsLeft || lower.isNaN), (right, runsRight || upper.isNaN)]
      let ends = caps.filter { !$0.1 }.map {
        "M" + $0.0.coordinate + " " + (y - 3.5).coordinate + "v7"
      }
      if !ends.isEmpty {
        children.append(
          SVGElement(
            "path",
            ["d": ends.joined(), "fill": "none", "stroke": mark.color, "stroke-width": "1.75"]))
      }
    }
    if runsLeft {
      children.append(
        PlotMark.arrowhead(tip: axis.start - 3, y: y, pointsRight: false, color: mark.color))
    }
    if runsRight {
      children.append(
        PlotMark.arrowhead(tip: axis.end + 3, y: y, pointsRight: true, color: mark.color))
    }
    if axis.holds(value) {
      children.append(mark.element(x: axis.place(value), y: y, size: size(of: row)))
    }
    return children
  }

  /// The side of a mark: its area is in proportion to the weight.
  private func size(of row: ForestFigure.Row) -> Double {
    let weights = figure.rows.compactMap(\.weight).filter { $0.isFinite && $0 > 0 }
    guard let weight = row.weight, let most = weights.max(), weight > 0 else {
      return weights.isEmpty ? 8 : 4
    }
    return max(4, 13 * (min(weight, most) / most).squareRoot())
  }

  private func diamond(
    _ value: Double, _ lower: Double, _ upper: Double, y: Double, color: String
  ) -> [SVGElement] {
    let axis = layout.axis
    guard axis.holds(value) else { return [] }
    let middle = axis.place(value)
    let left = lower.isNaN ? middle : axis.held(lower)
    let right = upper.isNaN ? middle : axis.held(upper)
    let path =
      "M" + middle.coordinate + " " + y.coordinate + "m0 -7L" + right.coordinate + " "
      + y.coordinate + "L" + middle.coordinate + " " + (y + 7).coordinate + "L" + left.coordinate
      + " " + y.coordinate + "Z"
    return [SVGElement("path", ["class": "mark", "d": path, "fill": color])]
  }

  /// Words in the plot, on a ground as tall as the row, which hides the lines behind them.
  private func words(
    _ lines: [String], of whole: String, _ place: ForestLayout.Row, isHighlighted: Bool
  ) -> [SVGElement] {
    let width = lines.map { letters.width($0) }.max() ?? 0
    guard width > 0 else { return [] }
    let x = layout.axis.start
    let ground = SVGElement(
      "rect",
      [
        "fill": isHighlighted ? "#E3EBF2" : "#FFFFFF", "height": place.height.coordinate,
        "width": (width + 4).coordinate, "x": (x - 2).coordinate, "y": place.top.coordinate,
      ])
    return [ground]
      + letters.block(
        lines, of: whole, x: x, y: baseline(lines, place),
        ["fill": "#555555", "font-style": "italic"])
  }
}
