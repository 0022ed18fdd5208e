/// What a plot over time holds beside its curves: their names, the marks of both axes, the counts.
struct CurveContents {
  /// The names of the curves.
  var labels: [String]
  /// What the names are values of, where they do not say it.
  var heading: String?
  /// The curves of which nothing is drawn; their names stand in the rows of counts only.
  var undrawn: Set<Int> = []
  /// The counts under the time axis.
  var table: SurvivalFigure.RiskTable?
  /// The time at which the axis ends.
  var limit: Double
  /// The times of the ticks, with their labels.
  var ticks: [Double]
  var tickLabels: [String]
  /// The values of the vertical ticks, with their labels.
  var values: [Double]
  var valueLabels: [String]
  /// The values at the ends of the vertical axis.
  var lowest = 0.0
  var highest = 1.0

  /// Whether rows of counts under the plot name the curves too.
  var hasRows: Bool { table.map { !$0.sections.isEmpty } ?? false }
}

/// Where everything stands in a plot over time.
///
/// There is one scale for times. Curves, ticks and counts all take their places from it, so the
/// counts stand under the times they belong to whatever the labels are.
package struct CurveLayout: Sendable {
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
  /// The lines above the labels at the ends of the curves that say what these are values of.
  package let endHeading: [String]
  /// The lines of the labels of the rows of counts.
  package let rowLabels: [[String]]
  /// The lines of the labels of each kind of counts under the plot.
  private let sections: [[[String]]]
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

  /// Lays a plot out.
  init(_ contents: CurveContents, style: SVGStyle) {
    let metrics = TextMetrics(size: style.fontSize)
    lineHeight = (style.fontSize * 1.45).rounded()
    ticks = contents.ticks
    tickLabels = contents.tickLabels
    values = contents.values
    valueLabels = contents.valueLabels
    // A narrow picture leaves its width to the curves rather than to their names.
    let limit = min(CurveLayout.labelLimit, max(90, style.width * 0.28))
    let lines = metrics.distinct(
      contents.labels, to: limit, lines: contents.hasRows ? CurveLayout.mostLines : 3)
    rowLabels = lines
    sections = (contents.table?.sections ?? []).map { section in
      section.shared.map { [[$0]] } ?? lines
    }
    let several = contents.labels.count > 1
    let left = CurveLayout.leftEdge(contents, style, metrics, lines)
    let names = CurveLayout.named(contents, lines, limit, style, metrics)
    let beside = CurveLayout.rightEdge(contents, style, metrics, names)
    // In a narrow picture the rows of counts, which carry the same samples, name the curves.
    let isNarrow = contents.hasRows && beside - left < style.width * 0.4
    let named = several && !isNarrow ? names : ([], lines.map { _ in [] })
    let right = CurveLayout.rightEdge(contents, style, metrics, named)
    (endHeading, endLabels) = named
    let title = style.showsTitle ? (style.fontSize * 1.9).rounded() : 0
    let top = CurveLayout.margin + title + 4.5
    scale = PlotScale(
      left: left, right: max(right, left + 80), top: top, bottom: top + style.plotHeight,
      xMaximum: contents.limit, yMaximum: contents.highest, yMinimum: contents.lowest)
    shownTicks = CurveLayout.fitting(contents, scale, metrics, style)
  }

  /// The most lines of a name under the plot.
  private static let mostLines = 5

  /// The names at the ends of the curves under their heading: whole, or in fewer lines where they
  /// would be taller than the plot; none where that is not enough and the rows of counts have them.
  private static func named(
    _ contents: CurveContents, _ whole: [[String]], _ limit: Double, _ style: SVGStyle,
    _ metrics: TextMetrics
  ) -> (heading: [String], labels: [[String]]) {
    let spacing = (style.fontSize * 1.45).rounded()
    let heading = contents.heading.map { metrics.wrapped($0, to: limit / 1.08, lines: 4) } ?? []
    func drawn(_ labels: [[String]]) -> [[String]] {
      labels.indices.map { contents.undrawn.contains($0) ? [] : labels[$0] }
    }
    func fits(_ labels: [[String]]) -> Bool {
      let tall = labels.filter { !$0.isEmpty }.reduce(headingHeight(heading, spacing)) {
        $0 + labelHeight($1.count, spacing)
      }
      return tall <= style.plotHeight + 2 * labelOverhang
    }
    let whole = drawn(whole)
    if fits(whole) { return (heading, whole) }
    let short = drawn(metrics.distinct(contents.labels, to: limit, lines: 2))
    if fits(short) { return (heading, short) }
    guard !contents.hasRows else { return ([], whole.map { _ in [] }) }
    return ([], drawn(metrics.distinct(contents.labels, to: limit, lines: 1)))
  }

  /// The height of the heading above the names at the ends of curves.
  package static func headingHeight(_ lines: [String], _ lineHeight: Double) -> Double {
    lines.isEmpty ? 0 : Double(lines.count) * (lineHeight - 3) + 4
  }

  /// How far names at the ends of curves may stand above and below the plot.
  package static let labelOverhang = 11.0

  /// The height of a name of some lines at the end of a curve, with the space around it.
  package static func labelHeight(_ lines: Int, _ lineHeight: Double) -> Double {
    lineHeight + Double(max(0, lines - 1)) * (lineHeight - 3) + 3
  }

  /// What stands for a count in the table.
  package static func countText(
    _ count: Int?, _ table: SurvivalFigure.RiskTable, _ style: SVGStyle
  ) -> String {
    count.map(style.numbers.text) ?? table.hiddenMark
  }

  /// The height of the picture.
  package var height: Double {
    let table = sections.indices.reduce(0) { $0 + sectionHeight($1) + 6 }
    return (nameBaseline + 6 + table + CurveLayout.margin).rounded(.up)
  }

  /// The baseline of the labels of the time axis.
  package var tickBaseline: Double { scale.bottom + CurveLayout.tickLength + lineHeight - 2 }

  /// The baseline of the name of the time axis.
  package var nameBaseline: Double { tickBaseline + lineHeight + 3 }

  /// The baseline of the title of a section of counts.
  package func sectionBaseline(_ section: Int) -> Double {
    (0..<section).reduce(nameBaseline + 10 + lineHeight) { $0 + sectionHeight($1) + 6 }
  }

  /// The baseline of the first line of a row of counts.
  package func rowBaseline(_ section: Int, row: Int) -> Double {
    let above = sections[section][..<row].map(rowHeight).reduce(0, +)
    return sectionBaseline(section) + lineHeight + above
  }

  /// The height of a section of counts with its title.
  private func sectionHeight(_ section: Int) -> Double {
    lineHeight + sections[section].map(rowHeight).reduce(0, +)
  }

  /// The height of a row whose label has some lines; lines of one label stand a little closer.
  private func rowHeight(_ lines: [String]) -> Double {
    lineHeight + Double(max(0, lines.count - 1)) * (lineHeight - 3)
  }

  private static func leftEdge(
    _ contents: CurveContents, _ style: SVGStyle, _ metrics: TextMetrics, _ rowLabels: [[String]]
  ) -> Double {
    let values = contents.valueLabels.map(metrics.width).max() ?? 0
    let axis = margin + (style.fontSize * 1.4) + 8 + values + tickLength + 4
    guard let table = contents.table, contents.hasRows, let first = table.times.indices.first
    else {
      return axis.rounded(.up) + 0.5
    }
    let counts = table.sections.flatMap { section in
      section.counts.map { metrics.width(countText($0[first], table, style)) }
    }
    let labels = rowLabels.flatMap { $0 }.map(metrics.width).max() ?? 0
    let shared = table.sections.compactMap(\.shared).map(metrics.width).max() ?? 0
    let named = max(keyWidth(contents.labels.count) + labels, shared)
    let rows = margin + named + 12 + (counts.max() ?? 0) / 2
    let titles = table.sections.map { metrics.width($0.title) * 1.06 }.max() ?? 0
    // A section's title stands on a line of its own and may run on above the counts.
    return max(axis, rows, min(titles, 60) + margin).rounded(.up) + 0.5
  }

  private static func rightEdge(
    _ contents: CurveContents, _ style: SVGStyle, _ metrics: TextMetrics,
    _ ends: (heading: [String], labels: [[String]])
  ) -> Double {
    let labels = ends.labels.flatMap { $0 }.map(metrics.width).max() ?? 0
    // The heading stands above the samples, in bold letters.
    let heading = 8 + (ends.heading.map(metrics.width).max() ?? 0) * 1.08
    let key = labels > 0 ? max(heading, 8 + keyWidth(contents.labels.count) + labels) : 0
    var last = [contents.tickLabels.last ?? ""]
    if let table = contents.table {
      last += table.sections.flatMap { section in
        section.counts.map { countText($0.last ?? nil, table, style) }
      }
    }
    let half = (last.map(metrics.width).max() ?? 0) / 2
    return (style.width - margin - max(key, half)).rounded(.down) + 0.5
  }

  /// The room a sample of the curve takes before a label; a curve that is alone needs none.
  package static func keyWidth(_ curves: Int) -> Double {
    curves > 1 ? keyLength + 6 : 0
  }

  /// The ticks whose labels and counts stand clear of their neighbours: all of them, or every second,
  /// third and so on.
  private static func fitting(
    _ contents: CurveContents, _ scale: PlotScale, _ metrics: TextMetrics, _ style: SVGStyle
  ) -> [Int] {
    let ticks = contents.ticks
    let widths = ticks.indices.map { index in
      var texts = [contents.tickLabels[index]]
      if let table = contents.table {
        texts += table.sections.flatMap { section in
          section.counts.map { countText($0[index], table, style) }
        }
      }
      return texts.map(metrics.width).max() ?? 0
    }
    func isClear(_ before: Int, _ after: Int) -> Bool {
      scale.x(ticks[after]) - scale.x(ticks[before]) >= (widths[before] + widths[after]) / 2 + 6
    }
    let inside = ticks.indices.filter { ticks[$0] >= 0 && ticks[$0] <= scale.xMaximum }
    guard isEven(inside.map { ticks[$0] }) else {
      // Planned visits come close together at first: each stands that is clear of those before it.
      return inside.reduce(into: []) { shown, index in
        if shown.last.map({ isClear($0, index) }) ?? true { shown.append(index) }
      }
    }
    for stride in 1...max(1, inside.count) {
      let shown = inside.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
      if zip(shown, shown.dropFirst()).allSatisfy(isClear) { return shown }
    }
    return Array(inside.prefix(1))
  }

  private static func isEven(_ times: [Double]) -> Bool {
    let steps = zip(times, times.dropFirst()).map { $1 - $0 }
    guard let least = steps.min(), let most = steps.max() else { return true }
    return most - least <= 1e-9 * most
  }
}
