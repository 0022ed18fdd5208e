import Documents
import Testing

@Suite struct ForestFigureTests {
  static let subgroups = ForestFigure(
    id: "forest-subgroups", title: "Loss of benefit by subgroup",
    description: "Loss of benefit came later with Wharton's jelly in most subgroups.",
    axisLabel: "Hazard ratio of loss of benefit, Wharton's jelly against autologous",
    scale: .logarithmic, reference: 1,
    directions: .init(lower: "later loss", upper: "sooner loss"), labelHeading: "Subgroup",
    columns: [.init("n"), .init("Losses")], estimateHeading: "Hazard ratio (95%\u{A0}CI)",
    noteHeading: "P for interaction",
    rows: [
      .init(
        "All hips", mark: .estimate(0.71, lower: 0.52, upper: 0.97), cells: ["12345", "61"],
        estimate: "0.71 (0.52 to 0.97)", weight: 61, isHighlighted: true),
      .init("Kellgren and Lawrence grade", mark: .heading, note: "0.04"),
      .init(
        "Grade 1", indent: 1, mark: .reference, cells: ["40", "9"], estimate: "1 (reference)"),
      .init(
        "Grade 2", indent: 1, mark: .estimate(0.5, lower: 0.02, upper: 22), cells: ["80", "30"],
        estimate: "0.50 (0.02 to 22.00)", weight: 30),
      .init(
        "Grade 4", indent: 1, mark: .absent("not estimable: no loss in one arm"),
        cells: ["5", "0"], estimate: "not estimable"),
      .init(
        "60 years and over", mark: .estimate(0.8, lower: 0.5, upper: .infinity),
        cells: ["72", "36"], estimate: "0.80 (0.50 to ∞)", weight: 36),
      .init(
        "Summary", mark: .summary(0.72, lower: 0.54, upper: 0.95),
        estimate: "0.72 (0.54 to 0.95)"),
    ])

  @Test func subgroupsLookAsTheyDid() throws {
    try Golden.expect(SVGRenderer().render(Self.subgroups), matches: "forest-subgroups.svg")
  }

  @Test func mediansByArmLookAsTheyDid() throws {
    let rows: [ForestFigure.Row] = [
      .init("As specified", mark: .heading, isHighlighted: true),
      .init(
        "Autologous", indent: 1, mark: .estimate(14, lower: 12, upper: 18), cells: ["none"],
        estimate: "14.0 (12.0 to 18.0)", isHighlighted: true),
      .init(
        "Wharton's jelly", indent: 1, mark: .estimate(21, lower: 17, upper: .infinity),
        cells: ["none"], estimate: "21.0 (17.0 to NR)", group: 1, isHighlighted: true),
      .init("Loss at one visit", mark: .heading),
      .init(
        "Autologous", indent: 1, mark: .estimate(11, lower: 9, upper: 13),
        cells: ["one visit in place of two in a row"], estimate: "11.0 (9.0 to 13.0)"),
      .init(
        "Wharton's jelly", indent: 1, mark: .estimate(.infinity, lower: 19, upper: .infinity),
        cells: ["one visit in place of two in a row"], estimate: "NR (19.0 to NR)", group: 1),
    ]
    let figure = ForestFigure(
      id: "forest-medians", title: "Median under several definitions", description: "d",
      axisLabel: "Median time to loss of benefit, months", scale: .linear,
      labelHeading: "Definition", columns: [.init("Change", holdsWords: true)],
      estimateHeading: "Median (95%\u{A0}CI), months", groups: ["Autologous", "Wharton's jelly"],
      rows: rows)
    let style = SVGStyle(isMonochrome: true, showsTitle: true)
    try Golden.expect(SVGRenderer(style: style).render(figure), matches: "forest-medians.svg")
  }

  /// Every mark stands where the axis puts its value, every cut interval has an arrowhead, and no
  /// text lies on another or leaves the picture.
  @Test(arguments: 1...60)
  func marksStandAtTheirValuesAndTextsApart(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let figure = Self.random(using: &generator)
    let style = SVGStyle(
      width: generator.pick([380.0, 600, 760]), fontSize: generator.pick([11.0, 13, 16]),
      showsTitle: Bool.random(using: &generator))
    let picture = try TextBoxes(SVGRenderer(style: style).render(figure))
    #expect(picture.faults == [])
    let axis = ForestLayout(figure, style: style).axis
    var places: [String] = []
    var arrows = 0
    for row in figure.rows {
      switch row.mark {
      case .estimate(let value, let lower, let upper):
        if axis.holds(value) { places.append(axis.place(value).coordinate) }
        arrows += (lower < axis.lower ? 1 : 0) + (upper > axis.upper ? 1 : 0)
      case .summary(let value, _, _): places.append(axis.place(value).coordinate)
      case .reference: places.append(axis.place(figure.reference ?? .nan).coordinate)
      case .heading, .absent: break
      }
    }
    #expect(picture.marks.dropFirst(figure.groups.count).map(\.x) == places)
    #expect(picture.arrows.count == arrows)
  }

