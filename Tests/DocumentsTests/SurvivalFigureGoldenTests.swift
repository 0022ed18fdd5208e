import Documents
import Testing

@Suite struct SurvivalFigureGoldenTests {
  @Test func twoGroups() throws {
    var figure = FigureFixtures.survival(
      id: "km-source",
      groups: [
        .init(label: "Autologous", count: 84, hazard: 0.03),
        .init(label: "Wharton's jelly", count: 91, hazard: 0.018),
      ])
    figure.annotation = "Hazard ratio 0.62 (0.43 to 0.91)\nLog-rank P = 0.01"
    try Golden.expect(SVGRenderer().render(figure), matches: "survival-two-groups.svg")
  }

  @Test func oneGroupFallsToZero() throws {
    let figure = FigureFixtures.survival(
      id: "km-all", groups: [.init(label: "All patients", count: 12, hazard: 0.2)], until: 24,
      scale: .percent)
    try Golden.expect(SVGRenderer().render(figure), matches: "survival-one-group.svg")
  }

  @Test func eightGroupsWithLongLabels() throws {
    let names = [
      "Autologous bone marrow aspirate concentrate", "Wharton's jelly, one injection",
      "Wharton's jelly, two injections at an interval of six months and a booster", "Placebo",
      "Adipose", "Hyaluronic acid", "Platelet-rich plasma", "No injection",
    ]
    let groups = names.enumerated().map { index, name in
      FigureFixtures.Group(
        label: name, count: 60 + 11 * index, hazard: 0.01 + 0.004 * Double(index))
    }
    let figure = FigureFixtures.survival(id: "km-eight", groups: groups, seed: 7)
    try Golden.expect(SVGRenderer().render(figure), matches: "survival-eight-groups.svg")
  }

  @Test func largeCountsMonochrome() throws {
    var figure = FigureFixtures.survival(
      id: "km-large",
      groups: [
        .init(label: "Exposed", count: 900, hazard: 0.02),
        .init(label: "Unexposed", count: 900, hazard: 0.012),
        .init(label: "Never followed long", count: 300, hazard: 0, followUp: 4...18),
      ], tickStep: 3)
    let table = try #require(figure.riskTable)
    let large: [[Int?]] = table.sections[0].counts.map { row in row.map { 113 * ($0 ?? 0) } }
    let events: [[Int?]] = large.map { row in row.indices.map { $0 > 9 ? nil : 41 * $0 } }
    figure.riskTable = SurvivalFigure.RiskTable(
      times: table.times,
      sections: [
        .init(title: "Number at risk", counts: large),
        .init(title: "Cumulative events", counts: events),
      ], hiddenMark: "<5")
    let style = SVGStyle(isMonochrome: true, showsTitle: true, numbers: .comma)
    try Golden.expect(SVGRenderer(style: style).render(figure), matches: "survival-monochrome.svg")
  }

  @Test func incidenceWithoutCounts() throws {
    let series = [
      SurvivalFigure.Series(
        label: "Arthroplasty", times: [3, 6, 9.5, 14, 20, 31],
        values: [0.02, 0.05, 0.11, 0.16, 0.22, 0.24],
        lower: [0, 0.01, 0.05, 0.09, 0.13, 0.15], upper: [0.06, 0.11, 0.19, 0.25, 0.32, 0.35],
        censorTimes: [12, 18, 25, 33, 35], initialValue: 0),
      SurvivalFigure.Series(
        label: "Death", times: [5, 22], values: [0.01, 0.03], initialValue: 0, lastTime: 35),
      SurvivalFigure.Series(label: "Nobody yet", times: [], values: [], initialValue: 0),
    ]
    let figure = SurvivalFigure(
      id: "cif", title: "Cumulative incidence", description: "Two competing endings.",
      xLabel: "Months", yLabel: "Cumulative incidence", yScale: .percent, series: series,
      annotation: "Gray's test P = 0.004")
    try Golden.expect(SVGRenderer().render(figure), matches: "incidence.svg")
  }
}
