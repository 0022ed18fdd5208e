/// Where everything stands in a figure of the arms' bars in each category.
package struct CategoryLayout: Sendable {
  /// A category in its place.
  package struct Row: Sendable {
    /// The upper end.
    package var top: Double
    /// The height.
    package var height: Double
    /// The lines of the name.
    package var label: [String]
    /// Whether an arm has no counterparts here.
    package var isOutside: Bool
  }

  /// The width of the picture: the style's, or what the names need at the least.
  package let width: Double
  /// The height of the picture.
  package let height: Double
  /// The places of counts.
  package let axis: ValueAxis
  /// The marks of the axis.
  package let ticks: [ValueAxis.Tick]
  /// The categories.
  package let rows: [Row]
  /// The names of the arms, then what hatching means.
  package let legend: Legend
  /// The upper and the lower end of the rows.
  package let body: (top: Double, bottom: Double)
  /// The right end of the plot, behind the counts beside the bars.
  package let right: Double
  /// The lines of the label of the axis of counts.
  package let countLabel: [String]
  /// The lines of the name of the covariate.
  package let heading: [String]

  /// The height of a bar with the space below it.
  package static let barStep = 15.0
  private static let gap = 14.0

  /// Lays a figure out.
  package init(_ figure: OverlapFigure, _ names: [String], style: SVGStyle) {
    let letters = Lettering(size: style.fontSize)
    let frame = PlotFrame(letters: letters)
    let margin = PlotFrame.margin
    let counts = figure.arms.flatMap { $0.counts.prefix(names.count) }
    let most = max(1, counts.compactMap { $0 }.max() ?? 1)
    let wish = ColumnWidths.Wish(
      max(60, names.map { letters.width($0) }.max() ?? 0),
      words: max(60, names.map { letters.wordWidth($0) }.max() ?? 0))
    let plotLeast = max(140, style.width * 0.5)
    let outer = 2 * margin + CategoryLayout.gap
    width = max(style.width, outer + plotLeast + wish.least)
    let labelWidth = ColumnWidths.fitted([wish], into: width - outer - plotLeast)[0]
    let left = (margin + labelWidth + CategoryLayout.gap).rounded() + 0.5
    right = width - margin
    let numberWidth = letters.width(style.numbers.text(most)) + 8
    axis = ValueAxis(.linear, from: 0, to: Double(most), start: left, end: right - numberWidth)
    ticks = axis.ticks(style.numbers, whole: true) { letters.width($0) }

    let top = margin + Lettering.titleHeight(style)
    let supported: Set<Int>? =
      if case .categories(let indices) = figure.support { indices } else { nil }
    let isOutside = names.indices.map { index in supported.map { !$0.contains(index) } ?? false }
    legend = Legend(
      figure.arms.map(\.label) + (isOutside.contains(true) ? [figure.outsideLabel] : []),
      letters: letters, sampleWidth: 24, left: margin, right: right, top: top)
    heading = letters.lines(figure.xLabel, to: width - 2 * margin, most: 2, bold: true)
    var y = top + legend.height + letters.height(heading.count) + 4
    let bodyTop = y
    var rows: [Row] = []
    for (index, name) in names.enumerated() {
      let lines = letters.lines(name, to: labelWidth, most: 3)
      let bars = Double(max(1, figure.arms.count)) * CategoryLayout.barStep + 9
      let height = max(letters.height(max(1, lines.count)) + 4, bars)
      rows.append(Row(top: y, height: height, label: lines, isOutside: isOutside[index]))
      y += height
    }
    if rows.isEmpty { y += letters.lineHeight + 6 }
    self.rows = rows
    body = (bodyTop, y)
    countLabel = frame.label(figure.yLabel, under: axis, width: width)
    height = (y + frame.height(label: countLabel.count)).rounded(.up)
  }
}
