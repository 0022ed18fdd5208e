/// Draws flow diagrams as SVG: the main line on the left, those left out beside it, the arms below.
///
/// The picture is one file that needs nothing else, on a white ground of its own, with coordinates
/// of two decimals, so that the same diagram always gives the same text.
public struct FlowDiagramRenderer: Sendable {
  /// How the picture looks; its height follows from the boxes.
  public var style: SVGStyle

  /// Creates a renderer.
  public init(style: SVGStyle = SVGStyle(width: 640)) { self.style = style }

  /// The picture.
  public func render(_ diagram: FlowDiagram) -> String {
    let layout = FlowDiagramLayout(diagram, style: style)
    let id = Anchor.make(diagram.id, prefix: "fig-")
    var children: [SVGElement] = []
    if style.showsTitle {
      let metrics = TextMetrics(size: style.fontSize + 2)
      let limit = layout.pictureWidth - 2 * FlowDiagramLayout.margin
      children.append(
        SVGElement(
          "text",
          [
            "fill": SVGStyle.ink, "font-size": metrics.size.coordinate, "font-weight": "bold",
            "x": FlowDiagramLayout.margin.coordinate,
            "y": (FlowDiagramLayout.margin + style.fontSize).coordinate,
          ], text: metrics.truncated(diagram.title, to: limit)))
    }
    children.append(lines(layout, id: id))
    children.append(heads(layout, id: id))
    children += layout.boxes.enumerated().map { box($1, id: id + "-box-\($0 + 1)") }
    return SVGRenderer.document(
      id: id, title: diagram.title, description: diagram.description, width: layout.pictureWidth,
      height: layout.height, style: style, children: children)
  }

  private func lines(_ layout: FlowDiagramLayout, id: String) -> SVGElement {
    let paths = layout.lines.map { line in
      "M"
        + line.points.map { $0.x.coordinate + " " + $0.y.coordinate }.joined(separator: "L")
    }
    return SVGElement(
      "path",
      ["d": paths.joined(), "fill": "none", "id": id + "-lines", "stroke": SVGStyle.ink])
  }

  /// The arrowheads, drawn rather than referred to, so that every reader of SVG shows them.
  private func heads(_ layout: FlowDiagramLayout, id: String) -> SVGElement {
    let paths = layout.lines.filter(\.hasHead).compactMap { line -> String? in
      guard let tip = line.points.last, line.points.count > 1 else { return nil }
      let before = line.points[line.points.count - 2]
      let length = FlowDiagramLayout.headLength
      let start = "M" + tip.x.coordinate + " " + tip.y.coordinate
      let isLevel = before.y == tip.y
      let first = isLevel ? (-length, -length / 2) : (-length / 2, -length)
      let second = isLevel ? (0.0, length) : (length, 0.0)
      return start + "l" + first.0.coordinate + " " + first.1.coordinate + "l"
        + second.0.coordinate + " " + second.1.coordinate + "Z"
    }
    return SVGElement("path", ["d": paths.joined(), "fill": SVGStyle.ink, "id": id + "-heads"])
  }

  private func box(_ box: FlowDiagramLayout.PlacedBox, id: String) -> SVGElement {
    let frame = box.frame
    var children = [
      SVGElement(
        "rect",
        [
          "fill": box.role == .leftOut ? "#F5F5F5" : "#FFFFFF", "height": frame.height.coordinate,
          "rx": "3", "stroke": box.role == .leftOut ? "#8A8A8A" : SVGStyle.ink,
          "width": frame.width.coordinate, "x": frame.x.coordinate, "y": frame.y.coordinate,
        ])
    ]
    if let arm = box.arm {
      children.append(
        SVGElement(
          "rect",
          [
            "fill": style.stroke(arm).color, "height": "4", "width": frame.width.coordinate,
            "x": frame.x.coordinate, "y": frame.y.coordinate,
          ]))
    }
    let x = box.role == .leftOut ? frame.x + FlowDiagramLayout.padding : frame.x + frame.width / 2
    for (index, line) in box.lines.enumerated() {
      var attributes = [
        "fill": SVGStyle.ink, "x": x.coordinate,
        "y":
          (frame.y + FlowDiagramLayout.padding + style.fontSize
          + Double(index) * style.fontSize * FlowDiagramLayout.lineHeight).coordinate,
      ]
      if box.role != .leftOut { attributes["text-anchor"] = "middle" }
      if line.isBold { attributes["font-weight"] = "bold" }
      children.append(SVGElement("text", attributes, text: line.text))
    }
    return SVGElement("g", ["id": id], children: children)
  }
}