  static func random(using generator: inout SeededGenerator) -> ForestFigure {
    let isRatio = Bool.random(using: &generator)
    let columns = Int.random(in: 0...3, using: &generator)
    let groups = generator.pick([0, 0, 2, 8])
    let count = generator.pick([0, 1, 2, 4, 8, 40])
    let rows = (0..<count).map { index -> ForestFigure.Row in
      let value = generator.number(isRatio ? 0.2...4 : -10...30)
      let spread = generator.number(1.1...9)
      let lower = isRatio ? value / spread : value - spread
      let upper = generator.pick([isRatio ? value * spread : value + spread, .infinity])
      let mark: ForestFigure.Mark = generator.pick([
        .estimate(value, lower: lower, upper: upper), .estimate(value, lower: lower, upper: upper),
        .estimate(value, lower: .nan, upper: .nan), .summary(value, lower: lower, upper: upper),
        .heading, .reference, .absent(generator.label()),
      ])
      return ForestFigure.Row(
        generator.label(), indent: index % 3, mark: mark,
        cells: (0..<columns).map { _ in generator.pick(["12345", "0", "", "61/12345"]) },
        estimate: generator.pick(["0.71 (0.52 to 0.97)", "12345.6 (0.5 to NR)", generator.label()]),
        note: generator.pick(["<0.001", "0.5", ""]), weight: generator.pick([nil, 5, 80]),
        group: index, isHighlighted: index % 5 == 0)
    }
    return ForestFigure(
      id: "random", title: generator.label(), description: "d", axisLabel: generator.label(),
      scale: isRatio ? .logarithmic : .linear, reference: isRatio ? 1 : 0,
      directions: .init(lower: generator.label(), upper: generator.label()),
      labelHeading: generator.label(words: 4),
      columns: (0..<columns).map { .init(generator.label(words: 3), holdsWords: $0 == 2) },
      estimateHeading: generator.label(words: 4),
      noteHeading: Bool.random(using: &generator) ? "P for interaction" : nil,
      groups: (0..<groups).map { _ in generator.label(words: 4) }, rows: rows)
  }

  @Test func whatHasNoPlaceIsPrintedOrPointedAt() throws {
    func picture(_ mark: ForestFigure.Mark) throws -> TextBoxes {
      let figure = ForestFigure(
        id: "one", title: "t", description: "d", axisLabel: "x", scale: .logarithmic,
        range: 0.5...2,
        reference: 1, estimateHeading: "HR", rows: [.init("a", mark: mark)])
      return try TextBoxes(SVGRenderer().render(figure))
    }
    let unknown = try picture(.estimate(.nan, lower: .nan, upper: .nan))
    #expect(unknown.boxes.contains { $0.words == "not estimable" })
    let far = try picture(.estimate(9, lower: 3, upper: 20))
    #expect(far.marks.isEmpty && far.arrows.count == 1)
    let wide = try picture(.estimate(1.5, lower: 0, upper: .infinity))
    #expect(wide.marks.count == 1 && wide.arrows.count == 2)
    let alone = try picture(.estimate(1.5, lower: .nan, upper: .nan))
    #expect(alone.marks.count == 1 && alone.arrows.isEmpty)
    let absent = try picture(.absent("no loss in one arm"))
    #expect(absent.boxes.contains { $0.words == "no loss in one arm" })
  }

  @Test func theTableHoldsWhatThePictureCuts() throws {
    let table = Self.subgroups.dataTable
    #expect(
      table.header == [
        "label", "indent", "mark", "n", "Losses", "value", "lower", "upper", "estimate", "reason",
        "P for interaction", "highlighted",
      ])
    #expect(table.rows.count == 7)
    #expect(
      table.rows[0] == [
        "All hips", 0, "estimate", "12345", "61", 0.71, 0.52, 0.97, "0.71 (0.52 to 0.97)", nil, nil,
        "yes",
      ])
    #expect(table.rows[2][5] == .number(1))
    #expect(table.rows[4][9] == "not estimable: no loss in one arm")
  }

  @Test func nastyTextsStayWellFormed() throws {
    var nasty = NastyText(seed: 5)
    for _ in 0..<40 {
      let label = nasty.next() + "x"
      let figure = ForestFigure(
        id: label, title: label, description: nasty.next(), axisLabel: nasty.next(),
        scale: .linear, directions: .init(lower: nasty.next(), upper: nasty.next()),
        labelHeading: nasty.next(), columns: [.init(nasty.next())],
        estimateHeading: nasty.next(), noteHeading: nasty.next(), groups: [nasty.next()],
        rows: [
          .init(label, mark: .estimate(1, lower: 0, upper: 2), cells: [nasty.next()]),
          .init(nasty.next(), mark: .absent(nasty.next()), note: nasty.next()),
        ])
      #expect(try Picture(SVGRenderer().render(figure)).title == NastyText.forbiddenReplaced(label))
    }
  }
}
