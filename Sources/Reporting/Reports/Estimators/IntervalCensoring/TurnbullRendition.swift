public import Analyses
import Documents
import Formulas
import Statistics
import Survival

extension Rendition {
  /// Turnbull's curves in the three forms, with a figure where one is asked for.
  public init(
    _ analysis: TurnbullAnalysis, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let placed = try figure.map { request throws(FigureRequest.Refusal) in
      try TurnbullFigure(analysis: analysis, request: request).placed()
    }
    let heading = EstimatorHeading(
      model: "turnbull", title: "Turnbull estimates from interval-censored times",
      facts: analysis.facts)
    let pages = TurnbullPages(analysis: analysis)
    self =
      Rendition(
        json: .object(heading.members + pages.members),
        document: Document(blocks: heading.opening + pages.blocks + heading.closing),
        table: pages.csv, diagnostics: analysis.facts.diagnostics
      ).illustrated(by: placed)
  }
}

/// The body of Turnbull's curves.
struct TurnbullPages {
  let analysis: TurnbullAnalysis

  var members: [JSONValue.Member] {
    [
      .init("log_likelihood", .number(analysis.logLikelihood)),
      .init("groups", .array(analysis.groups.map(json))),
      .init(
        "bootstrap",
        analysis.options.bootstrap.replicates == 0
          ? .null
          : [
            "replicates": .integer(analysis.options.bootstrap.replicates),
            "seed": .string("\(analysis.options.bootstrap.seed)"),
            "failed": .integer(
              analysis.groups.reduce(0) { $0 + ($1.summary.bootstrap?.failureCount ?? 0) }),
          ]),
    ]
  }

  private func json(_ group: TurnbullAnalysis.Group) -> JSONValue {
    let summary = group.summary
    let median = summary.quantiles[1]
    let counts = group.counts
    return [
      "group": .object(group.levels.map { .init($0.variable, .string($0.level)) }),
      "n": .integer(counts.total),
      "counts": [
        "exact": .integer(counts.exact), "left": .integer(counts.left),
        "interval": .integer(counts.interval), "right": .integer(counts.right),
      ],
      "median": .number(median.estimate), "median_low": .number(median.lower),
      "median_high": .number(median.upper),
      "median_conf_low": .number(median.interval.lower),
      "median_conf_high": .number(median.interval.upper),
      "quantiles": .array(
        zip(summary.request.probabilities, summary.quantiles).map {
          .object([.init("p", .number($0))] + Self.members($1))
        }),
      "at_times": .array(
        zip(summary.request.times, summary.survival).map {
          .object([.init("time", .number($0))] + Self.members($1))
        }),
      "rmst": .object(
        [.init("tau", .number(summary.request.horizon))] + Self.members(summary.restrictedMean)),
      "log_likelihood": .number(summary.curve.logLikelihood),
      "kuhn_tucker": .number(summary.curve.convergence.gradientNorm),
      "intervals": .array(
        TurnbullSteps(summary.curve).rows.map {
          [
            "left": .number($0.interval.lower), "right": .number($0.interval.upper),
            "mass": .number($0.interval.mass), "survival": .number($0.survivalAfter),
          ]
        }),
    ]
  }

  private static func members(_ reading: TurnbullSummary.Reading) -> [JSONValue.Member] {
    [
      .init("estimate", .number(reading.estimate)), .init("lower", .number(reading.lower)),
      .init("upper", .number(reading.upper)),
      .init("conf_low", .number(reading.interval.lower)),
      .init("conf_high", .number(reading.interval.upper)),
    ]
  }

  /// The masses, a row an interval.
  var csv: CSVTable {
    let variables = analysis.groups.first?.levels.map(\.variable) ?? []
    let rows = analysis.groups.flatMap { group in
      TurnbullSteps(group.curve).rows.map { step -> [CSVValue] in
        group.levels.map { .text($0.level) }
          + [
            step.interval.lower, step.interval.upper, step.interval.mass, step.survivalAfter,
          ].map(CSVValue.number)
      }
    }
    return CSVTable(header: variables + ["left", "right", "mass", "survival"], rows: rows)
  }

  var blocks: [Block] {
    let tables = TurnbullTables(analysis: analysis)
    return [.table(tables.summaries)]
      + (analysis.options.times.isEmpty ? [] : [.table(tables.landmarks)])
      + tables.masses
  }
}

/// The intervals of a curve with the survival after each; NaN where an interval has no end.
struct TurnbullSteps {
  let rows: [(interval: TurnbullInterval, survivalAfter: Double)]

  init(_ curve: TurnbullCurve) {
    rows = curve.intervals.map { interval in
      let after =
        interval.upper == .infinity ? .nan : curve.survivalBounds(at: interval.upper).upper
      return (interval, after)
    }
  }
}
