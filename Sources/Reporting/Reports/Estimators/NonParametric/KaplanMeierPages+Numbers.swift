import Analyses
import Documents
import Statistics
import Survival

/// The numbers of the curves, at full precision.
extension KaplanMeierPages {
  /// The groups, and the pseudo-values where there are any.
  var members: [JSONValue.Member] {
    var members = [JSONValue.Member("groups", .array(analysis.curves.indices.map(json)))]
    if let pseudo = analysis.pseudoValues {
      members.append(
        .init(
          "pseudo_values",
          .array(
            zip(analysis.times, pseudo.columns).map { time, values in
              ["time": .number(time), "values": .numbers(values)]
            })))
    }
    return members
  }

  private func json(_ index: Int) -> JSONValue {
    let curve = analysis.curves[index]
    let median = curve.median
    let followUp = curve.followUp
    var members: [JSONValue.Member] = [
      .init("group", analysis.groups[index].json), .init("n", .integer(curve.table.rowCount)),
      .init("events", .number(curve.table.eventCount)), .init("median", .number(median.time)),
      .init("median_conf_low", .number(median.interval.lower)),
      .init("median_conf_high", .number(median.interval.upper)),
      .init(
        "quantiles",
        .array(
          curve.quantiles(analysis.probabilities).map {
            [
              "p": .number($0.probability), "estimate": .number($0.time),
              "conf_low": .number($0.interval.lower), "conf_high": .number($0.interval.upper),
            ]
          })),
      .init(
        "at_times",
        .array(
          curve.landmarks(at: analysis.times).map {
            [
              "time": .number($0.time), "n_risk": .number($0.atRisk),
              "n_event": .number($0.events), "n_censor": .number($0.censored),
              "estimate": .number($0.survival), "std_error": .number($0.standardError),
              "conf_low": .number($0.interval.lower), "conf_high": .number($0.interval.upper),
            ]
          })),
      .init("curve", .array(steps(index))),
      .init(
        "follow_up",
        [
          "median": .number(followUp.time), "conf_low": .number(followUp.interval.lower),
          "conf_high": .number(followUp.interval.upper),
        ]),
    ]
    if let band = analysis.bands[index] {
      members.append(
        .init(
          "band",
          [
            "type": .string(band.method.rawValue), "critical_value": .number(band.criticalValue),
            "time_low": .number(band.timeRange.lowerBound),
            "time_high": .number(band.timeRange.upperBound),
            "a_low": .number(band.bridgeRange.lowerBound),
            "a_high": .number(band.bridgeRange.upperBound),
          ]))
    }
    return .object(members)
  }

  /// The names of the numbers of a step.
  private var names: [String] {
    [
      "time", "n_risk", "n_event", "n_censor", "estimate", "std_error", "conf_low", "conf_high",
      "cumulative_hazard", "cumulative_hazard_std_error",
    ] + (hasBands ? ["band_low", "band_high"] : [])
  }

  private var hasBands: Bool { analysis.bands.contains { $0 != nil } }

  /// Visits the steps of a curve with their numbers.
  private func forEachStep(_ index: Int, _ body: ([Double]) -> Void) {
    let curve = analysis.curves[index]
    let hazards = curve.cumulativeHazards
    for step in curve.times.indices {
      let limits = curve.confidenceInterval(index: step)
      var numbers = [
        curve.times[step], curve.atRisk[step], curve.events[step], curve.censored[step],
        curve.survival[step], curve.standardError(index: step), limits.lower, limits.upper,
        hazards.values[step], hazards.standardErrors[step],
      ]
      if hasBands {
        let band = analysis.bands[index]?.limits(curve, index: step)
        numbers += [band?.lower ?? .nan, band?.upper ?? .nan]
      }
      body(numbers)
    }
  }

  private func steps(_ index: Int) -> [JSONValue] {
    let names = names
    var steps: [JSONValue] = []
    forEachStep(index) { numbers in
      steps.append(.object(zip(names, numbers).map { .init($0, .number($1)) }))
    }
    return steps
  }

  /// The curves, a row a step.
  var csv: CSVTable {
    var rows: [[CSVValue]] = []
    for index in analysis.curves.indices {
      let levels = analysis.groups[index].cells
      forEachStep(index) { rows.append(levels + $0.map(CSVValue.number)) }
    }
    return CSVTable(header: (analysis.groups.first?.map(\.variable) ?? []) + names, rows: rows)
  }

  /// Where each band holds, in a sentence.
  var bandSentences: [Block] {
    zip(analysis.bands, analysis.groups).compactMap { band, group in
      band.map {
        .paragraph(
          RichText(
            "\(group.title): the \($0.method.title) band holds the whole curve between "
              + "\(CoefficientTerms.plain($0.timeRange.lowerBound)) and "
              + "\(CoefficientTerms.plain($0.timeRange.upperBound)) with a probability of "
              + "\(CoefficientTerms.percent($0.level)) (critical value "
              + "\(CoefficientTerms.significant($0.criticalValue))); it is part of the JSON and CSV "
              + "output."))
      }
    }
  }
}

extension ConfidenceBand.Method {
  /// The name on the page.
  fileprivate var title: String {
    switch self {
    case .hallWellner: "Hall-Wellner"
    case .equalPrecision: "equal-precision"
    }
  }
}
