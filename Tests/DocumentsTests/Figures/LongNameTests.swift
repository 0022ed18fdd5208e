import Documents
import Testing

/// Names of sixty letters, in scripts with spaces and without, are printed whole; what a name is a
/// value of stands above it; and what cannot be drawn is said in words.
@Suite struct LongNameTests {
  private static let sixty = [
    "Bone marrow aspirate concentrate, iliac crest, single spin 01",
    "Moelle osseuse concentrée à l'hôpital Édouard-Herriot, Lyon 2",
    "骨髄間葉系幹細胞自家移植腸骨稜から採取濃縮後に培養なし単回注入同種臍帯由来",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter",
    "A|B & \"C\" *D* <script>alert(1)</script> `code` [link](x) | pi",
    "Adipose-derived stromal vascular fraction, enzymatic, washed A",
    "Adipose-derived stromal vascular fraction, enzymatic, washed B",
    "Umbilical cord, Wharton's jelly, third passage, cryopreserved ",
  ]

  private static func curves(
    _ names: [String], heading: String? = nil, undrawn: Set<Int> = [], shared: Bool = false
  ) -> SurvivalFigure {
    let counts = names.map { _ in [Int?(40), 20, 10] }
    return SurvivalFigure(
      id: "curves", title: "Curves", description: "Curves.", xLabel: "Months", yLabel: "Free",
      series: names.indices.map {
        .init(
          label: names[$0], times: [3, 9], values: [0.8, 0.6 - 0.05 * Double($0)], lastTime: 12,
          cutAt: undrawn.contains($0) ? 0 : nil)
      }, namesHeading: heading,
      riskTable: .init(
        times: [0, 6, 12],
        sections: [
          shared
            ? .init(title: "Number at risk", shared: "Everybody", counts: counts[0])
            : .init(title: "Number at risk", counts: counts),
          .init(title: "Events so far", counts: counts),
        ]))
  }

  private func check(_ svg: String) throws -> TextBoxes {
    let boxes = try TextBoxes(svg)
    #expect(boxes.faults.isEmpty, "\(boxes.faults.prefix(3))")
    return boxes
  }

  @Test func wordsTooLongForALineAreBroken() {
    let metrics = TextMetrics(size: 13)
    for name in Self.sixty {
      let lines = metrics.wrapped(name, to: 160, lines: 5)
      #expect(!lines.joined().contains("\u{2026}"), "\(lines)")
      #expect(
        lines.joined().filter { $0 != " " } == name.filter { $0 != " " },
        "nothing is lost: \(lines)")
      for line in lines { #expect(metrics.width(line) <= 160, "\(line)") }
    }
  }

  @Test(arguments: [2, 4, 8]) func rowsOfCountsNameTheCurvesInFull(count: Int) throws {
    let figure = Self.curves(Array(Self.sixty.prefix(count)))
    let layout = CurveLayout(figure, style: SVGStyle())
    #expect(!layout.rowLabels.joined().joined().contains("\u{2026}"), "\(layout.rowLabels)")
    #expect(layout.endLabels.allSatisfy { !$0.isEmpty }, "the curves have their names beside them")
    _ = try check(SVGRenderer().render(figure))
  }

  @Test func forestsPrintNamesHeadingsAndReasonsInFull() throws {
    let names = Self.sixty
    let figure = ForestFigure(
      id: "forest", title: "Forest", description: "Forest.", axisLabel: "Hazard ratio",
      scale: .logarithmic, reference: 1, labelHeading: "Subgroup",
      columns: [.init("\(names[0]), events/n"), .init("\(names[1]), events/n")],
      estimateHeading: "Hazard ratio (95% CI)", noteHeading: "P for interaction",
      rows: names.flatMap { name in
        [
          ForestFigure.Row(name, mark: .heading, cells: ["", ""]),
          ForestFigure.Row(
            name, indent: 1, mark: .estimate(1.2, lower: 0.8, upper: 1.9),
            cells: ["12/100", "9/90"],
            estimate: "1.20 (0.80 to 1.90)"),
          ForestFigure.Row(
            name, indent: 1, mark: .absent("not estimable: nobody in \(names[0])"),
            cells: ["0/0", "9/90"]),
        ]
      })
    let svg = SVGRenderer().render(figure)
    #expect(!svg.contains("\u{2026}"))
    _ = try check(svg)
  }

