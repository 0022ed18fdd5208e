/// Draws how an estimate changes with a number.
package struct EffectDrawing: Sendable {
  let figure: EffectFigure
  let style: SVGStyle
  let layout: EffectLayout
  let letters: Lettering
  let id: String
  private let paths: [EffectPath]

  package init(_ figure: EffectFigure, style: SVGStyle) {
    self.figure = figure
    self.style = style
    let layout = EffectLayout(figure, style: style)
    self.layout = layout
    letters = Lettering(size: style.fontSize)
    id = Anchor.make(figure.id, prefix: "fig-")
    paths = figure.curves.map { EffectPath($0, layout) }
  }

  /// The picture.
  package func document() -> String {
    var children = Lettering.title(figure.title, style: style, margin: PlotFrame.margin)
    children.append(sparseGround())
    children += layout.legend.elements(id: id + "-legend") { _, x, y in
      [
        SVGElement(
          "rect",
          [
            "fill": EffectDrawing.ground, "height": "14", "width": "24", "x": x.coordinate,
            "y": (y - 7).coordinate,
          ]),
        SVGElement(
          "path",
          strokeAttributes(0, isSparse: true).merging([
            "d": "M" + x.coordinate + " " + y.coordinate + "h24"
          ]) { $1 }),
      ]
    }
    children.append(guides())
    children.append(bands())
    children.append(observations())
    children.append(curves())
    children += reference()
    children.append(axes())
    if figure.curves.count > 1 { children.append(endLabels()) }
    return SVGRenderer.document(
      id: id, title: figure.title, description: figure.description, width: style.width,
      height: layout.height, style: style, children: children)
  }

  private static let ground = "#EFEFEF"

  private func sparseGround() -> SVGElement {
    let boxes = layout.sparse.pieces(on: layout.x).map { piece in
      let left = layout.x.place(piece.from)
      return PlotTexture.Box(
        x: left, y: layout.y.end, width: layout.x.place(piece.to) - left,
        height: layout.strip.bottom - layout.y.end)
    }
    return SVGElement(
      "path",
      [
        "d": boxes.map(\.path).joined(), "fill": EffectDrawing.ground, "id": id + "-sparse",
      ])
  }

  private func guides() -> SVGElement {
    let lines = layout.yTicks.map {
      "M" + layout.x.start.coordinate + " " + layout.y.place($0.value).coordinate + "H"
        + layout.x.end.coordinate
    }
    return SVGElement(
      "path", ["d": lines.joined(), "fill": "none", "id": id + "-guides", "stroke": "#DADADA"])
  }

  /// The bands around the curves.
  ///
  /// More than four on top of each other say nothing any more and are left out; the numbers stay in
  /// the data of the figure.
  private func bands() -> SVGElement {
    guard figure.curves.count <= 4 else { return SVGElement("g", ["id": id + "-bands"]) }
    let opacity = figure.curves.count <= 2 ? 0.18 : 0.12
    let children = paths.enumerated().flatMap { index, path in
      [(path.firm.band, opacity), (path.sparse.band, opacity * 0.5)].filter { !$0.0.isEmpty }.map {
        SVGElement(
          "path",
          [
            "d": $0.0, "fill": style.stroke(index).color, "fill-opacity": $0.1.coordinate,
          ])
      }
    }
    return SVGElement("g", ["id": id + "-bands"], children: children)
  }

  /// The curves, the first on top; a curve of one point is a dot.
  private func curves() -> SVGElement {
    let children = paths.enumerated().reversed().flatMap { index, path -> [SVGElement] in
      let points = figure.curves[index].points
      if points.count == 1, layout.y.holds(points[0].value) {
        let mark = PlotMark(shape: .circle, isFilled: true, color: style.stroke(index).color)
        let (x, y) = (layout.x.place(points[0].x), layout.y.place(points[0].value))
        return [mark.element(x: x, y: y, size: 7)]
      }
      return [(path.firm.line, false), (path.sparse.line, true)].filter { !$0.0.isEmpty }.map {
        var attributes = strokeAttributes(index, isSparse: $0.1)
        attributes["class"] = $0.1 ? "sparse" : "curve"
        attributes["d"] = $0.0
        return SVGElement("path", attributes)
      }
    }
    return SVGElement("g", ["id": id + "-curves"], children: children)
  }

  func strokeAttributes(_ index: Int, isSparse: Bool) -> [String: String] {
    let stroke = style.stroke(index)
    var result = ["fill": "none", "stroke": stroke.color, "stroke-width": "2"]
    result["stroke-dasharray"] = isSparse ? "2 4" : stroke.dashes
    if isSparse { result["stroke-opacity"] = "0.65" }
    return result
  }

  /// The lines of no difference and of the number others are compared with, and a mark where they
  /// meet.
  private func reference() -> [SVGElement] {
    var children: [SVGElement] = []
    if let value = figure.reference, layout.y.holds(value) {
      let y = layout.y.place(value).coordinate
      let path = "M" + layout.x.start.coordinate + " " + y + "H" + layout.x.end.coordinate
      children.append(
        SVGElement("path", ["d": path, "fill": "none", "stroke": SVGStyle.ink]))
    }
    guard let number = figure.referenceX, layout.x.holds(number) else { return children }
    let x = layout.x.place(number)
    let path =
      "M" + x.coordinate + " " + layout.y.end.coordinate + "V" + layout.y.start.coordinate
    children.append(
      SVGElement(
        "path",
        ["d": path, "fill": "none", "stroke": SVGStyle.ink, "stroke-dasharray": "2 3"]))
    if let value = figure.reference, layout.y.holds(value) {
      let mark = PlotMark(shape: .circle, isFilled: false, color: SVGStyle.ink)
      children.append(mark.element(x: x, y: layout.y.place(value), size: 6))
    }
    let digits = DecimalExpansion(number).digits.count
    let words = "reference " + style.numbers.text(number, significant: max(1, min(6, digits)))
    let half = letters.width(words) / 2
    let place = min(max(x, PlotFrame.margin + half), style.width - PlotFrame.margin - half)
    children.append(
      letters.element(
        words, x: place, y: layout.referenceBaseline, anchor: "middle", ["fill": SVGStyle.ink]))
    return [SVGElement("g", ["id": id + "-reference"], children: children)]
  }
}
