/// Where the boxes and the lines of a flow diagram stand.
struct FlowDiagramLayout {
  struct Point: Equatable {
    var x: Double
    var y: Double
  }

  struct Frame: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var middle: Double { x + width / 2 }
    var bottom: Double { y + height }
  }

  struct Line: Equatable {
    var points: [Point]
    var hasHead = true
  }

  struct PlacedBox: Equatable {
    enum Role { case main, leftOut, arm }
    var role: Role
    var frame: Frame
    var lines: [FlowDiagramText.Line]
    /// The arm whose colour the box carries.
    var arm: Int?
  }

  private(set) var boxes: [PlacedBox] = []
  private(set) var lines: [Line] = []
  private(set) var height = 0.0
  /// The width of the picture: that of the style, or more where many arms stand beside each other.
  let pictureWidth: Double

  static let margin = 12.0
  static let padding = 8.0
  static let headLength = 7.0
  /// The distance between lines of text, in sizes of the letters.
  static let lineHeight = 1.3
  private static let gap = 26.0
  /// The share of the width the main line takes where people are left out beside it.
  private static let mainShare = 0.5
  /// The distance between arms.
  private static let armSpace = padding * 1.5
  private let width: Double
  private let text: FlowDiagramText
  private let numbers: NumberStyle

  init(_ diagram: FlowDiagram, style: SVGStyle) {
    text = FlowDiagramText(size: style.fontSize)
    pictureWidth = Self.pictureWidth(diagram, text, style)
    width = pictureWidth - 2 * Self.margin
    numbers = style.numbers
    let top = Self.margin + (style.showsTitle ? style.fontSize + 2 + Self.margin : 0)
    let isAlone = diagram.steps.isEmpty
    let mainWidth = isAlone ? width * 0.7 : width * Self.mainShare
    let mainX = isAlone ? Self.margin + (width - mainWidth) / 2 : Self.margin
    var last = place(diagram.start, .main, x: mainX, y: top, width: mainWidth)
    for step in diagram.steps { last = place(step, below: last) }
    height = last.bottom + Self.margin
    placeArms(diagram.arms, below: last)
  }

  /// Wide enough for the longest word of every arm, within reason: a picture that is twice as wide as
  /// the page has letters half as large.
  private static func pictureWidth(
    _ diagram: FlowDiagram, _ text: FlowDiagramText, _ style: SVGStyle
  ) -> Double {
    let boxes = diagram.arms.flatMap { [$0.box] + $0.followUp }
    let word =
      boxes.map { text.longestWord($0, count: $0.countText(style.numbers)) }.max() ?? 0
    let count = Double(diagram.arms.count)
    let wanted =
      count * (word + 1 + 2 * padding) + max(0, count - 1) * armSpace + 2 * margin
    return min(max(style.width, wanted.rounded(.up)), 2 * style.width)
  }

  /// The box of those left out stands beside the arrow to the box of those who go on.
  private mutating func place(_ step: FlowDiagram.Step, below last: Frame) -> Frame {
    let sideX = last.x + last.width + Self.gap
    let sideWidth = Self.margin + width - sideX
    let side = place(
      step.leftOut, .leftOut, x: sideX, y: last.bottom + Self.gap / 2, width: sideWidth)
    let y = max(side.bottom + Self.gap / 2, last.bottom + Self.gap)
    let main = place(step.remaining, .main, x: last.x, y: y, width: last.width)
    let middle = side.y + side.height / 2
    lines.append(
      Line(points: [Point(x: main.middle, y: last.bottom), Point(x: main.middle, y: main.y)]))
    lines.append(Line(points: [Point(x: main.middle, y: middle), Point(x: sideX, y: middle)]))
    return main
  }

  private mutating func placeArms(_ arms: [FlowDiagram.Arm], below last: Frame) {
    guard !arms.isEmpty else { return }
    let space = Self.armSpace
    let count = Double(arms.count)
    let most = arms.count == 1 ? last.width : width * 0.6
    let armWidth = min(most, (width - space * (count - 1)) / count)
    let used = armWidth * count + space * (count - 1)
    // A single arm stands under the line it goes on from.
    let middle = arms.count == 1 ? last.middle : Self.margin + width / 2
    let left = min(max(Self.margin, middle - used / 2), Self.margin + width - used)
    let bar = last.bottom + Self.gap / 2
    var above: [Frame] = []
    let levels = arms.map(\.followUp.count).max() ?? 0
    for level in 0..<(levels + 1) {
      let y = (above.map(\.bottom).max() ?? last.bottom) + Self.gap
      let row = arms.enumerated().compactMap { index, arm -> (Int, FlowDiagram.Box)? in
        if level == 0 { return (index, arm.box) }
        return level <= arm.followUp.count ? (index, arm.followUp[level - 1]) : nil
      }
      // Boxes of one row are equally tall, so that the row is seen as one.
      let tallest = row.map { text.height(linesOf($0.1, width: armWidth).count) }.max() ?? 0
      for (index, box) in row {
        let frame = place(
          box, .arm, x: left + Double(index) * (armWidth + space), y: y, width: armWidth,
          atLeast: tallest, arm: index)
        let from =
          level == 0
          ? Point(x: frame.middle, y: bar) : Point(x: frame.middle, y: above[index].bottom)
        lines.append(Line(points: [from, Point(x: frame.middle, y: y)]))
        if level == 0 { above.append(frame) } else { above[index] = frame }
      }
    }
    let first = above.first?.middle ?? last.middle
    let end = above.last?.middle ?? last.middle
    lines.append(
      Line(
        points: [Point(x: last.middle, y: last.bottom), Point(x: last.middle, y: bar)],
        hasHead: false))
    lines.append(
      Line(
        points: [
          Point(x: min(first, last.middle), y: bar), Point(x: max(end, last.middle), y: bar),
        ], hasHead: false))
    height = (above.map(\.bottom).max() ?? last.bottom) + Self.margin
  }

  private func linesOf(_ box: FlowDiagram.Box, width: Double) -> [FlowDiagramText.Line] {
    text.lines(box, count: box.countText(numbers), width: width - 2 * Self.padding)
  }

  @discardableResult
  private mutating func place(
    _ box: FlowDiagram.Box, _ role: PlacedBox.Role, x: Double, y: Double, width: Double,
    atLeast least: Double = 0, arm: Int? = nil
  ) -> Frame {
    let lines = linesOf(box, width: width)
    let frame = Frame(x: x, y: y, width: width, height: max(least, text.height(lines.count)))
    boxes.append(PlacedBox(role: role, frame: frame, lines: lines, arm: arm))
    return frame
  }
}

extension FlowDiagram.Box {
  /// The count, or what stands in its place.
  fileprivate func countText(_ numbers: NumberStyle) -> String {
    count.map(numbers.text) ?? hiddenMark
  }
}
