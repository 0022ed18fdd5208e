import Documents
import Testing

@Suite struct EffectFigureTests {
  /// A parabola stands in for a spline, so that the points are exact.
  static func curve(_ label: String, slope: Double) -> EffectFigure.Curve {
    EffectFigure.Curve(
      label,
      points: (0...24).map { index in
        let x = 18 + Double(index)
        let away = (x - 25) / 10
        let value = max(0.1, 1 + slope * away + 0.2 * away * away)
        let width = 1 + 0.5 * abs(away)
        return .init(x: x, value: value, lower: value / width, upper: value * width)
      })
  }
  static let bins = HistogramBins(edges: [15, 20, 25, 30, 35, 40, 45])
  static let bodyMass = EffectFigure(
    id: "effect", title: "Body mass index and loss of benefit",
    description: "The hazard of loss rises with the body mass index.",
    xLabel: "Body mass index, kg/m²", yLabel: "Hazard ratio, relative to 25 kg/m²",
    referenceX: 25, curves: [curve("All hips", slope: 0.4)],
    observations: .counts(bins, [nil, 22, 41, 17, 6, 1]))

  @Test func picturesLookAsTheyDid() throws {
    try Golden.expect(SVGRenderer().render(Self.bodyMass), matches: "effect-histogram.svg")
    var figure = Self.bodyMass
    figure.curves.append(Self.curve("Wharton's jelly", slope: -0.1))
    figure.observations = .each((0..<60).map { 18 + Double($0 * $0) / 150 })
    let style = SVGStyle(isMonochrome: true, showsTitle: true)
    try Golden.expect(SVGRenderer(style: style).render(figure), matches: "effect-rug.svg")
  }

  @Test(arguments: 1...40)
  func textsStandApart(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = generator.pick([0, 1, 2, 4, 8])
    let values = (0..<generator.pick([0, 1, 2, 50])).map { _ in generator.number(15...45) }
    let bins = HistogramBins(covering: values, count: 12)
    let figure = EffectFigure(
      id: "random", title: "t", description: "d", xLabel: generator.label(),
      yLabel: generator.label(), scale: generator.pick([.linear, .logarithmic]),
      range: generator.pick([nil, 0.5...2]), reference: generator.pick([nil, 1]),
      referenceX: generator.pick([nil, 25, 18, 42.125]),
      curves: (0..<count).map { _ in
        Self.curve(generator.label(), slope: generator.number(-1...1))
      },
      observations: generator.pick([
        nil, .each(values), .counts(bins, bins.counts(of: values).map { $0 * 9999 }),
      ]), counted: generator.label(words: 3))
    let style = SVGStyle(
      width: generator.pick([420.0, 760]), fontSize: generator.pick([11.0, 13]))
    let faults = try TextBoxes(SVGRenderer(style: style).render(figure)).faults
    #expect(faults == [])
  }

  /// The curve goes through its points, and is divided where observations become few.
  @Test func pathsGoThroughTheirPoints() throws {
    let layout = EffectLayout(Self.bodyMass, style: SVGStyle())
    let curve = Self.bodyMass.curves[0]
    let path = EffectPath(curve, layout)
    for point in curve.points where layout.y.holds(point.value) {
      let place = layout.x.place(point.x).coordinate + " " + layout.y.place(point.value).coordinate
      let isSparse = layout.sparse.contains(point.x)
      #expect((isSparse ? path.sparse : path.firm).line.contains(place), "\(point.x)")
    }
    #expect(layout.sparse.stretches.map(\.from) == [-.infinity, 40])
    #expect(layout.sparse.stretches.map(\.to) == [20, .infinity])
    #expect(path.firm.line.hasPrefix("M" + layout.x.place(20).coordinate))
  }

  /// A line that leaves the plot ends at its edge, at the very place where it crosses it.
  @Test func linesEndAtTheEdgeOfThePlot() {
    var figure = Self.bodyMass
    figure.scale = .linear
    figure.range = 0...10
    figure.curves = [.init("steep", points: [.init(x: 20, value: 5), .init(x: 30, value: 15)])]
    figure.observations = nil
    let layout = EffectLayout(figure, style: SVGStyle())
    let path = EffectPath(figure.curves[0], layout)
    let crossing = layout.x.place(25).coordinate + " " + layout.y.end.coordinate
    #expect(path.firm.line.hasSuffix("L" + crossing))
    #expect(path.sparse.line.isEmpty && path.firm.band.isEmpty)
  }

  @Test func theTableHoldsCurvesAndCounts() {
    let table = Self.bodyMass.dataTable
    #expect(table.rows.count == 25 + 6)
    #expect(table.rows[7] == ["curve", "All hips", 25.0, nil, 1.0, 1.0, 1.0, nil])
    #expect(table.rows[25] == ["observations", nil, 15.0, 20.0, nil, nil, nil, nil])
    #expect(table.rows[26] == ["observations", nil, 20.0, 25.0, nil, nil, nil, 22])
  }

  @Test func strangeCurvesAreDrawn() throws {
    let points: [EffectFigure.Point] = [
      .init(x: .nan, value: 1), .init(x: 1, value: 0, lower: 0, upper: .infinity),
      .init(x: 2, value: .nan), .init(x: 3, value: .infinity, lower: -1, upper: 2),
      .init(x: 3, value: 2, lower: 1, upper: 3), .init(x: 4, value: 2, lower: 1, upper: 3),
    ]
    for scale in [ValueScale.linear, .logarithmic] {
      var figure = Self.bodyMass
      figure.scale = scale
      figure.curves = [.init("strange", points: points), .init("none", points: [])]
      figure.referenceX = .infinity
      let svg = SVGRenderer().render(figure)
      let faults = try TextBoxes(svg).faults
      #expect(faults == [])
      #expect(!svg.contains("nan") && !svg.contains("inf") && !svg.contains("\u{221E}"))
    }
  }
}
