/// Draws a figure of differences between arms.
package struct BalanceDrawing: Sendable {
  private let figure: BalanceFigure
  private let style: SVGStyle
  private let layout: BalanceLayout
  private let letters: Lettering
  private let id: String
  private static let markSize = 8.0

  package init(_ figure: BalanceFigure, style: SVGStyle) {
    self.figure = figure
    self.style = style
    layout = BalanceLayout(figure, style: style)
    letters = Lettering(size: style.fontSize)
    id = Anchor.make(figure.id, prefix: "fig-")
  }

  /// The picture.
  package func document() -> String {
    var children = Lettering.title(figure.title, style: style, margin: BalanceLayout.margin)
    children += layout.legend.elements(id: id + "-series") { index, x, y in
      guard figure.series.indices.contains(index) else { return [thresholdSample(x: x + 6, y: y)] }
      return [PlotMark.of(index, style).element(x: x + 6, y: y, size: BalanceDrawing.markSize)]
    }
    children.append(guides())
    for (index, row) in figure.rows.enumerated() {
      children.append(
        SVGElement(
          "g", ["fill": SVGStyle.ink, "id": id + "-row-\(index + 1)"],
          children: label(row, layout.rows[index]) + marks(row, layout.rows[index])))
    }
    if figure.rows.isEmpty {
      children.append(
        letters.element(
          "No covariates", x: BalanceLayout.margin, y: layout.body.top + letters.lineHeight,
          ["fill": SVGStyle.ink]))
    }
    children.append(axis())
    children.append(axisText())
    return SVGRenderer.document(
      id: id, title: figure.title, description: figure.description, width: layout.width,
      height: layout.height, style: style, children: children)
  }

  /// Lines at zero and at the threshold, and a dotted line from each label into the plot.
  private func guides() -> SVGElement {
    let span = " " + layout.body.top.coordinate + "V" + layout.body.bottom.coordinate
    let rows = zip(figure.rows, layout.rows).filter { !$0.0.differences.isEmpty }.map {
      "M" + layout.axis.start.coordinate + " " + $0.1.middle.coordinate + "H"
        + layout.axis.end.coordinate
    }
    var children = [
      SVGElement(
        "path",
        [
          "d": rows.joined(), "fill": "none", "stroke": "#BBBBBB", "stroke-dasharray": "1 4",
        ])
    ]
    if layout.axis.holds(0) {
      let zero = "M" + layout.axis.place(0).coordinate + span
      children.append(
        SVGElement("path", ["d": zero, "fill": "none", "stroke": SVGStyle.ink]))
    }
    let limits = layout.thresholds.filter(layout.axis.holds).map {
      "M" + layout.axis.place($0).coordinate + span
    }
    children.append(
      SVGElement(
        "path",
        [
          "d": limits.joined(), "fill": "none", "id": id + "-threshold", "stroke": SVGStyle.ink,
          "stroke-dasharray": "5 4",
        ]))
    return SVGElement("g", ["id": id + "-guides"], children: children)
  }

  private func thresholdSample(x: Double, y: Double) -> SVGElement {
    let path = "M" + x.coordinate + " " + (y - 7).coordinate + "v14"
    return SVGElement(
      "path",
      ["d": path, "fill": "none", "stroke": SVGStyle.ink, "stroke-dasharray": "5 4"])
  }

  private func label(_ row: BalanceFigure.Row, _ place: BalanceLayout.Row) -> [SVGElement] {
    let first =
      place.middle - Double(max(0, place.label.count - 1)) * letters.tight / 2
      + style.fontSize * 0.35
    return letters.block(
      place.label, of: row.label, x: BalanceLayout.margin + BalanceLayout.inset(of: row), y: first,
      row.differences.isEmpty ? ["font-weight": "bold"] : [:])
  }

  /// The marks of a covariate, those without a place on the axis beside it.
  private func marks(_ row: BalanceFigure.Row, _ place: BalanceLayout.Row) -> [SVGElement] {
    let differences = row.differences.prefix(figure.series.count).map { $0 ?? .nan }
    let middle = Double(differences.count - 1) / 2
    var children: [SVGElement] = []
    for (index, difference) in differences.enumerated() where difference.isFinite {
      let y = place.middle + (Double(index) - middle) * layout.spread
      children += mark(index, at: difference, y: y)
    }
    func indices(_ include: (Double) -> Bool) -> [Int] {
      differences.indices.filter { include(differences[$0]) }
    }
    let infinite = indices { $0 == .infinity }
    let y = place.middle
    children += signs(infinite, "\u{221E}", x: layout.edges.right, y: y)
    children += signs(
      indices(\.isNaN), "\u{2014}",
      x: layout.edges.right + BalanceLayout.room(infinite.count), y: y)
    children += signs(
      indices { $0 == -.infinity }, style.numbers.minus.rawValue + "\u{221E}",
      x: layout.edges.left, y: y)
    return children
  }

  /// A mark on the axis; one beyond its end stands there with an arrowhead.
  private func mark(_ index: Int, at value: Double, y: Double) -> [SVGElement] {
    let mark = PlotMark.of(index, style)
    let axis = layout.axis
    let size = BalanceDrawing.markSize
    guard !axis.holds(value) else { return [mark.element(x: axis.place(value), y: y, size: size)] }
    let isRight = value > axis.upper
    let edge = isRight ? axis.end : axis.start
    let inward = isRight ? -1.0 : 1.0
    return [
      mark.element(x: edge + inward * (PlotMark.arrowLength + size * 0.4), y: y, size: size),
      PlotMark.arrowhead(tip: edge - inward * 4, y: y, pointsRight: isRight, color: mark.color),
    ]
  }

  /// The marks of some values beside the sign they share.
  private func signs(_ indices: [Int], _ sign: String, x: Double, y: Double) -> [SVGElement] {
    if indices.isEmpty { return [] }
    let width = BalanceLayout.signWidth
    let marks = indices.enumerated().map { place, index in
      PlotMark.of(index, style).element(
        x: x + (Double(place) + 0.5) * width, y: y, size: BalanceDrawing.markSize)
    }
    let words = letters.element(
      sign, x: x + Double(indices.count) * width + 2, y: y + style.fontSize * 0.35)
    return marks + [words]
  }

  private func axis() -> SVGElement {
    let y = layout.body.bottom.coordinate
    var path = "M" + layout.axis.start.coordinate + " " + y + "H" + layout.axis.end.coordinate
    for tick in layout.ticks {
      path += "M" + layout.axis.place(tick.value).coordinate + " " + y + "v5"
    }
    return SVGElement(
      "path", ["d": path, "fill": "none", "id": id + "-axis", "stroke": SVGStyle.ink])
  }

  private func axisText() -> SVGElement {
    let y = layout.body.bottom + 5 + letters.lineHeight - 3
    let ticks = layout.ticks.map { tick in
      letters.element(
        tick.label, x: layout.axis.place(tick.value), y: y, anchor: "middle", ["class": "tick"])
    }
    let label = letters.block(
      layout.axisLabel, of: figure.axisLabel, x: (layout.axis.start + layout.axis.end) / 2,
      y: y + letters.lineHeight + 2, anchor: "middle")
    return SVGElement(
      "g", ["fill": SVGStyle.ink, "id": id + "-axis-text"], children: ticks + label)
  }
}
