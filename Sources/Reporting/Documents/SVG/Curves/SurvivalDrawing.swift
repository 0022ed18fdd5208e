/// Draws a figure of step curves.
package struct SurvivalDrawing: Sendable {
  let figure: SurvivalFigure
  let style: SVGStyle
  let layout: CurveLayout
  let frame: CurveFrame
  let id: String
  let curves: [StepCurve]

  package init(_ figure: SurvivalFigure, style: SVGStyle) {
    self.figure = figure
    self.style = style
    let layout = CurveLayout(figure, style: style)
    self.layout = layout
    id = Anchor.make(figure.id, prefix: "fig-")
    frame = CurveFrame(
      id: id, labels: figure.series.map(\.label), heading: figure.namesHeading,
      xLabel: figure.xLabel, yLabel: figure.yLabel,
      table: figure.riskTable, layout: layout, style: style)
    curves = figure.series.map { StepCurve($0, until: layout.scale.xMaximum) }
  }

  /// The picture.
  package func document() -> String {
    var children = frame.title(figure.title)
    children.append(frame.guides())
    children.append(bands())
    if figure.series.contains(where: { !$0.undetermined.isEmpty }) {
      children.append(undetermined())
    }
    children.append(frame.axes())
    children.append(curvePaths())
    children.append(censoring())
    children.append(frame.axisText())
    if figure.series.count > 1 {
      children.append(
        frame.endLabels(
          curves.map { ($0.end, $0.lastValue.isFinite ? $0.lastValue : 0) }))
    }
    if figure.series.allSatisfy({ $0.cut == 0 }) {
      children.append(emptiness())
    } else if let annotation = figure.annotation {
      children.append(annotationText(annotation))
    }
    if let table = figure.riskTable { children.append(frame.counts(table)) }
    return SVGRenderer.document(
      id: id, title: figure.title, description: figure.description, width: style.width,
      height: layout.height, style: style, children: children)
  }

  /// Why there is nothing between the axes.
  private func emptiness() -> SVGElement {
    let scale = layout.scale
    let words = figure.series.isEmpty ? "No curves" : "No curve: too few to draw one"
    return frame.text(
      words, x: (scale.left + scale.right) / 2, y: (scale.top + scale.bottom) / 2,
      anchor: "middle", extra: ["fill": SVGStyle.ink, "id": id + "-emptiness"])
  }
}
