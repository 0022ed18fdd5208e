public import Analyses
import Documents
import Statistics
import Survival

extension Rendition {
  /// Cumulative incidence in the three forms, with a figure where one is asked for.
  public init(
    _ analysis: IncidenceAnalysis, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let placed = try figure.map { request throws(FigureRequest.Refusal) in
      try IncidenceFigure(analysis: analysis, request: request).placed()
    }
    let heading = EstimatorHeading(
      model: "cuminc", title: "Cumulative incidence with competing risks", facts: analysis.facts)
    let members = IncidenceMembers(analysis: analysis)
    let pages = IncidencePages(analysis: analysis)
    self =
      Rendition(
        json: .object(heading.members + members.members),
        document: Document(blocks: heading.opening + pages.blocks + heading.closing),
        table: members.csv, diagnostics: analysis.facts.diagnostics
      ).illustrated(by: placed)
  }
}

/// Cumulative incidence as JSON and CSV, at full precision.
struct IncidenceMembers {
  let analysis: IncidenceAnalysis
  private static let probabilities = [0.25, 0.5, 0.75]

  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("causes", .array(analysis.causes.map(JSONValue.string))),
      .init("tau", .optional(analysis.options.curves.horizon)),
      .init(
        "groups", .array(zip(analysis.curves, analysis.groups).map { group($0, $1) })),
    ]
    if let comparison = analysis.comparison {
      members.append(.init("gray_tests", .array(comparison.causes.map(gray))))
      members.append(.init("cause_specific_tests", .array(comparison.causes.map(causeSpecific))))
    }
    return members
  }

  private func group(_ curves: IncidenceCurves, _ group: [GroupLevel]) -> JSONValue {
    [
      "group": group.json,
      "n": .integer(curves.table.all.rowCount),
      "events": .number(curves.table.all.eventCount),
      "causes": .array(
        analysis.causes.indices.map { index in
          .object(
            [
              .init("cause", .string(analysis.causes[index])),
              .init("events", .integer(curves.table.eventCounts[index])),
            ] + state(curves, index + 1)
              + [
                .init("quantiles", quantiles(curves, index + 1)),
                .init("time_lost", mean(curves, index + 1)),
              ])
        }),
      "event_free": .object(
        state(curves, 0) + [.init("restricted_mean", mean(curves, 0))]),
    ]
  }

  private func state(_ curves: IncidenceCurves, _ cause: Int) -> [JSONValue.Member] {
    [
      .init(
        "at_times",
        .array(
          analysis.options.times.sorted().map { time in
            let reading = curves.reading(cause, at: time)
            return [
              "time": .number(time), "n_risk": .number(reading.atRisk),
              "estimate": .number(reading.value), "std_error": .number(reading.standardError),
              "conf_low": .number(reading.interval.lower),
              "conf_high": .number(reading.interval.upper),
            ]
          })),
      .init("curve", .array(curves.times.indices.map { step(curves, cause, $0) })),
    ]
  }

  private func step(_ curves: IncidenceCurves, _ cause: Int, _ index: Int) -> JSONValue {
    let all = curves.table.all.weighted
    let limits = curves.confidenceInterval(cause, index: index)
    let state = curves.states[cause]
    return [
      "time": .number(curves.times[index]), "n_risk": .number(all.atRisk[index]),
      "n_event": .number(
        cause == 0 ? all.events[index] : curves.table.events[cause - 1][index]),
      "n_censor": .number(all.censored[index]), "estimate": .number(state.probability[index]),
      "std_error": .number(curves.standardError(cause, index: index)),
      "conf_low": .number(limits.lower), "conf_high": .number(limits.upper),
      "cumulative_hazard": .number(state.hazard[index]),
      "cumulative_hazard_std_error": .number(state.hazardVariance[index].squareRoot()),
    ]
  }

  private func quantiles(_ curves: IncidenceCurves, _ cause: Int) -> JSONValue {
    .array(
      curves.quantiles(cause, Self.probabilities).map {
        [
          "p": .number($0.probability), "estimate": .number($0.time),
          "conf_low": .number($0.interval.lower), "conf_high": .number($0.interval.upper),
        ]
      })
  }

  private func mean(_ curves: IncidenceCurves, _ cause: Int) -> JSONValue {
    guard let mean = curves.meanTimes?[cause] else { return .null }
    let limits = curves.interval(mean)
    return [
      "estimate": .number(mean.value), "std_error": .number(mean.variance.squareRoot()),
      "conf_low": .number(limits.lower), "conf_high": .number(limits.upper),
    ]
  }

  private func gray(_ cause: IncidenceComparison.Cause) -> JSONValue {
    tests(
      cause.cause, cause.gray?.test,
      pairs: cause.grayPairs?.map { pair in
        (pair.firstGroup, pair.secondGroup, pair.test.test, pair.adjustedPValue)
      })
  }

  private func causeSpecific(_ cause: IncidenceComparison.Cause) -> JSONValue {
    tests(
      cause.cause, cause.causeSpecific.test,
      pairs: cause.causeSpecificPairs?.map { pair in
        (pair.firstGroup, pair.secondGroup, pair.test.test, pair.adjustedPValue)
      })
  }

  private func tests(
    _ cause: Int, _ test: HypothesisTest?,
    pairs: [(a: Int, b: Int, test: HypothesisTest, adjusted: Double)]?
  ) -> JSONValue {
    var members: [JSONValue.Member] =
      [.init("cause", .string(analysis.causes[cause - 1]))] + Self.members(test)
    if let pairs {
      members.append(
        .init(
          "pairwise",
          .array(
            pairs.map { pair in
              .object(
                [
                  .init("a", analysis.groups[pair.a].json),
                  .init("b", analysis.groups[pair.b].json),
                ] + Self.members(pair.test)
                  + [.init("p_adjusted", .number(pair.adjusted))])
            })))
    }
    return .object(members)
  }

  private static func members(_ test: HypothesisTest?) -> [JSONValue.Member] {
    [
      .init("statistic", .number(test?.statistic ?? .nan)),
      .init("df", test.map { .number($0.degreesOfFreedom) } ?? .null),
      .init("p_value", .number(test?.pValue ?? .nan)),
    ]
  }

  /// The curves, a row a cause and step; the event-free curve has no cause.
  var csv: CSVTable {
    let variables = analysis.groups.first?.map(\.variable) ?? []
    let header =
      variables + [
        "cause", "time", "n_risk", "n_event", "n_censor", "estimate", "std_error", "conf_low",
        "conf_high", "cumulative_hazard", "cumulative_hazard_std_error",
      ]
    var rows: [[CSVValue]] = []
    for (curves, group) in zip(analysis.curves, analysis.groups) {
      let levels = group.cells
      let all = curves.table.all.weighted
      for cause in 0...analysis.causes.count {
        let name = cause == 0 ? CSVValue.missing : .text(analysis.causes[cause - 1])
        let state = curves.states[cause]
        let events = cause == 0 ? all.events : curves.table.events[cause - 1]
        for index in curves.times.indices {
          let limits = curves.confidenceInterval(cause, index: index)
          let numbers = [
            curves.times[index], all.atRisk[index], events[index], all.censored[index],
            state.probability[index], curves.standardError(cause, index: index), limits.lower,
            limits.upper, state.hazard[index], state.hazardVariance[index].squareRoot(),
          ]
          rows.append(levels + [name] + numbers.map(CSVValue.number))
        }
      }
    }
    return CSVTable(header: header, rows: rows)
  }
}
