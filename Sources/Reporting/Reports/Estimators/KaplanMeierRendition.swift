public import Analyses
import Documents
import Statistics
import Survival

extension Rendition {
  /// Kaplan-Meier curves in the three forms.
  public init(_ analysis: KaplanMeierAnalysis) {
    let heading = EstimatorHeading(
      model: "km", title: "Kaplan-Meier estimates", facts: analysis.facts)
    let pages = KaplanMeierPages(analysis: analysis)
    self.init(
      json: .object(heading.members + [.init("groups", pages.json)]),
      document: Document(blocks: heading.opening + pages.blocks + heading.closing),
      table: pages.csv, diagnostics: analysis.facts.diagnostics)
  }
}

/// The body of a Kaplan-Meier result.
struct KaplanMeierPages {
  let analysis: KaplanMeierAnalysis
  private static let probabilities = [0.25, 0.5, 0.75]

  /// One object per group.
  var json: JSONValue {
    .array(zip(analysis.curves, analysis.groups).map { Self.json($0, $1, times: analysis.times) })
  }

  private static func json(
    _ curve: KaplanMeierCurve, _ group: [GroupLevel], times: [Double]
  ) -> JSONValue {
    let median = curve.median
    let followUp = curve.followUp
    return [
      "group": .object(group.map { .init($0.variable, .string($0.level)) }),
      "n": .integer(curve.table.rowCount), "events": .number(curve.table.eventCount),
      "median": .number(median.time), "median_conf_low": .number(median.interval.lower),
      "median_conf_high": .number(median.interval.upper),
      "quantiles": .array(
        curve.quantiles(probabilities).map {
          [
            "p": .number($0.probability), "estimate": .number($0.time),
            "conf_low": .number($0.interval.lower), "conf_high": .number($0.interval.upper),
          ]
        }),
      "at_times": .array(
        curve.landmarks(at: times).map {
          [
            "time": .number($0.time), "n_risk": .number($0.atRisk),
            "n_event": .number($0.events), "n_censor": .number($0.censored),
            "estimate": .number($0.survival), "std_error": .number($0.standardError),
            "conf_low": .number($0.interval.lower), "conf_high": .number($0.interval.upper),
          ]
        }),
      "curve": .array(steps(curve)),
      "follow_up": [
        "median": .number(followUp.time), "conf_low": .number(followUp.interval.lower),
        "conf_high": .number(followUp.interval.upper),
      ],
    ]
  }

  private static func steps(_ curve: KaplanMeierCurve) -> [JSONValue] {
    let limits = curve.confidenceIntervals
    let errors = curve.standardErrors
    return curve.times.indices.map { index in
      [
        "time": .number(curve.times[index]), "n_risk": .number(curve.atRisk[index]),
        "n_event": .number(curve.events[index]), "n_censor": .number(curve.censored[index]),
        "estimate": .number(curve.survival[index]), "std_error": .number(errors[index]),
        "conf_low": .number(limits[index].lower), "conf_high": .number(limits[index].upper),
      ]
    }
  }

  /// The curves, a row a step.
  var csv: CSVTable {
    let variables = analysis.groups.first?.map(\.variable) ?? []
    let header =
      variables + [
        "time", "n_risk", "n_event", "n_censor", "estimate", "std_error", "conf_low", "conf_high",
      ]
    let rows = zip(analysis.curves, analysis.groups).flatMap { curve, group -> [[CSVValue]] in
      let levels = group.map { CSVValue.text($0.level) }
      let limits = curve.confidenceIntervals
      let errors = curve.standardErrors
      return curve.times.indices.map { index in
        levels
          + [
            curve.times[index], curve.atRisk[index], curve.events[index], curve.censored[index],
            curve.survival[index], errors[index], limits[index].lower, limits[index].upper,
          ].map(CSVValue.number)
      }
    }
    return CSVTable(header: header, rows: rows)
  }

  /// The tables of the page: medians, and survival at the times asked for.
  var blocks: [Block] {
    [.table(medians)] + (analysis.times.isEmpty ? [] : [.table(landmarks)])
  }

  private var level: String { CoefficientTerms.percent(analysis.level) }

  private func name(_ group: [GroupLevel]) -> String {
    group.isEmpty ? "Everybody" : group.map { "\($0.variable)=\($0.level)" }.joined(separator: ", ")
  }

  private var medians: TableBlock {
    let rows = zip(analysis.curves, analysis.groups).map { curve, group in
      TableRow(cells: [
        Cell(name(group)), Cell(NumberStyle.point.text(curve.table.rowCount)),
        Cell(Self.count(curve.table.eventCount)), Cell(Self.duration(curve.median)),
        Cell(Self.duration(curve.followUp)),
      ])
    }
    return TableBlock(
      id: "tbl-medians", title: "Medians, in the unit of the data",
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "n", alignment: .trailing),
        TableColumn(header: "Events", alignment: .trailing),
        TableColumn(header: RichText("Median (\(level) CI)"), alignment: .trailing),
        TableColumn(header: RichText("Median follow-up (\(level) CI)"), alignment: .trailing),
      ], rows: rows,
      notes: [TableNote(.abbreviations, "CI, confidence interval; NR, not reached.")])
  }

  private var landmarks: TableBlock {
    let style = IntervalStyle(decimals: 3)
    let rows = zip(analysis.curves, analysis.groups).flatMap { curve, group in
      curve.landmarks(at: analysis.times).map { landmark in
        let isKnown = landmark.state != .beyondFollowUp
        return TableRow(cells: [
          Cell(name(group)), Cell(CoefficientTerms.plain(landmark.time)),
          Cell(Self.count(landmark.atRisk)), Cell(Self.count(landmark.events)),
          Cell(
            isKnown
              ? style.text(
                landmark.survival, landmark.interval.lower, landmark.interval.upper) : "NE"),
        ])
      }
    }
    return TableBlock(
      id: "tbl-times", title: "Event-free probability at chosen times",
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "Time", alignment: .trailing),
        TableColumn(header: "At risk", alignment: .trailing),
        TableColumn(header: "Events since the time before", alignment: .trailing),
        TableColumn(header: RichText("Event-free (\(level) CI)"), alignment: .trailing),
      ], rows: rows,
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval; NE, not evaluable: follow-up ended earlier with some still "
            + "event-free.")
      ])
  }

  /// A number of people, whole unless weighted.
  static func count(_ value: Double) -> String {
    NumberStyle.point.text(value, decimals: value == value.rounded() ? 0 : 1)
  }

  private static func duration(_ quantile: SurvivalQuantile) -> String {
    func text(_ time: Double) -> String {
      time.isNaN ? "NR" : CoefficientTerms.significant(time)
    }
    if quantile.time.isNaN, quantile.interval.lower.isNaN { return "NR" }
    return "\(text(quantile.time)) (\(text(quantile.interval.lower)) to "
      + "\(text(quantile.interval.upper)))"
  }
}
