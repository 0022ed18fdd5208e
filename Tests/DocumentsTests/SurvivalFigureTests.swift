import Documents
import Foundation
import FoundationXML
import Testing

@Suite struct SurvivalFigureTests {
  /// Counts stand at the very x of their ticks, whatever the labels, counts and ranges.
  @Test(arguments: 1...40)
  func countsStandUnderTheirTicks(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let figure = randomFigure(using: &generator)
    let style = SVGStyle(
      width: generator.pick([600.0, 720, 800]),
      fontSize: Double(Int.random(in: 11...16, using: &generator)))
    let picture = try Picture(SVGRenderer(style: style).render(figure))
    let table = try #require(figure.riskTable)
    let ticks = picture.texts.filter { $0.kind == "tick" }
    let counts = picture.texts.filter { $0.kind == "count" }
    try #require(!ticks.isEmpty)
    #expect(counts.count == ticks.count * table.sections.count * figure.series.count)
    for row in 0..<(counts.count / ticks.count) {
      let places = counts[(row * ticks.count)..<((row + 1) * ticks.count)]
      #expect(places.map(\.x) == ticks.map(\.x))
      #expect(places.allSatisfy { $0.anchor == "middle" })
    }
    // Each tick stands where the curves put its time.
    let layout = CurveLayout(figure, style: style)
    #expect(layout.shownTicks.map { layout.scale.x(table.times[$0]).coordinate } == ticks.map(\.x))
  }

  /// No text leaves the picture, and counts and labels keep clear of each other.
  @Test(arguments: 41...80)
  func nothingIsClippedOrOverlaps(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let figure = randomFigure(using: &generator)
    let style = SVGStyle(width: generator.pick([380.0, 560, 760]))
    let picture = try Picture(SVGRenderer(style: style).render(figure))
    let metrics = TextMetrics(size: style.fontSize)
    var lines: [Double: [(left: Double, right: Double)]] = [:]
    for text in picture.texts {
      guard let x = Double(text.x), let y = Double(text.y) else { continue }
      let width = metrics.width(text.words)
      let left = text.anchor == "middle" ? x - width / 2 : text.anchor == "end" ? x - width : x
      #expect(left >= 0 && left + width <= style.width, "\(text.words)")
      lines[y, default: []].append((left, left + width))
    }
    for line in lines.values {
      let sorted = line.sorted { $0.left < $1.left }
      let isClear = zip(sorted, sorted.dropFirst()).allSatisfy { $0.right < $1.left }
      #expect(isClear)
    }
  }

