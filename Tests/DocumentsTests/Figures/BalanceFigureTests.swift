import Documents
import Testing

@Suite struct BalanceFigureTests {
  static let weighting = BalanceFigure(
    id: "balance", title: "Balance before and after weighting",
    description: "After weighting no covariate differs by more than 0.1.",
    axisLabel: "Absolute standardised mean difference",
    series: ["Before weighting", "After weighting"],
    rows: [
      .init("Age", differences: [0.42, 0.06]),
      .init("Kellgren and Lawrence grade", differences: []),
      .init("Grade 1", indent: 1, differences: [0.3, 0.3]),
      .init("Grade 4, in one arm only", indent: 1, differences: [.infinity, .infinity]),
      .init("Body mass index", differences: [nil, 0.02]),
    ])

  @Test func weightingLooksAsItDid() throws {
    try Golden.expect(SVGRenderer().render(Self.weighting), matches: "balance-weighting.svg")
  }

  @Test(arguments: 1...40)
  func marksStandAtTheirDifferencesAndTextsApart(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let isSigned = Bool.random(using: &generator)
    let series = generator.pick([1, 2, 6, 8])
    let rows = (0..<generator.pick([0, 1, 2, 8, 40])).map { index in
      BalanceFigure.Row(
        generator.label(), indent: index % 2,
        differences: index % 7 == 3
          ? []
          : (0..<series).map { _ in
            generator.pick([
              generator.number(isSigned ? -1...1 : 0...1), generator.number(0...0.2), .infinity,
              isSigned ? -.infinity : nil, nil, .nan,
            ])
          })
    }
    let figure = BalanceFigure(
      id: "random", title: "t", description: "d", axisLabel: generator.label(),
      limit: generator.pick([nil, 0.5]), series: (0..<series).map { _ in generator.label() },
      rows: rows)
    let style = SVGStyle(width: generator.pick([380.0, 760]), showsTitle: true)
    let picture = try TextBoxes(SVGRenderer(style: style).render(figure))
    #expect(picture.faults == [])
    let axis = BalanceLayout(figure, style: style).axis
    let drawn = picture.marks.map(\.x)
    let all = rows.flatMap(\.differences)
    // Every difference has a mark: on the axis, or beside it.
    #expect(drawn.count == all.count + series)
    for value in all.compactMap({ $0 }) where axis.holds(value) {
      #expect(drawn.contains(axis.place(value).coordinate))
    }
    let beyond = all.compactMap { $0 }.filter { $0.isFinite && !axis.holds($0) }
    #expect(picture.arrows.count == beyond.count)
  }

  @Test func whatIsInfiniteOrMissingIsSaid() throws {
    let picture = try TextBoxes(SVGRenderer().render(Self.weighting))
    #expect(picture.boxes.filter { $0.words == "\u{221E}" }.count == 1)
    #expect(picture.boxes.filter { $0.words == "\u{2014}" }.count == 1)
    #expect(picture.boxes.contains { $0.words == "threshold 0.1" })
    let table = Self.weighting.dataTable
    #expect(table.rows.count == 8)
    #expect(table.rows[0] == ["Age", "Before weighting", 0.42, 0.1])
    #expect(table.rows[6] == ["Body mass index", "Before weighting", nil, 0.1])
  }
}
