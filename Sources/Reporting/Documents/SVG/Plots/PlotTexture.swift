/// How the bars of a group are filled: groups differ in texture as well as in colour.
package enum PlotTexture: Sendable, Hashable, CaseIterable {
  /// Filled with the colour.
  case solid
  /// White with falling lines.
  case falling
  /// A pale shade of the colour.
  case pale
  /// White with rising lines.
  case rising

  /// The texture of a group.
  package static func of(_ index: Int) -> PlotTexture {
    allCases[max(0, index) % allCases.count]
  }

  /// An upright rectangle.
  package struct Box: Sendable, Hashable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }

    /// The outline as a path.
    package var path: String {
      "M" + x.coordinate + " " + y.coordinate + "h" + width.coordinate + "v" + height.coordinate
        + "h" + (-width).coordinate + "Z"
    }
  }

  /// Bars in the texture.
  package func elements(_ boxes: [Box], color: String) -> [SVGElement] {
    let boxes = boxes.filter { $0.width > 0 && $0.height > 0 }
    guard !boxes.isEmpty else { return [] }
    let outline = boxes.map(\.path).joined()
    var ground = ["class": "bars", "d": outline, "stroke": color, "stroke-width": "1"]
    switch self {
    case .solid: ground["fill"] = color
    case .pale:
      ground["fill"] = color
      ground["fill-opacity"] = "0.25"
    case .falling, .rising: ground["fill"] = "#FFFFFF"
    }
    let bars = SVGElement("path", ground)
    guard self == .falling || self == .rising else { return [bars] }
    let lines = boxes.map {
      PlotTexture.hatching($0, spacing: 5, rises: self == .rising)
    }.joined()
    return [
      bars,
      SVGElement("path", ["d": lines, "fill": "none", "stroke": color, "stroke-width": "1.25"]),
    ]
  }

  /// The ground of what lies outside, grey and hatched; it stays behind the bars.
  package static func outside(_ boxes: [Box]) -> [SVGElement] {
    let boxes = boxes.filter { $0.width > 0 && $0.height > 0 }
    guard !boxes.isEmpty else { return [] }
    return [
      SVGElement("path", ["d": boxes.map(\.path).joined(), "fill": "#F4F4F4"]),
      SVGElement(
        "path",
        [
          "d": boxes.map { hatching($0, spacing: 9, rises: true) }.joined(), "fill": "none",
          "stroke": "#C4C4C4",
        ]),
    ]
  }

  /// Slanted lines inside a box.
  ///
  /// They lie on one grid in the whole picture, so that the lines of boxes side by side meet.
  private static func hatching(_ box: Box, spacing: Double, rises: Bool) -> String {
    let (left, right) = (box.x, box.x + box.width)
    let (top, bottom) = (box.y, box.y + box.height)
    let step = spacing * 2.0.squareRoot()
    let from = rises ? left + top : left - bottom
    let to = rises ? right + bottom : right - top
    var result = ""
    // A rising line is x + y = c, a falling one x - y = c.
    var index = (from / step).rounded(.up)
    while index * step < to {
      let c = index * step
      let first = rises ? max(left, c - bottom) : max(left, c + top)
      let last = rises ? min(right, c - top) : min(right, c + bottom)
      let (y0, y1) = rises ? (c - first, c - last) : (first - c, last - c)
      if last > first {
        result += "M" + first.coordinate + " " + y0.coordinate
        result += "L" + last.coordinate + " " + y1.coordinate
      }
      index += 1
    }
    return result
  }
}
