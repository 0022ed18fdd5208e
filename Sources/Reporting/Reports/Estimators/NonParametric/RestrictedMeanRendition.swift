public import Analyses
import Documents
import Statistics
import Survival

extension Rendition {
  /// Restricted mean survival times in the three forms.
  public init(_ analysis: RestrictedMeanAnalysis) {
    let heading = EstimatorHeading(
      model: "rmst", title: "Restricted mean survival time", facts: analysis.facts)
    let pages = RestrictedMeanPages(analysis: analysis)
    self.init(
      json: .object(heading.members + pages.members),
      document: Document(blocks: heading.opening + pages.blocks + heading.closing),
      table: pages.csv, diagnostics: analysis.facts.diagnostics)
  }
}

/// The body of a restricted-mean result.
struct RestrictedMeanPages {
  let analysis: RestrictedMeanAnalysis

  private var means: RestrictedMeanSurvival { analysis.means }

  private static func members(
    _ estimate: Double, _ error: Double, _ interval: ConfidenceInterval
  ) -> [JSONValue.Member] {
    [
      .init("estimate", .number(estimate)), .init("std_error", .number(error)),
      .init("conf_low", .number(interval.lower)), .init("conf_high", .number(interval.upper)),
    ]
  }

  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("tau", .number(means.tau)),
      .init(
        "groups",
        .array(
          zip(means.groups, analysis.groups).map { group, levels in
            .object(
              [
                .init("group", levels.json), .init("n", .integer(group.rowCount)),
                .init("events", .number(group.eventCount)),
                .init("last_time", .number(group.lastTime)),
              ] + Self.members(group.mean, group.standardError, group.interval)
                + [
                  .init(
                    "rmtl",
                    .object(
                      Self.members(group.timeLost, group.standardError, group.timeLostInterval)))
                ])
          })),
      .init(
        "contrasts",
        .array(
          analysis.contrasts.map { contrast in
            .object(
              [
                .init("a", analysis.groups[contrast.group].json),
                .init("b", analysis.groups[contrast.reference].json),
                .init("measure", .string(contrast.measure.rawValue)),
              ] + Self.members(contrast.value, contrast.standardError, contrast.interval)
                + [.init("p_value", .number(contrast.pValue))])
          })),
    ]
    if let values = analysis.pseudoValues?.columns.first {
      members.append(.init("pseudo_values", .numbers(values)))
    }
    return members
  }

  var csv: CSVTable {
    let variables = analysis.groups.first?.map(\.variable) ?? []
    return CSVTable(
      header: variables
        + ["tau", "n", "events", "estimate", "std_error", "conf_low", "conf_high"],
      rows: zip(means.groups, analysis.groups).map { group, levels in
        levels.cells
          + [
            .number(means.tau), .integer(group.rowCount), .number(group.eventCount),
            .number(group.mean), .number(group.standardError), .number(group.interval.lower),
            .number(group.interval.upper),
          ]
      })
  }

  var blocks: [Block] {
    [.table(groupTable)] + (analysis.contrasts.isEmpty ? [] : [.table(contrastTable)])
      + (analysis.pseudoValues == nil
        ? [] : [.paragraph("The pseudo-values are part of the JSON output.")])
  }

  private var level: String { CoefficientTerms.percent(means.level) }
  private var tau: String { CoefficientTerms.plain(means.tau) }

  private static func text(_ estimate: Double, _ interval: ConfidenceInterval) -> String {
    guard !estimate.isNaN else { return "NE" }
    guard !interval.lower.isNaN else { return CoefficientTerms.significant(estimate) }
    return "\(CoefficientTerms.significant(estimate)) "
      + "(\(CoefficientTerms.significant(interval.lower)) to "
      + "\(CoefficientTerms.significant(interval.upper)))"
  }

  private var groupTable: TableBlock {
    TableBlock(
      id: "tbl-rmst", title: RichText("Mean time up to \(tau), in the unit of the data"),
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "n", alignment: .trailing),
        TableColumn(header: RichText("Events by \(tau)"), alignment: .trailing),
        TableColumn(header: RichText("Mean event-free time (\(level) CI)"), alignment: .trailing),
        TableColumn(header: RichText("Mean time lost (\(level) CI)"), alignment: .trailing),
      ],
      rows: zip(means.groups, analysis.groups).map { group, levels in
        TableRow(cells: [
          Cell(levels.title), Cell(NumberStyle.point.text(group.rowCount)),
          Cell(KaplanMeierPages.count(group.eventCount)),
          Cell(Self.text(group.mean, group.interval)),
          Cell(Self.text(group.timeLost, group.timeLostInterval)),
        ])
      },
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval; NE, not evaluable: follow-up ended earlier with some still "
            + "event-free.")
      ])
  }

  private var contrastTable: TableBlock {
    TableBlock(
      id: "tbl-rmst-contrasts", title: "Differences between groups",
      columns: [
        TableColumn(header: "Groups"), TableColumn(header: "Measure"),
        TableColumn(header: RichText("Estimate (\(level) CI)"), alignment: .trailing),
        TableColumn(header: "P", alignment: .trailing),
      ],
      rows: analysis.contrasts.map { contrast in
        TableRow(cells: [
          Cell(
            "\(analysis.groups[contrast.group].title) against "
              + analysis.groups[contrast.reference].title),
          Cell(contrast.measure.title), Cell(Self.text(contrast.value, contrast.interval)),
          Cell(PValueStyle().text(PrintableValue(contrast.pValue))),
        ])
      })
  }
}

extension RestrictedMeanSurvival.Contrast.Measure {
  /// The name on the page.
  fileprivate var title: String {
    switch self {
    case .difference: "Difference of mean event-free times"
    case .ratio: "Ratio of mean event-free times"
    case .timeLostRatio: "Ratio of mean times lost"
    }
  }
}
