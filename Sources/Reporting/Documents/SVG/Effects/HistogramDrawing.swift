/// Draws histograms of the arms on one axis.
package struct HistogramDrawing: Sendable {
  private let figure: OverlapFigure
  private let bins: HistogramBins
  private let style: SVGStyle
  private let layout: HistogramLayout
  private let letters: Lettering
  private let id: String
  /// How high the dashed box of a count stands that is not shown.
  private static let hiddenHeight = 8.0

  package init(_ figure: OverlapFigure, _ bins: HistogramBins, style: SVGStyle) {
    self.figure = figure
    self.bins = bins
    self.style = style
    layout = HistogramLayout(figure, bins, style: style)
    letters = Lettering(size: style.fontSize)
    id = Anchor.make(figure.id, prefix: "fig-")
  }

  /// The picture.
  package func document() -> String {
    var children = Lettering.title(figure.title, style: style, margin: PlotFrame.margin)
    children.append(
      SVGElement("g", ["id": id + "-outside"], children: PlotTexture.outside(outsideBoxes)))
    children += layout.legend.elements(id: id + "-legend") { index, x, y in
      let box = PlotTexture.Box(x: x, y: y - 5, width: 18, height: 10)
      return index == 0 && !layout.outside.isEmpty ? PlotTexture.outside([box]) : [hidden([box])]
    }
    children.append(guides())
    children += figure.arms.indices.map(panel)
    children.append(axes())
    return SVGRenderer.document(
      id: id, title: figure.title, description: figure.description, width: style.width,
      height: layout.height, style: style, children: children)
  }

  private var outsideBoxes: [PlotTexture.Box] {
    layout.outside.map { piece in
      let left = layout.axis.place(piece.from)
      return PlotTexture.Box(
        x: left, y: layout.body.top, width: layout.axis.place(piece.to) - left,
        height: layout.body.bottom - layout.body.top)
    }
  }

  private func guides() -> SVGElement {
    let lines = layout.panels.flatMap { panel in
      panel.ticks.filter { $0.value > 0 }.map {
        "M" + layout.axis.start.coordinate + " " + panel.axis.place($0.value).coordinate + "H"
          + layout.axis.end.coordinate
      }
    }
    return SVGElement(
      "path",
      ["d": lines.joined(), "fill": "none", "id": id + "-guides", "stroke": SVGStyle.faint])
  }

  /// The bars of an arm with its name.
  private func panel(_ index: Int) -> SVGElement {
    let panel = layout.panels[index]
    let arm = figure.arms[index]
    var boxes: [PlotTexture.Box] = []
    var hiddenBoxes: [PlotTexture.Box] = []
    let up = panel.axis.end < panel.axis.start
    for bin in 0..<bins.count {
      let left = layout.axis.place(bins.edges[bin]) + 0.5
      let width = max(0.5, layout.axis.place(bins.edges[bin + 1]) - 0.5 - left)
      let count = arm.counts.indices.contains(bin) ? arm.counts[bin] : 0
      let tall = count.map { abs(panel.axis.place(Double($0)) - panel.axis.start) }
      let height = tall ?? HistogramDrawing.hiddenHeight
      let box = PlotTexture.Box(
        x: left, y: up ? panel.axis.start - height : panel.axis.start, width: width,
        height: height)
      if count == nil { hiddenBoxes.append(box) } else { boxes.append(box) }
    }
    let color = style.stroke(index).color
    let texture = PlotTexture.of(index)
    var children = texture.elements(boxes, color: color)
    if !hiddenBoxes.isEmpty { children.append(hidden(hiddenBoxes)) }
    let sample = PlotTexture.Box(
      x: layout.axis.start + 6, y: panel.nameBaseline - style.fontSize * 0.35 - 5, width: 14,
      height: 10)
    children += texture.elements([sample], color: color)
    children += letters.block(
      [panel.name], of: arm.label, x: sample.x + 20, y: panel.nameBaseline, ["fill": SVGStyle.ink])
    return SVGElement("g", ["id": id + "-arm-\(index + 1)"], children: children)
  }

  private func hidden(_ boxes: [PlotTexture.Box]) -> SVGElement {
    SVGElement(
      "path",
      [
        "d": boxes.map(\.path).joined(), "fill": "#FFFFFF", "stroke": "#555555",
        "stroke-dasharray": "2 2",
      ])
  }

  /// Where it is said that there is nothing: below the name of the first arm.
  private var emptyBaseline: Double {
    let axis = layout.panels.first?.axis
    let top = axis?.end ?? layout.body.top
    return ((axis?.start ?? layout.body.bottom) + top) / 2
  }

  private func axes() -> SVGElement {
    let frame = PlotFrame(letters: letters)
    var children = layout.panels.flatMap {
      frame.vertical($0.axis, $0.ticks, x: layout.axis.start)
    }
    let lines = layout.panels.map {
      "M" + layout.axis.start.coordinate + " " + $0.axis.start.coordinate + "H"
        + layout.axis.end.coordinate
    }
    children.append(
      SVGElement("path", ["d": lines.joined(), "fill": "none", "stroke": SVGStyle.ink]))
    if bins.count == 0 || figure.arms.isEmpty {
      children.append(
        letters.element(
          "No values", x: layout.axis.start + 6, y: emptyBaseline))
    }
    children += frame.horizontal(
      layout.axis, layout.ticks, y: layout.body.bottom + 0.5, label: layout.label,
      of: figure.xLabel)
    children.append(
      frame.verticalLabel(figure.yLabel, from: layout.body.top, to: layout.body.bottom))
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-axes"], children: children)
  }
}
