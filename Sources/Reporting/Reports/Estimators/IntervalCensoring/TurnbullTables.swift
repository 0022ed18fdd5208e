import Analyses
import Documents
import Statistics
import Survival

/// The tables of a page on Turnbull's curves.
struct TurnbullTables {
  let analysis: TurnbullAnalysis
  /// The most intervals a page lists.
  private static let mostRows = 12

  private var isBootstrapped: Bool { analysis.options.bootstrap.replicates > 0 }
  private var level: String { CoefficientTerms.percent(analysis.options.level) }
  private var limits: String { isBootstrapped ? " (\(level) CI)" : "" }

  private func name(_ group: TurnbullAnalysis.Group) -> String {
    group.name.isEmpty ? "Everybody" : group.name
  }

  /// A time of the unit of the data.
  private static func time(_ value: Double) -> String {
    value.isFinite ? CoefficientTerms.significant(value) : "NR"
  }

  private func cell(
    _ reading: TurnbullSummary.Reading, missing: String, text: (Double) -> String
  ) -> Cell {
    guard reading.estimate.isFinite else { return Cell(missing) }
    guard isBootstrapped else { return Cell(text(reading.estimate)) }
    let interval = reading.interval
    return Cell(
      "\(text(reading.estimate)) (\(text(interval.lower)) to \(text(interval.upper)))")
  }

  var summaries: TableBlock {
    let tau = CoefficientTerms.plain(analysis.horizon)
    return TableBlock(
      id: "tbl-medians", title: "Medians and restricted means, in the unit of the data",
      columns: [TableColumn(header: "Group")]
        + [
          "n", "Known exactly", "Within an interval", "Not seen", "Median\(limits)",
          "Median is within", "Mean up to \(tau)\(limits)",
        ].map { TableColumn(header: RichText($0), alignment: .trailing) },
      rows: analysis.groups.map { group in
        let counts = group.counts
        let median = group.summary.quantiles[1]
        return TableRow(
          cells: [Cell(name(group))]
            + [counts.total, counts.exact, counts.left + counts.interval, counts.right]
            .map { Cell(NumberStyle.point.text($0)) } + [
              cell(median, missing: "NR", text: Self.time),
              Cell(
                median.upper < .infinity
                  ? "\(Self.time(median.lower)) to \(Self.time(median.upper))"
                  : "after \(Self.time(median.lower))"),
              cell(group.summary.restrictedMean, missing: "NE", text: Self.time),
            ])
      },
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval; NR, not reached; NE, not evaluable: the curve is not known that "
            + "far. The mean is the average event-free time within the horizon.")
      ])
  }

  var landmarks: TableBlock {
    let style = IntervalStyle(decimals: 3)
    return TableBlock(
      id: "tbl-times", title: "Event-free probability at chosen times",
      columns: [TableColumn(header: "Group")]
        + ["Time", "Event-free\(limits)", "The data allow"].map {
          TableColumn(header: RichText($0), alignment: .trailing)
        },
      rows: analysis.groups.flatMap { group in
        zip(analysis.options.times, group.summary.survival).map { time, reading in
          TableRow(cells: [
            Cell(name(group)), Cell(CoefficientTerms.plain(time)),
            cell(reading, missing: "NE") { style.text(PrintableValue($0)) },
            Cell(
              reading.lower < reading.upper
                ? style.text(PrintableValue(reading.lower), PrintableValue(reading.upper)) : ""),
          ])
        }
      },
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval; NE, not evaluable: follow-up ended earlier with some still "
            + "event-free. Where a time lies inside an interval, every value in the last column "
            + "agrees with the data equally well.")
      ])
  }

  /// The masses, where they are few enough to read.
  var masses: [Block] {
    let style = IntervalStyle(decimals: 4)
    let rows = analysis.groups.flatMap { group in
      TurnbullSteps(group.curve).rows.map { step in
        TableRow(cells: [
          Cell(name(group)), Cell(Self.text(step.interval)),
          Cell(style.text(PrintableValue(step.interval.mass))),
          Cell(
            step.survivalAfter.isNaN ? "" : style.text(PrintableValue(step.survivalAfter))),
        ])
      }
    }
    guard rows.count <= Self.mostRows else {
      return [
        .paragraph("The \(rows.count) intervals with their masses are in the JSON and CSV output.")
      ]
    }
    return [
      .table(
        TableBlock(
          id: "tbl-masses", title: "Where the events lie",
          columns: [
            TableColumn(header: "Group"), TableColumn(header: "Interval", alignment: .trailing),
            TableColumn(header: "Probability", alignment: .trailing),
            TableColumn(header: "Event-free afterwards", alignment: .trailing),
          ], rows: rows,
          notes: [
            TableNote(
              .statistics,
              "The data tell the probability of each interval, and not where inside it the events "
                + "are.")
          ]))
    ]
  }

  private static func text(_ interval: TurnbullInterval) -> String {
    if interval.isPoint { return CoefficientTerms.plain(interval.lower) }
    if interval.upper == .infinity { return "after \(CoefficientTerms.plain(interval.lower))" }
    return "(\(CoefficientTerms.plain(interval.lower)), \(CoefficientTerms.plain(interval.upper))]"
  }
}
