import Documents
import Testing

/// Every kind of picture with what real studies bring.
///
/// One group to eight, names longer than there is room for, counts of five digits, nobody with the
/// event, one patient. No text leaves the picture or lies on another.
@Suite struct FigureGeometryTests {
  /// Names that begin alike, with everything that means something to a page.
  private static let long = (1...8).map {
    "Autologous bone-marrow concentrate <b> & fat | *two* injections 😀, centre number \($0)"
  }
  private static let joined = (1...8).map { "cell_source=bone_marrow_aspirate_concentrate_\($0)" }
  private static let short = [
    "adipose", "marrow", "Wharton's jelly", "placebo", "a", "b", "c", "d",
  ]

  private static func names(_ kind: Int, _ count: Int) -> [String] {
    Array([short, long, joined][kind].prefix(count))
  }

  /// What a curve rests on.
  enum Sample: CaseIterable { case many, few, noEvents, onePatient, nobody }

  private static func survival(_ names: [String], _ sample: Sample) -> SurvivalFigure {
    let months = [0.0, 6, 12, 18, 24, 30, 36]
    let size =
      [Sample.many: 98_765, .few: 14, .noEvents: 40, .onePatient: 1, .nobody: 0][sample] ?? 0
    let series = names.enumerated().map { index, name -> SurvivalFigure.Series in
      let times =
        switch sample {
        case .many, .few: (1...12).map { Double($0) * 3 - 0.1 * Double(index) }
        case .onePatient: [7.0]
        case .noEvents, .nobody: [Double]()
        }
      let values = times.indices.map { 1 - Double($0 + 1) / Double(times.count + 1 + index) }
      return SurvivalFigure.Series(
        label: name, times: times, values: values, lower: values.map { max(0, $0 - 0.1) },
        upper: values.map { _ in Double.nan }, censorTimes: sample == .nobody ? [] : [5, 36],
        lastTime: sample == .nobody ? 0 : 36, paleFrom: sample == .few ? 12 : nil,
        cutAt: sample == .onePatient ? 0 : nil)
    }
    let counts = names.map { _ in months.indices.map { Int?(size / ($0 + 1)) } }
    return SurvivalFigure(
      id: "curves", title: "Curves", description: "Curves.",
      xLabel: "Months from the first injection of the hip that was treated with cells of the donor",
      yLabel: "Free of loss of benefit as two visits in a row say it, whatever came between them",
      series: series,
      riskTable: .init(
        times: months,
        sections: ["Number at risk", "Seen without a response up to then"].map {
          .init(title: $0, counts: counts)
        }),
      annotation: "Log-rank P = 0.04\nGray's test of the first of the competing events, "
        + "stratified by centre and by grade of Kellgren and Lawrence: P < 0.001")
  }

  private func check(_ svg: String, _ what: String) throws {
    let boxes = try TextBoxes(svg)
    #expect(boxes.faults.isEmpty, "\(what): \(boxes.faults.prefix(4))")
    #expect(!boxes.boxes.isEmpty, "\(what)")
  }

  @Test(arguments: [1, 2, 4, 8], 0..<3) func curvesOverTime(count: Int, kind: Int) throws {
    for sample in Sample.allCases {
      for width in [380.0, 560, 760] {
        let figure = Self.survival(Self.names(kind, count), sample)
        try check(
          SVGRenderer(style: SVGStyle(width: width)).render(figure),
          "\(count) of kind \(kind), \(sample), \(width)")
      }
    }
  }

