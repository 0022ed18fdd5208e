/// Where everything stands in a figure of histograms of the arms.
package struct HistogramLayout: Sendable {
  /// The bars of an arm: of two arms those of the first stand up and those of the second hang down.
  package struct Panel: Sendable {
    /// The places of counts, from the line the bars stand on.
    package var axis: ValueAxis
    /// The marks of the axis.
    package var ticks: [ValueAxis.Tick]
    /// The baseline of the name of the arm.
    package var nameBaseline: Double
    /// The name of the arm.
    package var name: String
  }

  /// The height of the picture.
  package let height: Double
  /// The places of values.
  package let axis: ValueAxis
  /// The marks of the axis.
  package let ticks: [ValueAxis.Tick]
  /// The arms.
  package let panels: [Panel]
  /// The upper and the lower end of the plot.
  package let body: (top: Double, bottom: Double)
  /// The stretches without counterparts.
  package let outside: [(from: Double, to: Double)]
  /// What hatching and dashes mean.
  package let legend: Legend
  /// The lines of the label of the axis.
  package let label: [String]
  /// Whether a count is hidden.
  package let hidesCounts: Bool

  /// Lays a figure out.
  package init(_ figure: OverlapFigure, _ bins: HistogramBins, style: SVGStyle) {
    let letters = Lettering(size: style.fontSize)
    let frame = PlotFrame(letters: letters)
    let margin = PlotFrame.margin
    let counts = figure.arms.flatMap { $0.counts.prefix(bins.count) }
    hidesCounts = counts.contains { $0 == nil }
    let most = Double(max(1, counts.compactMap { $0 }.max() ?? 1))

    // The widest label is that of the largest count, and the places do not depend on the left edge.
    let left = frame.left(of: [style.numbers.text(Int(most))])
    let lower = bins.edges.first ?? 0
    let upper = bins.edges.last ?? 1
    let right = style.width - margin - 20.5
    axis = ValueAxis(.linear, from: lower, to: upper, start: left, end: max(left + 80, right))
    ticks = axis.ticks(style.numbers) { letters.width($0) }
    outside = HistogramLayout.outside(figure.support, axis)

    let top = margin + Lettering.titleHeight(style)
    legend = Legend(
      (outside.isEmpty ? [] : [figure.outsideLabel]) + (hidesCounts ? ["count not shown"] : []),
      letters: letters, sampleWidth: 26, left: left, right: style.width - margin, top: top)

    let isMirrored = figure.arms.count == 2
    let share = style.plotHeight / Double(max(2, figure.arms.count))
    let panelHeight = max(64, share)
    var y = top + legend.height
    let bodyTop = y
    var panels: [Panel] = []
    for (index, arm) in figure.arms.enumerated() {
      let hangs = isMirrored && index == 1
      if !hangs { y += letters.lineHeight + 6 }
      let scale = ValueAxis(
        .linear, from: 0, to: most, start: hangs ? y : y + panelHeight,
        end: hangs ? y + panelHeight : y)
      let marks = scale.ticks(style.numbers, whole: true) { _ in style.fontSize }
      // The name stands beyond the longest bar, where no bar can be.
      let baseline = hangs ? y + panelHeight + style.fontSize + 4 : y - 7
      let room = axis.end - axis.start - 26
      panels.append(
        Panel(
          axis: scale, ticks: hangs ? marks.filter { $0.value > 0 } : marks,
          nameBaseline: baseline, name: letters.lines(arm.label, to: room, most: 1).first ?? ""))
      y += panelHeight + (hangs ? letters.lineHeight + 6 : 0)
    }
    if panels.isEmpty { y += 64 }
    self.panels = panels
    body = (bodyTop, y)
    label = frame.label(figure.xLabel, under: axis, width: style.width)
    height = (y + frame.height(label: label.count)).rounded(.up)
  }

  /// What lies on the axis before and behind the common support.
  private static func outside(
    _ support: OverlapFigure.Support?, _ axis: ValueAxis
  ) -> [(from: Double, to: Double)] {
    guard case .interval(let from, let to) = support else { return [] }
    guard from <= to else { return [(axis.lower, axis.upper)] }
    let pieces = [(axis.lower, min(from, axis.upper)), (max(to, axis.lower), axis.upper)]
    return pieces.filter { $0.0 < $0.1 }.map { (from: $0.0, to: $0.1) }
  }
}