  @Test func endLabelsKeepTheirDistance() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let count = Int.random(in: 1...8, using: &generator)
      let wishes = (0..<count).map { _ in Double.random(in: 0...300, using: &generator) }
      let heights = (0..<count).map { _ in generator.pick([20.0, 36]) }
      let places = EndLabels.places(wishes: wishes, heights: heights, top: 0, bottom: 300)
      let order = places.indices.sorted { places[$0] < places[$1] }
      for (above, below) in zip(order, order.dropFirst()) {
        let distance = places[below] - places[above]
        #expect(distance >= (heights[above] + heights[below]) / 2 - 1e-9)
        #expect(wishes[above] <= wishes[below])
      }
      for index in places.indices {
        #expect(places[index] - heights[index] / 2 >= -1e-9)
        #expect(places[index] + heights[index] / 2 <= 300 + 1e-9)
      }
    }
    let free = EndLabels.places(wishes: [50, 10], heights: [20, 20], top: 0, bottom: 100)
    #expect(free == [50, 10])
    let tied = EndLabels.places(wishes: [50, 50], heights: [20, 20], top: 0, bottom: 100)
    #expect(tied == [40, 60])
  }

  @Test func nastyLabelsStayWellFormed() throws {
    var nasty = NastyText(seed: 61)
    for _ in 0..<60 {
      let label = nasty.next() + "x" + nasty.next()
      let figure = SurvivalFigure(
        id: label, title: label, description: nasty.next(), xLabel: nasty.next(),
        yLabel: nasty.next(),
        series: [
          .init(label: label, times: [1, 2], values: [0.5, 0.2]),
          .init(label: "other", times: [1], values: [0.9]),
        ], riskTable: .init(times: [0, 1], counts: [[2, 1], [3, nil]], title: nasty.next()),
        annotation: nasty.next())
      let picture = try Picture(SVGRenderer().render(figure))
      #expect(picture.root["role"] == "img")
      #expect(picture.title == NastyText.forbiddenReplaced(label))
    }
  }

  @Test func unusualCurves() throws {
    let series: [SurvivalFigure.Series] = [
      .init(label: "empty", times: [], values: []),
      .init(label: "falls", times: [2], values: [0], lower: [.nan], upper: [.nan]),
      .init(label: "flat", times: [], values: [], censorTimes: [4, 1, 9], lastTime: 12),
      .init(label: "undefined", times: [1, .nan, 3], values: [.nan, 0.4, .infinity]),
      .init(label: "outside", times: [1, 2], values: [1.7, -3]),
    ]
    let figure = SurvivalFigure(
      id: "odd", title: "t", description: "d", xLabel: "x", yLabel: "y", series: series)
    let picture = try Picture(SVGRenderer().render(figure))
    let left = CurveLayout(figure, style: SVGStyle()).scale.left.coordinate
    #expect(picture.paths["fig-odd-curve-1"] == "M" + left + " 16.50H" + left)
    let text = SVGRenderer().render(figure)
    #expect(!text.contains("nan") && !text.contains("inf"))
    let none = SurvivalFigure(
      id: "none", title: "t", description: "d", xLabel: "x", yLabel: "y", series: [],
      riskTable: .init(times: [], counts: []), xMaximum: .nan)
    _ = try Picture(SVGRenderer().render(none))
  }

  /// The path is the curve: across to the time, then down to the value.
  @Test func pathFollowsTheSteps() {
    let series = SurvivalFigure.Series(
      label: "a", times: [0, 2, 4, 4.5], values: [0.9, 0.5, 0.5, 0.25], lastTime: 8)
    let scale = PlotScale(left: 100, right: 200, top: 0, bottom: 100, xMaximum: 10)
    let path = StepCurve(series, until: 10).path(scale)
    #expect(path == "M100.00 10.00H120.00V50.00H145.00V75.00H180.00")
    #expect(StepCurve(series, until: 4).path(scale) == "M100.00 10.00H120.00V50.00H140.00")
    #expect(StepCurve(series, until: 10).value(at: 4.4) == 0.5)
    #expect(StepCurve(series, until: 10).value(at: 0) == 0.9)
  }

  @Test func bandsStopWhereBoundsDo() {
    let series = SurvivalFigure.Series(
      label: "a", times: [2, 4, 6], values: [0.5, 0.4, 0.2], lower: [0.3, .nan, 0.1],
      upper: [0.7, .nan, 0.4], lastTime: 8)
    let scale = PlotScale(left: 0, right: 100, top: 0, bottom: 100, xMaximum: 10)
    #expect(
      BandPath.path(series, scale, until: 10)
        == "M0.00 0.00V0.00H20.00V30.00H40.00V70.00H20.00V0.00H0.00Z"
        + "M60.00 60.00V60.00H80.00V90.00H60.00Z")
  }

  @Test func aMillionStepsMakeASmallPicture() {
    let count = 1_000_000
    let series = SurvivalFigure.Series(
      label: "many", times: (1...count).map(Double.init),
      values: (1...count).map { 1 - Double($0) / Double(count) },
      censorTimes: (1...count).map(Double.init))
    let figure = SurvivalFigure(
      id: "many", title: "t", description: "d", xLabel: "x", yLabel: "y", series: [series])
    #expect(SVGRenderer().render(figure).utf8.count < 300_000)
  }

  @Test func dataHoldsThePlottedNumbers() {
    let figure = SurvivalFigure(
      id: "d", title: "t", description: "d", xLabel: "x", yLabel: "y",
      series: [
        .init(
          label: "A, one", times: [1.5, 3], values: [0.75, 0.5], lower: [0.4, 0.2],
          upper: [0.9, .nan], censorTimes: [2])
      ],
      riskTable: .init(times: [0, 3], counts: [[4, nil]]))
    #expect(
      CSVRenderer().render(figure.dataTable) == """
        part,series,time,value,lower,upper,count,until
        curve,"A, one",0,1,,,,
        curve,"A, one",1.5,0.75,0.4,0.9,,
        curve,"A, one",3,0.5,0.2,,,
        censored,"A, one",2,0.75,,,,
        Number at risk,"A, one",0,,,,4,
        Number at risk,"A, one",3,,,,,

        """)
  }

  private func randomFigure(using generator: inout SeededGenerator) -> SurvivalFigure {
    let groups = Int.random(in: 1...8, using: &generator)
    let limit = generator.pick([3.5, 12, 60, 365, 4000])
    let times = AxisTicks.times(upTo: limit, unit: "months", count: 9)
    let size = generator.pick([9, 999, 99_999, 9_999_999])
    let words = ["jelly", "of", "Wharton", "autologous", "Immunocompromised-participants", "x"]
    let series = (0..<groups).map { _ -> SurvivalFigure.Series in
      let count = Int.random(in: 1...6, using: &generator)
      let label = (0..<count).map { _ in generator.pick(words) }
      let value = Double.random(in: 0...1, using: &generator)
      return .init(label: label.joined(separator: " "), times: [limit / 3], values: [value])
    }
    let sections = (0..<Int.random(in: 1...2, using: &generator)).map { index in
      let counts = (0..<groups).map { _ in
        times.map { _ in Optional(Int.random(in: 0...size, using: &generator)) }
      }
      return SurvivalFigure.RiskTable.Section(title: "Section \(index)", counts: counts)
    }
    return SurvivalFigure(
      id: "random", title: "t", description: "d", xLabel: "Months", yLabel: "Survival",
      series: series, riskTable: .init(times: times, sections: sections), xMaximum: limit)
  }
}

extension NastyText {
  /// The text with what XML 1.0 forbids replaced.
  static func forbiddenReplaced(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: result.append(scalar)
      case 0..<0x20, 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