  /// Between two rows without an estimate nothing is left of the lines behind their words.
  @Test func groundsOfWordsTouch() throws {
    let figure = ForestFigure(
      id: "forest", title: "Forest", description: "Forest.", axisLabel: "Hazard ratio",
      scale: .logarithmic, reference: 1, labelHeading: "Subgroup",
      estimateHeading: "Hazard ratio (95% CI)",
      rows: ["a", "b"].map { ForestFigure.Row($0, mark: .absent("not estimable")) })
    let layout = ForestLayout(figure, style: SVGStyle())
    let svg = SVGRenderer().render(figure)
    for row in layout.rows {
      let ground = "height=\"\(row.height.coordinate)\""
      let place = "y=\"\(row.top.coordinate)\""
      #expect(
        svg.split(separator: "\n").contains { $0.contains(ground) && $0.contains(place) },
        "\(row)")
    }
  }

  @Test func whatNamesAreValuesOfStandsAboveThem() throws {
    let figure = Self.curves(["2", "3"], heading: "Kellgren-Lawrence grade")
    let boxes = try check(SVGRenderer().render(figure)).boxes
    let words = boxes.map(\.words)
    #expect(words.contains("Number at risk, by Kellgren-Lawrence grade"), "\(words)")
    #expect(words.contains("Events so far"), "once is enough: \(words)")
    let heading = try #require(boxes.first { $0.words.hasPrefix("Kellgren") })
    let names = boxes.filter { ["2", "3"].contains($0.words) && $0.left > heading.left }
    #expect(names.count == 2 && names.allSatisfy { $0.top >= heading.bottom }, "\(names)")
  }

  @Test func onlyWhatIsDrawnIsNamedBesideThePlot() throws {
    let some = SVGRenderer().render(Self.curves(["cells", "placebo"], undrawn: [1]))
    let words = try check(some).boxes.map(\.words)
    #expect(words.count { $0 == "cells" } == 3 && words.count { $0 == "placebo" } == 2, "\(words)")
    #expect(!words.contains { $0.hasPrefix("No curve") })
    let none = try check(SVGRenderer().render(Self.curves(["cells"], undrawn: [0])))
    #expect(none.boxes.contains { $0.words == "No curve: too few to draw one" })
  }

  /// The number at risk of several events is one row, in the same places as the others.
  @Test func oneRowMayCountForAllCurves() throws {
    let figure = Self.curves(["Replacement", "Death"], shared: true)
    let boxes = try check(SVGRenderer().render(figure)).boxes
    #expect(boxes.count { $0.words == "Everybody" } == 1)
    // Two sections: one row of 40 and two.
    let places = boxes.filter { $0.words == "40" }.map(\.left)
    #expect(places.count == 3 && Set(places).count == 1, "\(places)")
    let rows = figure.dataTable.rows.filter { $0[0] == .text("Number at risk") }
    #expect(rows.count == 3 && rows.allSatisfy { $0[1] == .text("Everybody") })
  }

  /// Times without counts set the ticks, and leave no room for names of rows.
  @Test func timesAloneTakeNoRoom() {
    var figure = Self.curves(["Own cells", "Cells of a donor"])
    figure.riskTable = nil
    let bare = CurveLayout(figure, style: SVGStyle())
    figure.riskTable = .init(times: [0, 12], sections: [])
    let timed = CurveLayout(figure, style: SVGStyle())
    #expect(timed.scale.left == bare.scale.left && timed.ticks == [0, 12])
    #expect(timed.endLabels == bare.endLabels)
  }

  /// An axis of estimates that are all nought is as long as their intervals.
  @Test func estimatesOfNoughtHaveAnAxis() {
    let range = ValueRange.around(
      [0, 0], intervals: [(0, 0.009), (0, 0.011)], reference: 0, .linear)
    #expect(range.lower == 0 && range.upper >= 0.011 && range.upper < 0.05, "\(range)")
    let bare = ValueRange.around([0], intervals: [], reference: nil, .linear)
    #expect(bare.lower == 0 && bare.upper == 1, "\(bare)")
  }

  @Test func manyObservationsAreBars() {
    #expect(EffectFigure.Observations.of([20, 21]) == .each([20, 21]))
    let many = (0..<10_000).map { Double($0 % 40) }
    guard case .counts(let bins, let counts) = EffectFigure.Observations.of(many) else {
      Issue.record("strokes")
      return
    }
    #expect(counts.count == bins.count && counts.compactMap(\.self).reduce(0, +) == 10_000)
  }
}
