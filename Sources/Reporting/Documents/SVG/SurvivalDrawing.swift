/// Draws a figure of step curves.
package struct SurvivalDrawing: Sendable {
  let figure: SurvivalFigure
  let style: SVGStyle
  let layout: SurvivalLayout
  let metrics: TextMetrics
  let id: String
  let curves: [StepCurve]

  package init(_ figure: SurvivalFigure, style: SVGStyle) {
    self.figure = figure
    self.style = style
    let layout = SurvivalLayout(figure, style: style)
    self.layout = layout
    metrics = TextMetrics(size: style.fontSize)
    id = Anchor.make(figure.id, prefix: "fig-")
    curves = figure.series.map { StepCurve($0, until: layout.scale.xMaximum) }
  }

  /// The picture.
  package func document() -> String {
    var children: [SVGElement] = []
    if style.showsTitle { children.append(title()) }
    children.append(guides())
    children.append(bands())
    if figure.series.contains(where: { !$0.undetermined.isEmpty }) {
      children.append(undetermined())
    }
    children.append(axes())
    children.append(curvePaths())
    children.append(censoring())
    children.append(axisText())
    if figure.series.count > 1 { children.append(endLabels()) }
    if let annotation = figure.annotation { children.append(annotationText(annotation)) }
    if let table = figure.riskTable { children.append(counts(table)) }
    return SVGRenderer.document(
      id: id, title: figure.title, description: figure.description, width: style.width,
      height: layout.height, style: style, children: children)
  }

  private func title() -> SVGElement {
    let limit = style.width - 2 * SurvivalLayout.margin
    let words = TextMetrics(size: style.fontSize + 2).truncated(figure.title, to: limit)
    return text(
      words, x: SurvivalLayout.margin, y: SurvivalLayout.margin + style.fontSize, anchor: "start",
      extra: ["font-size": (style.fontSize + 2).coordinate, "font-weight": "bold"])
  }

  private func guides() -> SVGElement {
    let scale = layout.scale
    let path = layout.values.dropFirst().map {
      "M" + scale.left.coordinate + " " + scale.y($0).coordinate + "H" + scale.right.coordinate
    }
    return SVGElement(
      "path",
      ["d": path.joined(), "fill": "none", "id": id + "-guides", "stroke": SVGStyle.faint])
  }

  private func axes() -> SVGElement {
    let scale = layout.scale
    let length = SurvivalLayout.tickLength
    var path = "M" + scale.left.coordinate + " " + scale.top.coordinate
    path += "V" + scale.bottom.coordinate + "H" + scale.right.coordinate
    for value in layout.values {
      path += "M" + (scale.left - length).coordinate + " " + scale.y(value).coordinate
      path += "H" + scale.left.coordinate
    }
    for index in layout.shownTicks {
      path += "M" + scale.x(layout.ticks[index]).coordinate + " " + scale.bottom.coordinate
      path += "V" + (scale.bottom + length).coordinate
    }
    return SVGElement(
      "path", ["d": path, "fill": "none", "id": id + "-axes", "stroke": SVGStyle.ink])
  }

  private func axisText() -> SVGElement {
    let scale = layout.scale
    var children: [SVGElement] = []
    for (value, label) in zip(layout.values, layout.valueLabels) {
      children.append(
        text(
          label, x: scale.left - SurvivalLayout.tickLength - 4,
          y: scale.y(value) + style.fontSize * 0.35, anchor: "end"))
    }
    for index in layout.shownTicks {
      children.append(
        text(
          layout.tickLabels[index], x: scale.x(layout.ticks[index]), y: layout.tickBaseline,
          anchor: "middle", extra: ["class": "tick"]))
    }
    let middle = (scale.left + scale.right) / 2
    let size = (style.fontSize + 1).coordinate
    let names = TextMetrics(size: style.fontSize + 1)
    children.append(
      text(
        names.truncated(figure.xLabel, to: scale.right - scale.left), x: middle,
        y: layout.nameBaseline, anchor: "middle", extra: ["font-size": size]))
    let widest = layout.valueLabels.map(metrics.width).max() ?? 0
    let x = (scale.left - SurvivalLayout.tickLength - 4 - widest - 10).coordinate
    let y = ((scale.top + scale.bottom) / 2).coordinate
    children.append(
      SVGElement(
        "text",
        [
          "font-size": size, "text-anchor": "middle",
          "transform": "translate(" + x + " " + y + ") rotate(-90)",
        ], text: names.truncated(figure.yLabel, to: scale.bottom - scale.top)))
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-axis-text"], children: children)
  }

  /// A line of text.
  func text(
    _ words: String, x: Double, y: Double, anchor: String, extra: [String: String] = [:]
  ) -> SVGElement {
    var attributes = extra
    attributes["x"] = x.coordinate
    attributes["y"] = y.coordinate
    if anchor != "start" { attributes["text-anchor"] = anchor }
    return SVGElement("text", attributes, text: words)
  }

  /// A short sample of a curve.
  func key(_ index: Int, x: Double, y: Double) -> SVGElement {
    let path = "M" + x.coordinate + " " + y.coordinate + "h"
    let d = path + SurvivalLayout.keyLength.coordinate
    return SVGElement("path", strokeAttributes(index).merging(["d": d]) { $1 })
  }

  /// The attributes of a curve's line.
  func strokeAttributes(_ index: Int) -> [String: String] {
    let stroke = style.stroke(index)
    var result = ["fill": "none", "stroke": stroke.color, "stroke-width": "2"]
    result["stroke-dasharray"] = stroke.dashes
    return result
  }
}