  /// Names that are cut are told apart, whatever they share.
  @Test(arguments: [380.0, 760]) func cutNamesDiffer(width: Double) throws {
    for kind in 0..<3 {
      let figure = Self.survival(Self.names(kind, 8), .many)
      let layout = CurveLayout(figure, style: SVGStyle(width: width))
      #expect(Set(layout.rowLabels).count == 8, "\(layout.rowLabels)")
    }
    let metrics = TextMetrics(size: 13)
    let twins = ["x" + String(repeating: "y", count: 99) + "1" + String(repeating: "z", count: 99)]
    let labels = twins + [twins[0].replacing("1", with: "2")] + twins
    let lines = metrics.distinct(labels, to: 120, lines: 2)
    #expect(lines[0] != lines[1] && lines[0] == lines[2])
    for line in lines.joined() { #expect(metrics.width(line) <= 120, "\(line)") }
  }

  @Test(arguments: [1, 2, 4, 8], 0..<3) func means(count: Int, kind: Int) throws {
    for width in [380.0, 760] {
      let figure = CourseFigureTests.figure(Self.names(kind, count), lines: 3, size: 99_999)
      try check(
        SVGRenderer(style: SVGStyle(width: width)).render(figure), "\(count), \(kind), \(width)")
    }
  }

  @Test(arguments: [1, 2, 4, 8], 0..<3) func flows(count: Int, kind: Int) throws {
    let arms = Self.names(kind, count).map {
      FlowDiagram.Arm(
        box: .init(title: $0, count: 12_345, lines: ["analysed"]),
        followUp: [.init(title: "Kellgren-Lawrence grade II or III", count: 0)])
    }
    var diagram = FlowDiagramTests.twoArms
    diagram.arms = arms
    for width in [320.0, 640] {
      let svg = FlowDiagramRenderer(style: SVGStyle(width: width)).render(diagram)
      try check(svg, "\(count), \(kind), \(width)")
    }
    // Words stay whole where the page has the room.
    let svg = FlowDiagramRenderer().render(diagram)
    if kind == 0 {
      for word in ["Kellgren-Lawrence", "analysed"] { #expect(svg.contains(word), "\(word)") }
    }
  }

  @Test(arguments: 0..<3) func forests(kind: Int) throws {
    let names = Self.names(kind, 8)
    let rows = names.flatMap { name in
      [
        ForestFigure.Row(name, mark: .heading), ForestFigure.Row(name, indent: 1, mark: .reference),
        ForestFigure.Row(
          name, indent: 1, mark: .estimate(1.2, lower: 0.001, upper: 9000),
          cells: ["12,345/98,765"],
          estimate: "1.20 (0.00 to 9000.00)", note: "<0.001"),
        ForestFigure.Row(name, indent: 1, mark: .absent("not estimable: nobody had the event")),
      ]
    }
    let figure = ForestFigure(
      id: "forest", title: "Forest", description: "Forest.",
      axisLabel: "Hazard ratio of loss of benefit as two visits in a row say it",
      scale: .logarithmic,
      reference: 1, directions: .init(lower: "later in " + names[0], upper: "sooner"),
      labelHeading: "Subgroup", columns: [.init("events/n")],
      estimateHeading: "Hazard ratio (95% CI)", noteHeading: "P for interaction", rows: rows)
    for width in [560.0, 760] {
      try check(SVGRenderer(style: SVGStyle(width: width)).render(figure), "\(kind), \(width)")
    }
    var one = figure
    one.rows = [ForestFigure.Row(names[0], mark: .absent("one patient"))]
    try check(SVGRenderer().render(one), "one row, \(kind)")
  }

  @Test(arguments: [1, 2, 4, 8], 0..<3) func balanceAndOverlap(count: Int, kind: Int) throws {
    let names = Self.names(kind, count)
    let balance = BalanceFigure(
      id: "balance", title: "Balance", description: "Balance.", series: ["Before", "After"],
      rows: names.map { .init($0, differences: [0.4, nil]) } + [
        .init("x", differences: [.infinity, .nan])
      ])
    for width in [560.0, 760] {
      try check(SVGRenderer(style: SVGStyle(width: width)).render(balance), "balance \(width)")
    }
    let bins = HistogramBins(covering: [0, 0.2, 0.4, 0.9])
    for bars in [OverlapFigure.Bars.intervals(bins), .categories(["II", "III", "IV"])] {
      for size in [0, 1, 98_765] {
        let figure = OverlapFigure(
          id: "overlap", title: "Overlap", description: "Overlap.", xLabel: "Propensity",
          bars: bars,
          arms: names.map { .init($0, counts: (0..<bars.count).map { Int?(size / ($0 + 1)) }) })
        for width in [380.0, 760] {
          try check(
            SVGRenderer(style: SVGStyle(width: width)).render(figure),
            "\(count), \(kind), \(size), \(width)")
        }
      }
    }
  }

  @Test(arguments: [1, 2, 4, 8], 0..<3) func effects(count: Int, kind: Int) throws {
    let figure = EffectFigure(
      id: "effect", title: "Effect", description: "Effect.", xLabel: "BMI, kg/m²",
      yLabel: "Hazard ratio, against 28", referenceX: 28,
      curves: Self.names(kind, count).enumerated().map { index, name in
        EffectFigureTests.curve(name, slope: 0.02 * Double(index))
      }, observations: .each([20, 25, 25, 40]))
    for width in [380.0, 760] {
      try check(SVGRenderer(style: SVGStyle(width: width)).render(figure), "\(count), \(width)")
    }
  }
}
