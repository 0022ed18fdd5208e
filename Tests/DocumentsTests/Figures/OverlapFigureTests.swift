import Documents
import Testing

@Suite struct OverlapFigureTests {
  static let bins = HistogramBins(covering: [0, 1], count: 10)
  static let propensity = OverlapFigure(
    id: "overlap", title: "Overlap of the propensity score",
    description: "Most hips have counterparts in the other arm.",
    xLabel: "Propensity of Wharton's jelly", bars: .intervals(bins),
    arms: [
      .init("Autologous", counts: [2, 9, 14, 12, 8, 5, 2, nil, 0, 0]),
      .init("Wharton's jelly", counts: [0, 0, nil, 4, 7, 11, 13, 9, 4, 1]),
    ], support: .interval(from: 0.22, to: 0.78))
  static let grades = OverlapFigure(
    id: "overlap-grade", title: "Grade by arm", description: "d",
    xLabel: "Kellgren and Lawrence grade", bars: .categories(["Grade 1", "Grade 2", "Grade 4"]),
    arms: [
      .init("Autologous", counts: [12345, 40, 3]),
      .init("Wharton's jelly", counts: [9000, nil, 0]),
    ], support: .categories([0, 1]))

  @Test func picturesLookAsTheyDid() throws {
    try Golden.expect(SVGRenderer().render(Self.propensity), matches: "overlap-propensity.svg")
    try Golden.expect(SVGRenderer().render(Self.grades), matches: "overlap-grade.svg")
  }

  @Test(arguments: 1...40)
  func textsStandApart(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let arms = generator.pick([0, 1, 2, 4, 8])
    let count = generator.pick([0, 1, 2, 20, 40])
    let most = generator.pick([1, 9, 99999])
    let isNumber = Bool.random(using: &generator)
    let names = (0..<count).map { _ in generator.label() }
    let bars: OverlapFigure.Bars =
      isNumber
      ? .intervals(HistogramBins(edges: (0...count).map { Double($0) * 12.5 }))
      : .categories(names)
    let figure = OverlapFigure(
      id: "random", title: "t", description: "d", xLabel: generator.label(),
      yLabel: generator.label(), bars: bars,
      arms: (0..<arms).map { _ in
        .init(
          generator.label(),
          counts: (0..<count).map { _ in
            generator.pick([nil, 0, Int.random(in: 0...most, using: &generator)])
          })
      },
      support: generator.pick([
        nil, .interval(from: 20, to: 60), .interval(from: 3, to: 1), .categories([0]),
      ]), outsideLabel: generator.label(words: 3))
    let style = SVGStyle(
      width: generator.pick([380.0, 760]), fontSize: generator.pick([11.0, 13]))
    let faults = try TextBoxes(SVGRenderer(style: style).render(figure)).faults
    #expect(faults == [])
  }

  /// Two arms stand on one line and have one scale; a bar is as long as its count.
  @Test func barsAreAsLongAsTheirCounts() {
    let layout = HistogramLayout(Self.propensity, Self.bins, style: SVGStyle())
    let (up, down) = (layout.panels[0].axis, layout.panels[1].axis)
    #expect(up.start == down.start)
    #expect(up.end < up.start && down.end > down.start)
    #expect(abs((up.start - up.place(7)) - (down.place(7) - down.start)) < 1e-9)
    #expect(abs((up.start - up.place(14)) - 2 * (up.start - up.place(7))) < 1e-9)
    #expect(layout.outside.map(\.from) == [0, 0.78] && layout.outside.map(\.to) == [0.22, 1])
  }

  @Test func theTableHasARowForEachBar() {
    let table = Self.propensity.dataTable
    #expect(table.header == ["arm", "from", "to", "count"] && table.rows.count == 20)
    #expect(table.rows[7] == ["Autologous", 0.7, 0.8, nil])
    #expect(Self.grades.dataTable.rows[0] == ["Autologous", "Grade 1", 12345])
  }

  @Test func binsHoldTheirLowerEdgeAndTheLastItsUpper() {
    let bins = HistogramBins(covering: [17.3, 44.1], count: 6)
    #expect(bins.edges == [15, 20, 25, 30, 35, 40, 45])
    #expect(bins.counts(of: [15, 20, 19.99, 45, 45.1, .nan, 14.9]) == [2, 1, 0, 0, 0, 1])
    #expect(HistogramBins(covering: []).count == 0)
    #expect(HistogramBins(covering: [3, 3]).counts(of: [3, 3]).reduce(0, +) == 2)
    #expect(HistogramBins(covering: [-.infinity, .nan, 1e308, -1e308]).count == 0)
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<200 {
      let values = (0..<30).map { _ in generator.number(-50...1000) }
      let bins = HistogramBins(covering: values, count: Int.random(in: 1...30, using: &generator))
      #expect(bins.counts(of: values).reduce(0, +) == 30)
    }
  }
}
