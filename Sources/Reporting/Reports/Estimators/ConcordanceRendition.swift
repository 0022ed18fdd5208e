public import Analyses
import Documents
import Statistics
import Survival

extension Rendition {
  /// Concordances in the three forms.
  public init(_ analysis: ConcordanceAnalysis, level: Double) {
    let heading = EstimatorHeading(
      model: "concordance", title: "Concordance", facts: analysis.facts)
    let pages = ConcordancePages(analysis: analysis, level: level)
    self.init(
      json: .object(heading.members + pages.members),
      document: Document(blocks: heading.opening + pages.blocks + heading.closing),
      table: pages.csv, diagnostics: analysis.facts.diagnostics)
  }
}

/// The body of a concordance result.
struct ConcordancePages {
  let analysis: ConcordanceAnalysis
  let level: Double

  private var concordances: [Concordance] { analysis.comparison.concordances }

  private func interval(_ concordance: Concordance) -> ConfidenceInterval {
    ConfidenceInterval(
      normalAround: concordance.estimate, standardError: concordance.standardError, level: level)
  }

  private var differences: [(a: String, b: String, ConcordanceComparison.Difference)] {
    analysis.pairs.map { pair in
      (
        analysis.scores[pair.a], analysis.scores[pair.b],
        analysis.comparison.difference(pair.a, pair.b, level: level)
      )
    }
  }

  var members: [JSONValue.Member] {
    [
      .init("time_weight", .string(analysis.options.timeWeight.rawValue)),
      .init("tau", analysis.options.tau.map { .number($0) } ?? .null),
      .init("reverse", .bool(analysis.options.reverse)),
      .init("events", .integer(analysis.comparison.eventCount)),
      .init(
        "scores",
        .array(
          zip(analysis.scores, concordances).map { name, concordance in
            let interval = interval(concordance)
            return [
              "score": .string(name), "estimate": .number(concordance.estimate),
              "std_error": .number(concordance.standardError),
              "conf_low": .number(interval.lower), "conf_high": .number(interval.upper),
              "concordant": .number(concordance.concordant),
              "discordant": .number(concordance.discordant),
              "tied_score": .number(concordance.tiedScore),
              "tied_time": .number(concordance.tiedTime),
              "tied_both": .number(concordance.tiedBoth),
            ]
          })),
      .init(
        "differences",
        .array(
          differences.map { a, b, difference in
            [
              "a": .string(a), "b": .string(b), "estimate": .number(difference.estimate),
              "std_error": .number(difference.standardError),
              "conf_low": .number(difference.interval.lower),
              "conf_high": .number(difference.interval.upper),
              "p_value": .number(difference.pValue),
            ]
          })),
      .init("covariance", analysis.comparison.covariance.json),
    ]
  }

  var csv: CSVTable {
    CSVTable(
      header: ["score", "estimate", "std_error", "conf_low", "conf_high"],
      rows: zip(analysis.scores, concordances).map { name, concordance in
        let interval = interval(concordance)
        return [
          .text(name), .number(concordance.estimate), .number(concordance.standardError),
          .number(interval.lower), .number(interval.upper),
        ]
      })
  }

  var blocks: [Block] {
    [.table(table)] + (differences.isEmpty ? [] : [.table(differenceTable)])
  }

  private var table: TableBlock {
    let style = IntervalStyle(decimals: 3)
    return TableBlock(
      id: "tbl-concordance", title: "Concordance of each score with the time to the event",
      columns: [
        TableColumn(header: "Score"), TableColumn(header: "C (CI)", alignment: .trailing),
        TableColumn(header: "SE", alignment: .trailing),
        TableColumn(header: "Pairs", alignment: .trailing),
      ],
      rows: zip(analysis.scores, concordances).map { name, concordance in
        let interval = interval(concordance)
        return TableRow(cells: [
          Cell(name),
          Cell(
            concordance.estimate.isNaN
              ? "NE" : style.text(concordance.estimate, interval.lower, interval.upper)),
          Cell(CoefficientTerms.significant(concordance.standardError)),
          Cell(
            CoefficientTerms.significant(
              concordance.concordant + concordance.discordant + concordance.tiedScore)),
        ])
      },
      notes: [
        TableNote(
          .statistics,
          "C is the share of pairs of rows in which the score has the right order; 0.5 is no "
            + "better than chance, 1 is perfect.")
      ])
  }

  private var differenceTable: TableBlock {
    let style = IntervalStyle(decimals: 3)
    return TableBlock(
      id: "tbl-concordance-differences", title: "Differences",
      columns: [
        TableColumn(header: "Scores"),
        TableColumn(header: "Difference (CI)", alignment: .trailing),
        TableColumn(header: "P", alignment: .trailing),
      ],
      rows: differences.map { a, b, difference in
        TableRow(cells: [
          Cell("\(a) less \(b)"),
          Cell(
            difference.estimate.isNaN
              ? "NE"
              : style.text(
                difference.estimate, difference.interval.lower, difference.interval.upper)
          ),
          Cell(PValueStyle().text(PrintableValue(difference.pValue))),
        ])
      })
  }
}
