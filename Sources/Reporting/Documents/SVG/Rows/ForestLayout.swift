/// Where everything stands in a figure of estimates in rows.
package struct ForestLayout: Sendable {
  /// A column of text.
  package struct Column: Sendable {
    /// The left end.
    package var x: Double
    /// The width.
    package var width: Double
    /// The lines of the heading.
    package var heading: [String]
  }

  /// A row in its place.
  package struct Row: Sendable {
    /// The upper end.
    package var top: Double
    /// The height.
    package var height: Double
    /// The lines of the label.
    package var label: [String]
    /// The lines of the cells.
    package var cells: [[String]]
    /// The lines of the estimate.
    package var estimate: [String]
    /// The lines of the last column.
    package var note: [String]
    /// Why there is no estimate, printed in the plot.
    package var reason: [String]
    /// The middle.
    package var middle: Double { top + height / 2 }
  }

  /// The width of the picture: the style's, or what the columns need at the least.
  package let width: Double
  /// The height of the picture.
  package let height: Double
  /// The places of values.
  package let axis: ValueAxis
  /// The marks of the axis.
  package let ticks: [ValueAxis.Tick]
  /// The labels, the columns between label and plot, the estimates, and the last column.
  package let columns: [Column]
  /// The rows.
  package let rows: [Row]
  /// The names of the groups.
  package let legend: Legend
  /// The baseline of the last line of the headings.
  package let headingBaseline: Double
  /// The upper and the lower end of the rows.
  package let body: (top: Double, bottom: Double)
  /// The words on either side of the reference, under the axis.
  package let directions: (lower: [String], upper: [String])
  /// The lines of the label of the axis.
  package let axisLabel: [String]

  /// Where the content begins and ends, from the edges of the picture.
  package static let margin = 14.0
  /// How far a step indents a label.
  package static let indent = 14.0
  private static let gap = 14.0
  /// The room inside the plot at its ends, for marks that stand there.
  private static let inset = 8.0

  /// Lays a figure out.
  package init(_ figure: ForestFigure, style: SVGStyle) {
    let letters = Lettering(size: style.fontSize)
    let wishes = ForestLayout.wishes(figure, letters)
    let gaps = Double(wishes.count) * ForestLayout.gap
    let plotLeast = max(120, style.width * 0.24)
    let frame = 2 * ForestLayout.margin + gaps
    width = max(style.width, frame + plotLeast + wishes.map(\.least).reduce(0, +))
    let widths = ColumnWidths.fitted(wishes, into: width - frame - plotLeast)
    let plotWidth = width - frame - widths.reduce(0, +)

    // The plot stands behind the label and the cells.
    let before = figure.columns.count + 1
    var columns: [Column] = []
    var x = ForestLayout.margin
    var plotLeft = x
    let headings =
      [figure.labelHeading] + figure.columns.map(\.heading) + [figure.estimateHeading]
      + (figure.noteHeading.map { [$0] } ?? [])
    for (index, heading) in headings.enumerated() {
      if index == before {
        plotLeft = x
        x += plotWidth + ForestLayout.gap
      }
      let lines = letters.lines(heading, to: widths[index], most: Lettering.mostLines, bold: true)
      columns.append(Column(x: x, width: widths[index], heading: lines))
      x += widths[index] + ForestLayout.gap
    }
    self.columns = columns
    let range = ForestLayout.range(of: figure)
    let axis = ValueAxis(
      figure.scale, from: range.lower, to: range.upper, start: plotLeft + ForestLayout.inset,
      end: plotLeft + plotWidth - ForestLayout.inset)
    self.axis = axis
    ticks = axis.ticks(style.numbers) { letters.width($0) }

    let top = ForestLayout.margin + Lettering.titleHeight(style)
    legend = Legend(
      figure.groups, letters: letters, sampleWidth: 30, left: ForestLayout.margin,
      right: width - ForestLayout.margin, top: top)
    let headingLines = columns.map(\.heading.count).max() ?? 0
    let headingBottom = top + legend.height + letters.height(headingLines) + 4
    headingBaseline = headingBottom - 4 - letters.lineHeight + style.fontSize
    let rows = ForestLayout.placed(
      figure, columns, plotWidth: plotWidth - 2 * ForestLayout.inset, plotLeft: plotLeft, letters,
      top: headingBottom + 4)
    self.rows = rows
    let bottom = rows.last.map { $0.top + $0.height } ?? headingBottom + 4 + letters.lineHeight
    body = (headingBottom + 0.5, (bottom + 4).rounded() + 0.5)

    let middle = figure.reference.map(axis.held) ?? (axis.start + axis.end) / 2
    directions = ForestLayout.directions(figure, middle: middle, width: width, letters)
    let center = (axis.start + axis.end) / 2
    let room = 2 * min(center, width - center) - 2 * ForestLayout.margin
    axisLabel = letters.lines(figure.axisLabel, to: room, most: Lettering.mostLines)
    let under = max(directions.lower.count, directions.upper.count)
    height =
      (body.bottom + 5 + letters.lineHeight + letters.height(under)
      + letters.height(axisLabel.count) + ForestLayout.margin - 2).rounded(.up)
  }

  /// The baseline of the labels of the axis.
  package func tickBaseline(_ letters: Lettering) -> Double {
    body.bottom + 5 + letters.lineHeight - 3
  }

  /// The baseline of the first line of the words on either side of the reference.
  package func directionBaseline(_ letters: Lettering) -> Double {
    tickBaseline(letters) + letters.lineHeight
  }

  /// The baseline of the first line of the label of the axis.
  package func labelBaseline(_ letters: Lettering) -> Double {
    let under = max(directions.lower.count, directions.upper.count)
    return tickBaseline(letters) + letters.height(under) + letters.lineHeight + 2
  }

  /// The range of the axis: the one asked for, or one around the estimates.
  private static func range(of figure: ForestFigure) -> (lower: Double, upper: Double) {
    if let range = figure.range { return (range.lowerBound, range.upperBound) }
    let marks = figure.rows.compactMap { row -> (value: Double, lower: Double, upper: Double)? in
      switch row.mark {
      case .estimate(let value, let lower, let upper), .summary(let value, let lower, let upper):
        (value, lower, upper)
      case .heading, .reference, .absent: nil
      }
    }
    return ValueRange.around(
      marks.map(\.value), intervals: marks.map { ($0.lower, $0.upper) },
      reference: figure.reference, figure.scale)
  }

  /// The lines beside the reference, each side as wide as the picture allows.
  private static func directions(
    _ figure: ForestFigure, middle: Double, width: Double, _ letters: Lettering
  ) -> (lower: [String], upper: [String]) {
    guard let words = figure.directions else { return ([], []) }
    func lines(_ text: String, _ room: Double) -> [String] {
      letters.lines(text, to: max(40, room - 10 - margin), most: Lettering.mostLines)
    }
    // The arrow belongs to its word: the space between them does not break.
    let lower = words.lower.isEmpty ? "" : "\u{2190}\u{A0}" + words.lower
    let upper = words.upper.isEmpty ? "" : words.upper + "\u{A0}\u{2192}"
    return (lines(lower, middle), lines(upper, width - middle))
  }
}
