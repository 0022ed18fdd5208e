/// Where everything stands in a figure of step curves.
///
/// There is one scale for times. Curves, ticks and counts all take their places from it, so the
/// numbers at risk stand under the times they belong to whatever the labels are.
package struct SurvivalLayout: Sendable {
  /// The places of times and values.
  package let scale: PlotScale
  /// The times that have a tick and a column of counts: the positions among ``ticks``' source.
  package let shownTicks: [Int]
  /// The times of all ticks.
  package let ticks: [Double]
  /// The labels of all ticks.
  package let tickLabels: [String]
  /// The values of the vertical ticks.
  package let values: [Double]
  /// The labels of the vertical ticks.
  package let valueLabels: [String]
  /// The lines of the labels at the ends of the curves; empty where no label is drawn.
  package let endLabels: [[String]]
  /// The lines of the labels of the rows of counts.
  package let rowLabels: [[String]]
  /// How many kinds of counts stand under the plot.
  private let sectionCount: Int
  /// The distance between lines of text.
  package let lineHeight: Double
  /// Where the picture's content begins and ends, from its edges.
  package static let margin = 12.0
  /// The length of the sample of a curve before its label.
  package static let keyLength = 22.0
  /// The length of ticks.
  package static let tickLength = 5.0
  /// How wide labels may be beside the plot.
  package static let labelLimit = 160.0

  /// Lays a figure out.
  package init(_ figure: SurvivalFigure, style: SVGStyle) {
    let metrics = TextMetrics(size: style.fontSize)
    lineHeight = (style.fontSize * 1.45).rounded()
    let limit = SurvivalLayout.limit(of: figure)
    ticks = figure.riskTable?.times ?? AxisTicks.positions(upTo: limit)
    let time = TimeStyle(numbers: style.numbers, decimals: 2, unit: "")
    tickLabels = ticks.map(time.point)
    let yMaximum = SurvivalLayout.yLimit(of: figure)
    values = AxisTicks.positions(upTo: yMaximum, count: 5)
    valueLabels = SurvivalLayout.valueLabels(values, figure.yScale, style)
    let several = figure.series.count > 1
    endLabels = figure.series.map { series in
      several
        ? metrics.wrapped(series.label, to: SurvivalLayout.labelLimit, lines: 2) : []
    }
    rowLabels = figure.series.map {
      metrics.wrapped($0.label, to: SurvivalLayout.labelLimit, lines: 2)
    }
    let left = SurvivalLayout.leftEdge(figure, style, metrics, valueLabels, rowLabels)
    let right = SurvivalLayout.rightEdge(figure, style, metrics, tickLabels, endLabels)
    let title = style.showsTitle ? (style.fontSize * 1.9).rounded() : 0
    let top = SurvivalLayout.margin + title + 4.5
    scale = PlotScale(
      left: left, right: max(right, left + 80), top: top, bottom: top + style.plotHeight,
      xMaximum: limit, yMaximum: yMaximum)
    shownTicks = SurvivalLayout.fitting(ticks, tickLabels, figure, scale, metrics, style)
    sectionCount = figure.riskTable?.sections.count ?? 0
  }

  /// The time at which the axis ends.
  package static func limit(of figure: SurvivalFigure) -> Double {
    let wished = figure.xMaximum ?? figure.series.map(\.end).max() ?? 0
    let limit = max(wished, figure.riskTable?.times.max() ?? 0)
    return limit.isFinite && limit > 0 ? limit : 1
  }

  /// What stands for a count in the table.
  package static func countText(
    _ count: Int?, _ table: SurvivalFigure.RiskTable, _ style: SVGStyle
  ) -> String {
    count.map(style.numbers.text) ?? table.hiddenMark
  }

  /// The height of the picture.
  package var height: Double {
    let table = sectionCount == 0 ? 0 : Double(sectionCount) * (sectionHeight + 6)
    return (nameBaseline + 6 + table + SurvivalLayout.margin).rounded(.up)
  }

  /// The baseline of the labels of the time axis.
  package var tickBaseline: Double { scale.bottom + SurvivalLayout.tickLength + lineHeight - 2 }

  /// The baseline of the name of the time axis.
  package var nameBaseline: Double { tickBaseline + lineHeight + 3 }

  /// The baseline of the title of a section of counts.
  package func sectionBaseline(_ section: Int) -> Double {
    nameBaseline + 10 + lineHeight + Double(section) * (sectionHeight + 6)
  }

  /// The baseline of the first line of a row of counts.
  package func rowBaseline(_ section: Int, row: Int) -> Double {
    let above = rowLabels[..<row].map(rowHeight).reduce(0, +)
    return sectionBaseline(section) + lineHeight + above
  }

  /// The height of a section of counts with its title.
  private var sectionHeight: Double { lineHeight + rowLabels.map(rowHeight).reduce(0, +) }

  /// The height of a row whose label has some lines; lines of one label stand a little closer.
  private func rowHeight(_ lines: [String]) -> Double {
    lineHeight + Double(max(0, lines.count - 1)) * (lineHeight - 3)
  }

  /// The value at the upper end of the vertical axis.
  private static func yLimit(of figure: SurvivalFigure) -> Double {
    figure.yMaximum > 0 && figure.yMaximum <= 1 ? figure.yMaximum : 1
  }

  private static func valueLabels(
    _ values: [Double], _ scale: SurvivalFigure.YScale, _ style: SVGStyle
  ) -> [String] {
    let factor = scale == .percent ? 100.0 : 1
    let least = scale == .percent ? 0 : 1
    let decimals = values.map { value in
      let digits = DecimalExpansion(value * factor).rounded(toPlaces: 4)
      return digits.digits.count - 1 - digits.exponent
    }
    let most = max(least, decimals.max() ?? 0)
    return values.map {
      style.numbers.text($0 * factor, decimals: most) + (scale == .percent ? "%" : "")
    }
  }

  private static func leftEdge(
    _ figure: SurvivalFigure, _ style: SVGStyle, _ metrics: TextMetrics, _ valueLabels: [String],
    _ rowLabels: [[String]]
  ) -> Double {
    let values = valueLabels.map(metrics.width).max() ?? 0
    let axis = margin + (style.fontSize * 1.4) + 8 + values + tickLength + 4
    guard let table = figure.riskTable, let first = table.times.indices.first else {
      return axis.rounded(.up) + 0.5
    }
    let counts = table.sections.flatMap { section in
      section.counts.map { metrics.width(countText($0[first], table, style)) }
    }
    let labels = rowLabels.flatMap { $0 }.map(metrics.width).max() ?? 0
    let rows = margin + keyWidth(figure) + labels + 12 + (counts.max() ?? 0) / 2
    let titles = table.sections.map { metrics.width($0.title) * 1.06 }.max() ?? 0
    // A section's title stands on a line of its own and may run on above the counts.
    return max(axis, rows, min(titles, 60) + margin).rounded(.up) + 0.5
  }

  private static func rightEdge(
    _ figure: SurvivalFigure, _ style: SVGStyle, _ metrics: TextMetrics, _ tickLabels: [String],
    _ endLabels: [[String]]
  ) -> Double {
    let labels = endLabels.flatMap { $0 }.map(metrics.width).max() ?? 0
    let key = labels > 0 ? 8 + keyWidth(figure) + labels : 0
    var last = [tickLabels.last ?? ""]
    if let table = figure.riskTable {
      last += table.sections.flatMap { section in
        section.counts.map { countText($0.last ?? nil, table, style) }
      }
    }
    let half = (last.map(metrics.width).max() ?? 0) / 2
    return (style.width - margin - max(key, half)).rounded(.down) + 0.5
  }

  /// The room a sample of the curve takes before a label; a curve that is alone needs none.
  package static func keyWidth(_ figure: SurvivalFigure) -> Double {
    figure.series.count > 1 ? keyLength + 6 : 0
  }

  /// The ticks whose labels and counts stand clear of their neighbours: all of them, or every second,
  /// third and so on.
  private static func fitting(
    _ ticks: [Double], _ labels: [String], _ figure: SurvivalFigure, _ scale: PlotScale,
    _ metrics: TextMetrics, _ style: SVGStyle
  ) -> [Int] {
    let widths = ticks.indices.map { index in
      var texts = [labels[index]]
      if let table = figure.riskTable {
        texts += table.sections.flatMap { section in
          section.counts.map { countText($0[index], table, style) }
        }
      }
      return texts.map(metrics.width).max() ?? 0
    }
    let inside = ticks.indices.filter { ticks[$0] >= 0 && ticks[$0] <= scale.xMaximum }
    for stride in 1...max(1, inside.count) {
      let shown = inside.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
      let isClear = zip(shown, shown.dropFirst()).allSatisfy { before, after in
        scale.x(ticks[after]) - scale.x(ticks[before]) >= (widths[before] + widths[after]) / 2 + 6
      }
      if isClear { return shown }
    }
    return Array(inside.prefix(1))
  }
}
