/// The mark of a point: groups differ in shape and in filling as well as in colour.
package struct PlotMark: Sendable, Hashable {
  /// The outline.
  package var shape: Shape
  /// Whether the mark is filled with its colour; otherwise it is white inside.
  package var isFilled: Bool
  /// The colour.
  package var color: String

  /// An outline.
  package enum Shape: Sendable, Hashable {
    case square, circle, triangle, lozenge
  }

  /// The mark of a group: eight that differ in grey too.
  ///
  /// A hollow mark comes before a filled, smaller one, so that both show where they share a place.
  package static func of(_ index: Int, _ style: SVGStyle) -> PlotMark {
    let shapes: [(Shape, Bool)] = [
      (.circle, false), (.square, true), (.triangle, false), (.lozenge, true),
      (.square, false), (.circle, true), (.lozenge, false), (.triangle, true),
    ]
    let place = max(0, index)
    let (shape, isFilled) = shapes[place % shapes.count]
    return PlotMark(shape: shape, isFilled: isFilled, color: style.stroke(place).color)
  }

  /// The mark with its middle at a place; `size` is the side of a square of the same area.
  ///
  /// The path begins at the very middle, so that the place of a mark can be read from it.
  package func element(x: Double, y: Double, size: Double) -> SVGElement {
    let side = isFilled ? size : size + 1
    let start = "M" + x.coordinate + " " + y.coordinate
    let outline: String
    switch shape {
    case .square:
      let half = side / 2
      outline =
        "m" + (-half).coordinate + " " + (-half).coordinate + "h" + side.coordinate + "v"
        + side.coordinate + "h" + (-side).coordinate + "Z"
    case .circle:
      let radius = side * 0.564
      let arc = "a" + radius.coordinate + " " + radius.coordinate + " 0 1 0 "
      outline =
        "m" + (-radius).coordinate + " 0" + arc + (2 * radius).coordinate + " 0" + arc
        + (-2 * radius).coordinate + " 0Z"
    case .triangle:
      let width = side * 1.4
      let height = side * 1.25
      outline =
        "m0 " + (-height * 0.6).coordinate + "l" + (width / 2).coordinate + " "
        + height.coordinate + "h" + (-width).coordinate + "Z"
    case .lozenge:
      let half = side * 0.74
      let (plus, minus) = (half.coordinate, (-half).coordinate)
      outline =
        "m0 " + minus + "l" + plus + " " + plus + "l" + minus + " " + plus + "l" + minus + " "
        + minus + "Z"
    }
    return SVGElement(
      "path",
      [
        "class": "mark", "d": start + outline, "fill": isFilled ? color : "#FFFFFF",
        "stroke": color, "stroke-width": isFilled ? "0.75" : "1.75",
      ])
  }

  /// A solid triangle with its tip at the end of an axis, pointing out: there is more beyond.
  package static func arrowhead(tip x: Double, y: Double, pointsRight: Bool, color: String)
    -> SVGElement
  {
    let back = (pointsRight ? -arrowLength : arrowLength).coordinate
    let path = "M" + x.coordinate + " " + y.coordinate + "l" + back + " -4.50v9.00Z"
    return SVGElement("path", ["class": "arrow", "d": path, "fill": color])
  }

  /// How long an arrowhead is.
  package static let arrowLength = 7.0
}
