import Documents
import Testing

@Suite struct CourseFigureTests {
  private static let months = [0, 42 / 30.4375, 3, 6, 12, 18, 24, 36, 48, 60]

  /// Repeatable courses of some groups.
  static func figure(
    _ labels: [String], seed: UInt64 = 3, lines: Int = 20, size: Int = 99,
    range: ClosedRange<Double> = 0...20, missing: Double = 0.15, times: [Double] = months
  ) -> CourseFigure {
    var generator = SeededGenerator(seed: seed)
    let width = range.upperBound - range.lowerBound
    func value(_ share: Double) -> Double { range.lowerBound + width * min(max(share, 0), 1) }
    let series = labels.enumerated().map { index, label in
      CourseFigure.Series(
        label: label,
        points: times.indices.map { place in
          let mean = 0.6 - 0.3 * Double(place % 4) / 3 + 0.03 * Double(index)
          return CourseFigure.Point(
            mean: value(mean), lower: value(mean - 0.04), upper: value(mean + 0.04),
            isDoubtful: place > 6)
        },
        lines: (0..<lines).map { _ in
          times.map { _ in
            Double.random(in: 0...1, using: &generator) < missing
              ? .nan : value(Double.random(in: 0.1...0.9, using: &generator))
          }
        })
    }
    let counts = ["Seen", "Not seen"].map { title in
      SurvivalFigure.RiskTable.Section(
        title: title,
        counts: labels.map { _ in times.map { _ in Int.random(in: 0...size, using: &generator) } })
    }
    return CourseFigure(
      id: "course", title: "Mean score by planned visit", description: "Means by group.",
      xLabel: "Months from index injection (0: baseline)", yLabel: "Mean WOMAC (lower is better)",
      range: range, times: times, series: series, counts: .init(times: times, sections: counts))
  }

  @Test func twoArms() throws {
    let figure = Self.figure(["autologous", "Wharton's jelly"])
    try Golden.expect(SVGRenderer().render(figure), matches: "course-two-arms.svg")
  }

  @Test func oneGroupInGreyWithCommas() throws {
    let figure = Self.figure(["Everybody"], lines: 4, size: 99_999, range: 0...1)
    let style = SVGStyle(isMonochrome: true, showsTitle: true, numbers: .comma)
    try Golden.expect(SVGRenderer(style: style).render(figure), matches: "course-one-group.svg")
  }

  /// No text leaves the picture, no two on a line touch, and counts stand under their ticks.
  @Test(arguments: 1...24)
  func nothingIsClippedOrOverlaps(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let names = ["autologous", "Wharton's jelly, two injections six months apart", "x", "placebo"]
    let labels = (0..<Int.random(in: 1...8, using: &generator)).map { _ in generator.pick(names) }
    let figure = Self.figure(
      labels, seed: seed, lines: 3, size: generator.pick([9, 999, 99_999]),
      range: generator.pick([0...20, 0...100, 12...60, 0...1]))
    let style = SVGStyle(width: generator.pick([380.0, 560, 760]))
    let picture = try Picture(SVGRenderer(style: style).render(figure))
    let metrics = TextMetrics(size: style.fontSize)
    var lines: [String: [(left: Double, right: Double)]] = [:]
    for text in picture.texts {
      guard let x = Double(text.x), Double(text.y) != nil else { continue }
      let width = metrics.width(text.words)
      let left = text.anchor == "middle" ? x - width / 2 : text.anchor == "end" ? x - width : x
      #expect(left >= 0 && left + width <= style.width, "\(text.words)")
      lines[text.y, default: []].append((left, left + width))
    }
    for line in lines.values {
      let sorted = line.sorted { $0.left < $1.left }
      let isClear = zip(sorted, sorted.dropFirst()).allSatisfy { $0.right < $1.left }
      #expect(isClear)
    }
    let ticks = picture.texts.filter { $0.kind == "tick" }.map(\.x)
    let counts = picture.texts.filter { $0.kind == "count" }.map(\.x)
    try #require(!ticks.isEmpty)
    #expect(counts == (0..<(2 * labels.count)).flatMap { _ in ticks })
  }

  /// A group of which nothing is known, and a single time.
  @Test func emptyGroupsDrawNothingOdd() throws {
    let nothing = CourseFigure.Point(mean: .nan, lower: .nan, upper: .nan)
    for times in [[0.0], [0, 3]] {
      let figure = CourseFigure(
        id: "none", title: "t", description: "d", xLabel: "x", yLabel: "y", range: 0...20,
        times: times,
        series: ["a", "b"].map {
          .init(
            label: $0, points: times.map { _ in nothing }, lines: [times.map { _ in .nan }])
        })
      let text = SVGRenderer().render(figure)
      _ = try Picture(text)
      #expect(!text.contains("nan") && !text.contains("inf"))
    }
  }

  @Test func dataHoldsThePlottedNumbers() {
    let figure = CourseFigure(
      id: "d", title: "t", description: "d", xLabel: "x", yLabel: "y", range: 0...20,
      times: [0, 3],
      series: [
        .init(
          label: "A",
          points: [
            .init(mean: 12, lower: 11, upper: 13.5), .init(mean: 7, lower: .nan, upper: .nan),
          ], lines: [[.nan, 4], [9, 5]])
      ], counts: .init(times: [0, 3], counts: [[4, nil]], title: "Seen"))
    #expect(
      CSVRenderer().render(figure.dataTable) == """
        part,series,time,value,lower,upper,count,line
        mean,A,0,12,11,13.5,,
        mean,A,3,7,,,,
        line,A,3,4,,,,1
        line,A,0,9,,,,2
        line,A,3,5,,,,2
        Seen,A,0,,,,4,
        Seen,A,3,,,,,

        """)
  }
}
