/// Where everything stands in a figure of a curve against a number.
package struct EffectLayout: Sendable {
  /// The height of the picture.
  package let height: Double
  /// The places of the numbers.
  package let x: ValueAxis
  /// The marks of the numbers.
  package let xTicks: [ValueAxis.Tick]
  /// The places of estimates.
  package let y: ValueAxis
  /// The marks of the estimates.
  package let yTicks: [ValueAxis.Tick]
  /// The places of the counts of observations; nil where they are strokes, or are not shown.
  package let counts: ValueAxis?
  /// The marks of the counts.
  package let countTicks: [ValueAxis.Tick]
  /// The upper and the lower end of the observations.
  package let strip: (top: Double, bottom: Double)
  /// Where observations are few.
  package let sparse: SparseStretches
  /// What the grey ground means.
  package let legend: Legend
  /// The lines of the names at the ends of the curves; empty where there is one curve.
  package let names: [[String]]
  /// The lines of the label of the numbers.
  package let label: [String]
  /// The baseline of the word above the reference.
  package let referenceBaseline: Double

  /// Lays a figure out.
  package init(_ figure: EffectFigure, style: SVGStyle) {
    let letters = Lettering(size: style.fontSize)
    let frame = PlotFrame(letters: letters)
    let margin = PlotFrame.margin
    sparse = SparseStretches(figure)
    let several = figure.curves.count > 1
    names = figure.curves.map {
      several ? letters.lines($0.label, to: CurveLayout.labelLimit, most: 2) : []
    }
    let xRange = EffectLayout.xRange(figure, sparse.bins)
    let yRange = EffectLayout.yRange(figure, sparse)

    let hasLegend = !sparse.stretches.isEmpty
    let title = margin + Lettering.titleHeight(style)
    let legendHeight = hasLegend ? letters.lineHeight + 6 : 0
    let above = figure.referenceX == nil ? 0 : letters.lineHeight + 4
    let top = title + legendHeight + above + 4.5
    let bottom = top + style.plotHeight
    // Clear of the label of a tick at the very top.
    referenceBaseline = top - (style.fontSize * 0.7).rounded(.up)
    y = ValueAxis(figure.scale, from: yRange.lower, to: yRange.upper, start: bottom, end: top)
    yTicks = y.ticks(style.numbers) { _ in style.fontSize }

    var stripHeight = 0.0
    switch figure.observations {
    case .each: stripHeight = 18
    case .counts: stripHeight = 64
    case nil: break
    }
    let stripTop = bottom + (stripHeight > 0 ? style.fontSize + 6 : 0)
    strip = (stripTop, stripTop + stripHeight)
    if case .counts = figure.observations {
      let most = Double(max(1, sparse.counts.compactMap { $0 }.max() ?? 1))
      let axis = ValueAxis(
        .linear, from: 0, to: most, start: stripTop + stripHeight, end: stripTop)
      counts = axis
      countTicks = axis.ticks(style.numbers, whole: true) { _ in style.fontSize }
    } else {
      counts = nil
      countTicks = []
    }

    let left = frame.left(of: (yTicks + countTicks).map(\.label))
    let widest = names.flatMap { $0 }.map { letters.width($0) }.max() ?? 0
    let ends = several ? 8 + CurveLayout.keyLength + 6 + widest : 0
    let right = (style.width - margin - max(ends, 20)).rounded(.down) + 0.5
    x = ValueAxis(
      .linear, from: xRange.lower, to: xRange.upper, start: left, end: max(left + 80, right))
    xTicks = x.ticks(style.numbers) { letters.width($0) }
    let few = "fewer than " + style.numbers.text(figure.sparseBelow) + " " + figure.counted
    legend = Legend(
      sparse.pieces(on: x).isEmpty ? [] : [few], letters: letters, sampleWidth: 30, left: left,
      right: style.width - margin, top: title)
    label = frame.label(figure.xLabel, under: x, width: style.width)
    height = (strip.bottom + frame.height(label: label.count)).rounded(.up)
  }

  /// The numbers the axis holds: those of the curves and of the observations.
  private static func xRange(
    _ figure: EffectFigure, _ bins: HistogramBins
  ) -> (lower: Double, upper: Double) {
    var values = figure.curves.flatMap { $0.points.map(\.x) } + bins.edges
    if let reference = figure.referenceX, reference.isFinite { values.append(reference) }
    guard let least = values.min(), let most = values.max() else { return (0, 1) }
    let points = Set(figure.curves.flatMap { $0.points.map(\.x) })
    let extra = points.count == 1 || least == most ? max(1, least.magnitude * 0.1) : 0
    return (least - extra, most + extra)
  }

  /// The estimates the axis holds: the range asked for, or every curve and the bands where there are
  /// enough observations.
  private static func yRange(
    _ figure: EffectFigure, _ sparse: SparseStretches
  ) -> (lower: Double, upper: Double) {
    if let range = figure.range { return (range.lowerBound, range.upperBound) }
    let points = figure.curves.flatMap(\.points)
    let firm = points.filter { !sparse.contains($0.x) }
    return ValueRange.around(
      points.map(\.value),
      intervals: (firm.isEmpty ? points : firm).map { ($0.lower, $0.upper) },
      reference: figure.reference, figure.scale)
  }
}
