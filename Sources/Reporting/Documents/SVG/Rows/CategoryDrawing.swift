/// Draws the arms' bars side by side in each category.
///
/// The categories are rows, so that their names are printed whole however many they are, and every
/// bar has its count beside it.
package struct CategoryDrawing: Sendable {
  private let figure: OverlapFigure
  private let names: [String]
  private let style: SVGStyle
  private let layout: CategoryLayout
  private let letters: Lettering
  private let id: String

  package init(_ figure: OverlapFigure, _ names: [String], style: SVGStyle) {
    self.figure = figure
    self.names = names
    self.style = style
    layout = CategoryLayout(figure, names, style: style)
    letters = Lettering(size: style.fontSize)
    id = Anchor.make(figure.id, prefix: "fig-")
  }

  /// The picture.
  package func document() -> String {
    let margin = PlotFrame.margin
    var children = Lettering.title(figure.title, style: style, margin: margin)
    let outside = layout.rows.filter(\.isOutside).map {
      PlotTexture.Box(
        x: layout.axis.start, y: $0.top, width: layout.right - layout.axis.start,
        height: $0.height)
    }
    children.append(
      SVGElement("g", ["id": id + "-outside"], children: PlotTexture.outside(outside)))
    children += layout.legend.elements(id: id + "-arms") { index, x, y in
      let box = PlotTexture.Box(x: x, y: y - 5, width: 18, height: 10)
      return figure.arms.indices.contains(index)
        ? PlotTexture.of(index).elements([box], color: style.stroke(index).color)
        : PlotTexture.outside([box])
    }
    children += letters.block(
      layout.heading, of: figure.xLabel, x: margin,
      y: layout.body.top - 8 - Double(max(0, layout.heading.count - 1)) * letters.tight,
      ["fill": SVGStyle.ink, "font-weight": "bold"])
    for index in names.indices { children.append(row(index)) }
    if names.isEmpty {
      children.append(
        letters.element(
          "No categories", x: layout.axis.start + 6, y: layout.body.top + letters.lineHeight,
          ["fill": SVGStyle.ink]))
    }
    children.append(axis())
    return SVGRenderer.document(
      id: id, title: figure.title, description: figure.description, width: layout.width,
      height: layout.height, style: style, children: children)
  }

  private func row(_ index: Int) -> SVGElement {
    let row = layout.rows[index]
    let middle = row.top + row.height / 2
    var children = letters.block(
      row.label, of: names[index], x: PlotFrame.margin,
      y: middle - Double(max(0, row.label.count - 1)) * letters.tight / 2 + style.fontSize * 0.35)
    let step = CategoryLayout.barStep
    let first = middle - Double(figure.arms.count) * step / 2
    for (place, arm) in figure.arms.enumerated() {
      let top = first + Double(place) * step + 1
      let count = arm.counts.indices.contains(index) ? arm.counts[index] : 0
      let end = layout.axis.place(Double(count ?? 0))
      let box = PlotTexture.Box(
        x: layout.axis.start, y: top, width: end - layout.axis.start, height: step - 3)
      children += PlotTexture.of(place).elements([box], color: style.stroke(place).color)
      children.append(
        letters.element(
          count.map(style.numbers.text) ?? "\u{2014}", x: end + 5,
          y: top + (step - 3) / 2 + style.fontSize * 0.35, ["class": "count"]))
    }
    return SVGElement(
      "g", ["fill": SVGStyle.ink, "id": id + "-category-\(index + 1)"], children: children)
  }

  private func axis() -> SVGElement {
    let frame = PlotFrame(letters: letters)
    let start = layout.axis.start.coordinate
    let upright = SVGElement(
      "path",
      [
        "d": "M" + start + " " + layout.body.top.coordinate + "V" + layout.body.bottom.coordinate,
        "fill": "none", "stroke": SVGStyle.ink,
      ])
    let children = frame.horizontal(
      layout.axis, layout.ticks, y: layout.body.bottom + 0.5, label: layout.countLabel,
      of: figure.yLabel)
    return SVGElement(
      "g", ["fill": SVGStyle.ink, "id": id + "-axes"], children: [upright] + children)
  }
}
