/// Where everything stands in a figure of differences between arms.
package struct BalanceLayout: Sendable {
  /// A covariate in its place.
  package struct Row: Sendable {
    /// The upper end.
    package var top: Double
    /// The height.
    package var height: Double
    /// The lines of the label.
    package var label: [String]
    /// The middle.
    package var middle: Double { top + height / 2 }
  }

  /// The width of the picture: the style's, or what the labels need at the least.
  package let width: Double
  /// The height of the picture.
  package let height: Double
  /// The places of differences.
  package let axis: ValueAxis
  /// The marks of the axis.
  package let ticks: [ValueAxis.Tick]
  /// The covariates.
  package let rows: [Row]
  /// The names of the marks.
  package let legend: Legend
  /// The upper and the lower end of the rows.
  package let body: (top: Double, bottom: Double)
  /// Where the signs of what has no place on the axis begin: to the left of it and to the right.
  package let edges: (left: Double, right: Double)
  /// The lines of the label of the axis.
  package let axisLabel: [String]
  /// The values at which the differences count as balanced.
  package let thresholds: [Double]
  /// How far apart the marks of a row stand from top to bottom.
  package let spread: Double

  /// Where the content begins and ends, from the edges of the picture.
  package static let margin = 14.0
  /// The room a mark takes among the signs at the edge.
  package static let signWidth = 15.0
  private static let gap = 14.0

  /// Lays a figure out.
  package init(_ figure: BalanceFigure, style: SVGStyle) {
    let letters = Lettering(size: style.fontSize)
    let margin = BalanceLayout.margin
    let values = figure.rows.flatMap { $0.differences.prefix(figure.series.count) }
    let finite = values.compactMap { $0 }.filter(\.isFinite)
    let isSigned = values.contains { ($0 ?? 0) < 0 }
    thresholds = isSigned ? [-figure.threshold, figure.threshold] : [figure.threshold]

    func signs(_ include: (Double) -> Bool) -> Int {
      figure.rows.map { row in
        row.differences.prefix(figure.series.count).filter { include($0 ?? .nan) }.count
      }.max() ?? 0
    }
    // The sign ∞ stands once beside the marks of all that are infinite, the dash beside the others.
    let below = BalanceLayout.room(signs { $0 == -.infinity })
    let above =
      BalanceLayout.room(signs { $0 == .infinity }) + BalanceLayout.room(signs { $0.isNaN })

    let labels = figure.rows.map { row in
      let isBold = row.differences.isEmpty
      let inset = BalanceLayout.inset(of: row)
      return (
        natural: inset + letters.width(row.label, bold: isBold),
        words: inset + letters.wordWidth(row.label, bold: isBold)
      )
    }
    let wish = ColumnWidths.Wish(
      max(80, labels.map(\.natural).max() ?? 0), words: max(80, labels.map(\.words).max() ?? 0))
    let plotLeast = max(130, style.width * 0.45)
    let frame = 2 * margin + 2 * BalanceLayout.gap + below + above
    width = max(style.width, frame + plotLeast + wish.least)
    let labelWidth = ColumnWidths.fitted([wish], into: width - frame - plotLeast)[0]

    let left = margin + labelWidth + BalanceLayout.gap + below
    let right = width - margin - above - BalanceLayout.gap / 2
    edges = (left - below, right + 6)
    let range = BalanceLayout.range(figure, finite, isSigned: isSigned)
    axis = ValueAxis(
      .linear, from: range.lower, to: range.upper, start: left + 4, end: right - 4)
    ticks = axis.ticks(style.numbers) { letters.width($0) }

    let top = margin + Lettering.titleHeight(style)
    let limit = DecimalExpansion(figure.threshold.isFinite ? figure.threshold : 0)
    let number = style.numbers.text(
      figure.threshold, significant: max(1, limit.digits.count))
    legend = Legend(
      figure.series + ["threshold " + (isSigned ? "\u{B1}" : "") + number], letters: letters,
      sampleWidth: 18, left: margin, right: width - margin,
      top: top)
    spread = figure.series.count > 2 ? 11 : 0
    var rows: [Row] = []
    var y = top + legend.height + 2
    for row in figure.rows {
      let isHeading = row.differences.isEmpty
      let room = (isHeading ? width - 2 * margin : labelWidth) - BalanceLayout.inset(of: row)
      let lines = letters.lines(
        row.label, to: max(40, room), most: Lettering.mostLines, bold: isHeading)
      let marks = Double(min(row.differences.count, figure.series.count)) * spread + 9
      let height = max(letters.height(max(1, lines.count)) + 4, marks)
      rows.append(Row(top: y, height: height, label: lines))
      y += height
    }
    self.rows = rows
    if rows.isEmpty { y += letters.lineHeight }
    body = ((top + legend.height).rounded() + 0.5, (y + 3).rounded() + 0.5)
    let center = (axis.start + axis.end) / 2
    let room = 2 * min(center, width - center) - 2 * margin
    axisLabel = letters.lines(figure.axisLabel, to: room, most: Lettering.mostLines)
    height =
      (body.bottom + 5 + letters.lineHeight + letters.height(axisLabel.count) + margin - 2)
      .rounded(.up)
  }

  /// How far a label is indented.
  package static func inset(of row: BalanceFigure.Row) -> Double {
    Double(max(0, min(row.indent, 8))) * ForestLayout.indent
  }

  /// The room for the marks of some values and the sign they share.
  package static func room(_ count: Int) -> Double {
    count == 0 ? 0 : Double(count) * signWidth + 26
  }

  /// The ends of the axis: every finite difference, or the limit asked for, and the threshold.
  private static func range(
    _ figure: BalanceFigure, _ finite: [Double], isSigned: Bool
  ) -> (lower: Double, upper: Double) {
    let most = max(finite.max() ?? 0, figure.threshold * 1.5)
    let upper = figure.limit ?? most * 1.04
    guard isSigned else { return (0, upper) }
    let least = min(finite.min() ?? 0, -figure.threshold * 1.5)
    return (figure.limit.map { -$0 } ?? least * 1.04, upper)
  }
}
