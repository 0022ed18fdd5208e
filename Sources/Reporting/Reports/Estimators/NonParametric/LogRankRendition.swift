public import Analyses
import Documents
import Statistics
import Survival

extension Rendition {
  /// A log-rank test in the three forms.
  public init(_ analysis: LogRankAnalysis) {
    let heading = EstimatorHeading(
      model: "logrank",
      title: "Test of equal hazards: "
        + (analysis.maxCombo == nil ? analysis.test.weighting.name : "max-combo"),
      facts: analysis.facts)
    let pages = LogRankPages(analysis: analysis)
    self.init(
      json: .object(heading.members + pages.members),
      document: Document(blocks: heading.opening + pages.blocks + heading.closing),
      table: pages.csv, diagnostics: analysis.facts.diagnostics)
  }
}

/// The body of a log-rank result.
struct LogRankPages {
  let analysis: LogRankAnalysis

  /// The test the command was asked for.
  private var overall: HypothesisTest { analysis.maxCombo?.test ?? analysis.test.test }

  private func group(_ index: Int) -> JSONValue {
    analysis.groups[index].json
  }

  private func name(_ index: Int) -> String { analysis.groups[index].title }

  var members: [JSONValue.Member] {
    let test = analysis.test
    var members = Self.members(overall)
    members.append(
      .init(
        "groups",
        .array(
          analysis.groups.indices.map {
            [
              "group": group($0), "n": .integer(test.rowCounts[$0]),
              "observed": .number(test.observed[$0]), "expected": .number(test.expected[$0]),
            ]
          })))
    members.append(.init("covariance", test.covariance.json))
    if let combo = analysis.maxCombo { members += combo.members }
    if let trend = analysis.trend { members.append(.init("trend", .object(Self.members(trend)))) }
    if let pairs = analysis.pairs {
      members.append(
        .init(
          "pairwise",
          .array(
            pairs.map {
              .object(
                [.init("a", group($0.firstGroup)), .init("b", group($0.secondGroup))]
                  + Self.members($0.test.test)
                  + [.init("p_adjusted", .number($0.adjustedPValue))])
            })))
    }
    return members
  }

  private static func members(_ test: HypothesisTest) -> [JSONValue.Member] {
    [
      .init("statistic", .number(test.statistic)), .init("df", .number(test.degreesOfFreedom)),
      .init("p_value", .number(test.pValue)),
    ]
  }

  var csv: CSVTable {
    let variables = analysis.groups.first?.map(\.variable) ?? []
    return CSVTable(
      header: variables + ["n", "observed", "expected", "statistic", "df", "p_value"],
      rows: analysis.groups.indices.map { index in
        let test = analysis.test
        return analysis.groups[index].map { CSVValue.text($0.level) }
          + [
            .integer(test.rowCounts[index]), .number(test.observed[index]),
            .number(test.expected[index]), .number(overall.statistic),
            .number(overall.degreesOfFreedom), .number(overall.pValue),
          ]
      })
  }

  var blocks: [Block] {
    let test = analysis.test
    let rows = analysis.groups.indices.map { index in
      TableRow(cells: [
        Cell(name(index)), Cell(NumberStyle.point.text(test.rowCounts[index])),
        Cell(CoefficientTerms.plain(test.observed[index])),
        Cell(CoefficientTerms.significant(test.expected[index])),
      ])
    }
    var blocks: [Block] = [
      .table(
        TableBlock(
          id: "tbl-logrank", title: "Observed and expected events",
          columns: [
            TableColumn(header: "Group"), TableColumn(header: "n", alignment: .trailing),
            TableColumn(header: "Observed", alignment: .trailing),
            TableColumn(header: "Expected", alignment: .trailing),
          ], rows: rows))
    ]
    if let combo = analysis.maxCombo {
      blocks += combo.blocks
    } else {
      blocks.append(.paragraph(RichText(Self.sentence(test.test))))
    }
    if let trend = analysis.trend {
      blocks.append(.paragraph(RichText("Trend over the groups in order: " + Self.sentence(trend))))
    }
    if let pairs = analysis.pairs { blocks.append(.table(table(pairs))) }
    return blocks
  }

  private static func sentence(_ test: HypothesisTest) -> String {
    guard !test.statistic.isNaN else { return "The test is not estimable." }
    return "χ² = \(CoefficientTerms.significant(test.statistic)) on "
      + "\(CoefficientTerms.plain(test.degreesOfFreedom)) df, "
      + "\(PValueStyle().equation(test.pValue))."
  }

  private func table(_ pairs: [PairwiseLogRank]) -> TableBlock {
    TableBlock(
      id: "tbl-pairs", title: "Pairs of groups",
      columns: [
        TableColumn(header: "Pair"), TableColumn(header: "χ²", alignment: .trailing),
        TableColumn(header: "P", alignment: .trailing),
        TableColumn(header: "Adjusted P", alignment: .trailing),
      ],
      rows: pairs.map { pair in
        TableRow(cells: [
          Cell("\(name(pair.firstGroup)) and \(name(pair.secondGroup))"),
          Cell(CoefficientTerms.significant(pair.test.test.statistic)),
          Cell(PValueStyle().text(PrintableValue(pair.test.test.pValue))),
          Cell(PValueStyle().text(PrintableValue(pair.adjustedPValue))),
        ])
      })
  }
}
