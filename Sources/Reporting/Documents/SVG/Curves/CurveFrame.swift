/// What the curves of a plot over time stand in: axes, guides, the names of the curves, and the counts
/// under their times.
struct CurveFrame: Sendable {
  let id: String
  let labels: [String]
  /// What the names of the curves are values of, where they do not say it.
  let heading: String?
  let xLabel: String
  let yLabel: String
  let table: SurvivalFigure.RiskTable?
  let layout: CurveLayout
  let style: SVGStyle
  let metrics: TextMetrics

  init(
    id: String, labels: [String], heading: String? = nil, xLabel: String, yLabel: String,
    table: SurvivalFigure.RiskTable?, layout: CurveLayout, style: SVGStyle
  ) {
    self.id = id
    self.labels = labels
    self.heading = heading
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.table = table
    self.layout = layout
    self.style = style
    metrics = TextMetrics(size: style.fontSize)
  }

  /// The title above the plot, if the style shows it.
  func title(_ words: String) -> [SVGElement] {
    guard style.showsTitle else { return [] }
    let limit = style.width - 2 * CurveLayout.margin
    let words = TextMetrics(size: style.fontSize + 2).truncated(words, to: limit)
    return [
      text(
        words, x: CurveLayout.margin, y: CurveLayout.margin + style.fontSize, anchor: "start",
        extra: ["font-size": (style.fontSize + 2).coordinate, "font-weight": "bold"])
    ]
  }

  /// Faint lines at the values of the vertical ticks.
  func guides() -> SVGElement {
    let scale = layout.scale
    let path = layout.values.filter { $0 > scale.yMinimum }.map {
      "M" + scale.left.coordinate + " " + scale.y($0).coordinate + "H" + scale.right.coordinate
    }
    return SVGElement(
      "path",
      ["d": path.joined(), "fill": "none", "id": id + "-guides", "stroke": SVGStyle.faint])
  }

  /// Both axes with their ticks.
  func axes() -> SVGElement {
    let scale = layout.scale
    let length = CurveLayout.tickLength
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

  /// The labels of the ticks and the names of the axes.
  func axisText() -> SVGElement {
    let scale = layout.scale
    var children: [SVGElement] = []
    for (value, label) in zip(layout.values, layout.valueLabels) {
      children.append(
        text(
          label, x: scale.left - CurveLayout.tickLength - 4,
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
        names.truncated(xLabel, to: scale.right - scale.left), x: middle,
        y: layout.nameBaseline, anchor: "middle", extra: ["font-size": size]))
    let widest = layout.valueLabels.map(metrics.width).max() ?? 0
    let x = (scale.left - CurveLayout.tickLength - 4 - widest - 10).coordinate
    let y = ((scale.top + scale.bottom) / 2).coordinate
    children.append(
      SVGElement(
        "text",
        [
          "font-size": size, "text-anchor": "middle",
          "transform": "translate(" + x + " " + y + ") rotate(-90)",
        ], text: names.truncated(yLabel, to: scale.bottom - scale.top)))
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
    let d = path + CurveLayout.keyLength.coordinate
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
