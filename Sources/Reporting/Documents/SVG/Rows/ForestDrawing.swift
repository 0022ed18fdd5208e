/// Draws a figure of estimates in rows.
package struct ForestDrawing: Sendable {
  let figure: ForestFigure
  let style: SVGStyle
  let layout: ForestLayout
  let letters: Lettering
  let id: String

  package init(_ figure: ForestFigure, style: SVGStyle) {
    self.figure = figure
    self.style = style
    layout = ForestLayout(figure, style: style)
    letters = Lettering(size: style.fontSize)
    id = Anchor.make(figure.id, prefix: "fig-")
  }

  /// The picture.
  package func document() -> String {
    var children = Lettering.title(figure.title, style: style, margin: ForestLayout.margin)
    children += layout.legend.elements(id: id + "-groups") { index, x, y in
      [line(from: x, to: x + 22, y: y, color: style.stroke(index).color)]
        + [PlotMark.of(index, style).element(x: x + 11, y: y, size: 8)]
    }
    children.append(highlights())
    children.append(guides())
    children.append(headings())
    for (index, row) in figure.rows.enumerated() {
      children.append(
        SVGElement(
          "g", ["fill": SVGStyle.ink, "id": id + "-row-\(index + 1)"],
          children: marks(row, layout.rows[index]) + texts(row, layout.rows[index])))
    }
    if figure.rows.isEmpty { children.append(emptiness()) }
    children.append(axis())
    children.append(axisText())
    return SVGRenderer.document(
      id: id, title: figure.title, description: figure.description, width: layout.width,
      height: layout.height, style: style, children: children)
  }

  /// The grounds of rows that stand out, with a bar at their left end.
  private func highlights() -> SVGElement {
    let left = ForestLayout.margin - 8
    let children = zip(figure.rows, layout.rows).filter(\.0.isHighlighted).flatMap { _, place in
      [(layout.width - 2 * left, "#E3EBF2"), (3.0, SVGStyle.ink)].map { width, fill in
        SVGElement(
          "rect",
          [
            "fill": fill, "height": place.height.coordinate, "width": width.coordinate,
            "x": left.coordinate, "y": place.top.coordinate,
          ])
      }
    }
    return SVGElement("g", ["id": id + "-highlights"], children: children)
  }

  private func guides() -> SVGElement {
    let span = " " + layout.body.top.coordinate + "V" + layout.body.bottom.coordinate
    let faint = layout.ticks.map { "M" + layout.axis.place($0.value).coordinate + span }
    var children = [
      SVGElement("path", ["d": faint.joined(), "fill": "none", "stroke": SVGStyle.faint])
    ]
    if let reference = figure.reference, layout.axis.holds(reference) {
      let path = "M" + layout.axis.place(reference).coordinate + span
      children.append(
        SVGElement(
          "path", ["d": path, "fill": "none", "id": id + "-reference", "stroke": SVGStyle.ink]))
    }
    return SVGElement("g", ["id": id + "-guides"], children: children)
  }

  private func headings() -> SVGElement {
    var children: [SVGElement] = []
    let texts =
      [figure.labelHeading] + figure.columns.map(\.heading) + [figure.estimateHeading]
      + (figure.noteHeading.map { [$0] } ?? [])
    for (index, column) in layout.columns.enumerated() {
      let place = self.place(of: index)
      children += letters.block(
        column.heading, of: texts[index], x: place.x,
        y: layout.headingBaseline - Double(column.heading.count - 1) * letters.tight,
        anchor: place.anchor, ["font-weight": "bold"])
    }
    let rule =
      "M" + ForestLayout.margin.coordinate + " " + layout.body.top.coordinate + "H"
      + (layout.width - ForestLayout.margin).coordinate
    children.append(SVGElement("path", ["d": rule, "fill": "none", "stroke": SVGStyle.ink]))
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-headings"], children: children)
  }

  /// Where the text of a column stands: numbers end at its right, words begin at its left.
  func place(of column: Int) -> (x: Double, anchor: String) {
    let cell = column - 1
    let isNumber = figure.columns.indices.contains(cell) && !figure.columns[cell].holdsWords
    let place = layout.columns[column]
    return isNumber ? (place.x + place.width, "end") : (place.x, "start")
  }

  private func axis() -> SVGElement {
    let axis = layout.axis
    let y = layout.body.bottom.coordinate
    var path = "M" + axis.start.coordinate + " " + y + "H" + axis.end.coordinate
    for tick in layout.ticks {
      path += "M" + axis.place(tick.value).coordinate + " " + y + "v5"
    }
    return SVGElement(
      "path", ["d": path, "fill": "none", "id": id + "-axis", "stroke": SVGStyle.ink])
  }

  private func axisText() -> SVGElement {
    let axis = layout.axis
    var children = layout.ticks.map { tick in
      letters.element(
        tick.label, x: axis.place(tick.value), y: layout.tickBaseline(letters), anchor: "middle",
        ["class": "tick"])
    }
    let middle = figure.reference.map(axis.held) ?? (axis.start + axis.end) / 2
    if let words = figure.directions {
      let y = layout.directionBaseline(letters)
      children += letters.block(
        layout.directions.lower, of: words.lower, x: middle - 10, y: y, anchor: "end")
      children += letters.block(layout.directions.upper, of: words.upper, x: middle + 10, y: y)
    }
    children += letters.block(
      layout.axisLabel, of: figure.axisLabel, x: (axis.start + axis.end) / 2,
      y: layout.labelBaseline(letters), anchor: "middle")
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-axis-text"], children: children)
  }

  private func emptiness() -> SVGElement {
    letters.element(
      "No estimates", x: ForestLayout.margin, y: layout.body.top + letters.lineHeight,
      ["fill": SVGStyle.ink])
  }

  func line(from x: Double, to end: Double, y: Double, color: String) -> SVGElement {
    let path = "M" + x.coordinate + " " + y.coordinate + "H" + end.coordinate
    return SVGElement(
      "path", ["d": path, "fill": "none", "stroke": color, "stroke-width": "1.75"])
  }
}
