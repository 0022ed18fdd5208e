import Analyses
import Cohorts
import Documents
import Statistics

/// The rows of an analysis as JSON and CSV, at full precision.
enum ResultRows {
  static func json(_ rows: [AnalysisResult]) -> JSONValue { .array(rows.map(json)) }

  private static func json(_ row: AnalysisResult) -> JSONValue {
    var value: JSONValue = .null
    var state: JSONValue = .null
    switch row.value {
    case .number(let number): value = .number(number)
    case .count(let count): value = .integer(count)
    case .state(let name): state = .string(name.rawValue)
    case .hidden: state = "suppressed"
    }
    return [
      "analysis": .string(row.analysis.rawValue), "name": .optional(row.name),
      "population": .string(row.population),
      "group": .object(row.stratum.map { .init($0.variable, .string($0.level)) }),
      "variable": .optional(row.variable), "level": .optional(row.level),
      "statistic": .string(row.statistic.rawValue), "value": value, "state": state,
      "conf_low": .optional(row.interval?.lower), "conf_high": .optional(row.interval?.upper),
      "conf_level": .optional(row.interval?.level), "p_value": .optional(row.pValue),
      "df": .optional(row.degreesOfFreedom), "time_months": .optional(row.timeMonths),
      "unit": .optional(row.unit), "method": .optional(row.method),
      "n": .optional(row.denominators.n.number),
      "events": .optional(row.denominators.events?.number),
      "treated": .optional(row.denominators.treated?.number),
      "missing": .optional(row.denominators.missing?.number),
      "accounts": .array(
        row.denominators.accounts.map {
          [
            "reason": .string($0.reason), "count": .optional($0.count.number),
            "role": .string($0.role.rawValue),
          ]
        }),
      "context": row.context.map(json) ?? .null,
      "diagnostics": .array(row.diagnostics.map(EstimatorHeading.json)),
    ]
  }

  private static func json(_ context: OutcomeContext) -> JSONValue {
    let measure = context.measure
    return [
      "label": .string(context.label), "instrument": .string(context.instrument),
      "threshold": .string(context.threshold), "origin": .string(context.origin),
      "population": .string(context.population), "version": .string(measure.version),
      "domain": .string(measure.domain), "direction": .string(measure.direction),
      "response_rule": .string(measure.reading.rawValue),
      "strategies": measure.strategies.isEmpty
        ? .string(OutcomeMeasure.undeclared)
        : .object(measure.strategies.map { .init($0.event, .string($0.action)) }),
    ]
  }

  static func csv(_ rows: [AnalysisResult]) -> CSVTable {
    CSVTable(
      header: [
        "analysis", "name", "group_variable", "group_level", "variable", "level", "statistic",
        "value", "state", "conf_low", "conf_high", "p_value", "df", "time_months", "unit", "n",
        "events",
      ],
      rows: rows.map { row in
        var value = CSVValue.missing
        var state = CSVValue.missing
        switch row.value {
        case .number(let number): value = .number(number)
        case .count(let count): value = .integer(count)
        case .state(let name): state = .text(name.rawValue)
        case .hidden: state = "suppressed"
        }
        return [
          .text(row.analysis.rawValue), .optional(row.name), .optional(row.stratum.first?.variable),
          .optional(row.stratum.first?.level), .optional(row.variable), .optional(row.level),
          .text(row.statistic.rawValue), value, state, .optional(row.interval?.lower),
          .optional(row.interval?.upper), .optional(row.pValue), .optional(row.degreesOfFreedom),
          .optional(row.timeMonths), .optional(row.unit),
          .optional(row.denominators.n.number),
          .optional(row.denominators.events?.number),
        ]
      })
  }
}
