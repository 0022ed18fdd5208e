import Documents
import Testing

/// Curves that rest on few, are cut off, or are not determined everywhere.
@Suite struct CurveLimitsTests {
  private let scale = PlotScale(left: 0, right: 100, top: 0, bottom: 100, xMaximum: 10)

  private func figure(_ series: [SurvivalFigure.Series]) -> SurvivalFigure {
    SurvivalFigure(
      id: "limits", title: "t", description: "d", xLabel: "x", yLabel: "y", series: series,
      xMaximum: 10)
  }

  @Test func fewLeft() throws {
    var figure = FigureFixtures.survival(
      id: "km-few",
      groups: [
        .init(label: "Autologous", count: 84, hazard: 0.04),
        .init(label: "Wharton's jelly", count: 31, hazard: 0.03),
        .init(label: "Neither", count: 8, hazard: 0.03),
      ])
    for (index, limits) in [(25.0, 31.0), (14, 22), (0, 13)].enumerated() {
      figure.series[index].paleFrom = limits.0
      figure.series[index].cutAt = limits.1
    }
    try Golden.expect(SVGRenderer().render(figure), matches: "survival-few-left.svg")
  }

  @Test func undeterminedStretches() throws {
    let figure = SurvivalFigure(
      id: "npmle", title: "Loss between visits", description: "Two interval-censored estimates.",
      xLabel: "Months from index injection", yLabel: "Free of loss",
      series: [
        .init(
          label: "Grade 2", times: [3, 6.5, 13, 25], values: [0.96, 0.81, 0.6, 0.42],
          lastTime: 30,
          undetermined: [
            .init(from: 2, to: 3, upper: 1, lower: 0.96),
            .init(from: 5.2, to: 6.5, upper: 0.96, lower: 0.81),
            .init(from: 10, to: 13, upper: 0.81, lower: 0.6),
            .init(from: 22, to: 25, upper: 0.6, lower: 0.42),
          ]),
        .init(
          label: "Grade 3", times: [3.5, 8, 14], values: [0.9, 0.62, 0.33],
          undetermined: [
            .init(from: 2.5, to: 3.5, upper: 1, lower: 0.9),
            .init(from: 6, to: 8, upper: 0.9, lower: 0.62),
            .init(from: 11, to: 14, upper: 0.62, lower: 0.33),
            .init(from: 26, to: .infinity, upper: 0.33, lower: 0),
          ]),
      ],
      riskTable: .init(
        times: [0, 6, 12, 18, 24, 30], counts: [[60, 52, 40, 31, 20, 4], [41, 35, 20, 11, 6, 1]]))
    try Golden.expect(SVGRenderer().render(figure), matches: "survival-undetermined.svg")
  }

  /// The step at the place where a curve pales or ends still belongs to what comes before.
  @Test func aCurvePalesAndEndsWhereItIsTold() throws {
    let series = SurvivalFigure.Series(
      label: "a", times: [2, 4, 6], values: [0.8, 0.5, 0.2], censorTimes: [3, 7], paleFrom: 4,
      cutAt: 5)
    let picture = try Picture(SVGRenderer().render(figure([series])))
    let layout = CurveLayout(figure([series]), style: SVGStyle())
    let (x, y) = (layout.scale.x, layout.scale.y)
    let firm =
      "M\(x(0).coordinate) \(y(1).coordinate)H\(x(2).coordinate)V\(y(0.8).coordinate)"
      + "H\(x(4).coordinate)V\(y(0.5).coordinate)H\(x(4).coordinate)"
    #expect(picture.paths["fig-limits-curve-1"] == firm)
    let pale = "M\(x(4).coordinate) \(y(0.5).coordinate)H\(x(5).coordinate)"
    #expect(picture.paths["fig-limits-curve-1-few"] == pale)
    #expect(
      CSVRenderer().render(figure([series]).dataTable) == """
        part,series,time,value,lower,upper,count,until
        curve,a,0,1,,,,
        curve,a,2,0.8,,,,
        curve,a,4,0.5,,,,
        censored,a,3,0.8,,,,

        """)
  }

  /// The line stops where the curve is not determined, and goes on from the value after it.
  @Test func theLineStopsWhereNothingIsKnown() {
    let series = SurvivalFigure.Series(
      label: "a", times: [4, 6], values: [0.5, 0.2], lastTime: 8,
      undetermined: [.init(from: 3, to: 4, upper: 1, lower: 0.5)])
    let curve = StepCurve(series, until: 10)
    let (known, none) = curve.stretches(without: series.undetermined, splitAt: nil)
    #expect(known == [0..<3, 4..<8] && none.isEmpty)
    let path = known.map { curve.path(scale, from: $0.lowerBound, to: $0.upperBound) }.joined()
    #expect(path == "M0.00 0.00H30.00M40.00 50.00H60.00V80.00H80.00")
  }

  @Test func oddLimitsDrawNothingOdd() throws {
    let odd: [Double?] = [nil, .nan, -1, 0, .infinity, -.infinity]
    for pale in odd {
      for cut in odd {
        let series = SurvivalFigure.Series(
          label: "a", times: [2], values: [0.5],
          undetermined: [
            .init(from: .nan, to: 1, upper: 1, lower: 0), .init(from: 5, to: 3, upper: 1, lower: 0),
            .init(from: 8, to: .infinity, upper: .nan, lower: 0),
          ], paleFrom: pale, cutAt: cut)
        let text = SVGRenderer().render(figure([series]))
        _ = try Picture(text)
        #expect(!text.contains("nan") && !text.contains("inf"))
      }
    }
  }
}
