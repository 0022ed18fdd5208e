/// The left side of a formula.
package enum ResponseExpression: Sendable, Hashable, Codable {
  /// Nothing stands there.
  case none
  /// A column, arithmetic or a comparison.
  case value(FormulaExpression)
  /// `Surv(time, event)`.
  case rightCensored(time: FormulaExpression, event: FormulaExpression)
  /// `Surv(start, stop, event)`.
  case countingProcess(
    start: FormulaExpression, stop: FormulaExpression, event: FormulaExpression)
  /// `Surv(lower, upper, type = "interval2")`.
  case intervalCensored(lower: FormulaExpression, upper: FormulaExpression)

  /// The expressions in it, in order.
  package var parts: [FormulaExpression] {
    switch self {
    case .none: []
    case .value(let value): [value]
    case .rightCensored(let time, let event): [time, event]
    case .countingProcess(let start, let stop, let event): [start, stop, event]
    case .intervalCensored(let lower, let upper): [lower, upper]
    }
  }

  /// Reads the left side of a formula.
  static func read(
    _ expression: FormulaExpression?, text: String
  ) throws(FormulaError) -> ResponseExpression {
    guard let expression else { return .none }
    let reader = VariableReader(text: text)
    guard case .call("Surv", let arguments) = expression.unwrapped.kind else {
      try reader.checkArithmetic(expression)
      return .value(expression)
    }
    let response = try survival(arguments, expression, reader)
    for part in response.parts { try reader.checkArithmetic(part) }
    return response
  }

  private static func survival(
    _ arguments: [FormulaExpression.Argument], _ expression: FormulaExpression,
    _ reader: VariableReader
  ) throws(FormulaError) -> ResponseExpression {
    let help =
      "write Surv(time, event), Surv(start, stop, event) or "
      + "Surv(lower, upper, type = \"interval2\")"
    var positional: [FormulaExpression] = []
    var named: [String: FormulaExpression] = [:]
    for argument in arguments {
      guard let name = argument.name else {
        positional.append(argument.value)
        continue
      }
      guard ["time", "time2", "event", "type"].contains(name), named[name] == nil else {
        throw reader.fault(
          "Surv(...) does not take `\(name)`", at: argument.value.range, help: help)
      }
      named[name] = argument.value
    }
    let type = try typeName(named.removeValue(forKey: "type"), reader)
    let slots =
      type == "interval2" || (positional.count + named.count == 3 && type != "right")
      ? ["time", "time2", "event"] : ["time", "event"]
    for slot in slots where named[slot] == nil && !positional.isEmpty {
      named[slot] = positional.removeFirst()
    }
    let fault = reader.fault(
      "these arguments of Surv(...) do not make an outcome",
      at: expression.range, help: help)
    guard positional.isEmpty, let time = named["time"] else { throw fault }
    switch (named["time2"], named["event"], type) {
    case (let upper?, nil, "interval2"): return .intervalCensored(lower: time, upper: upper)
    case (let stop?, let event?, nil), (let stop?, let event?, "counting"):
      return .countingProcess(start: time, stop: stop, event: event)
    case (nil, let event?, nil), (nil, let event?, "right"):
      return .rightCensored(time: time, event: event)
    case (nil, nil, _):
      throw reader.fault(
        "Surv(...) needs the event as well as the time",
        at: expression.range, help: help)
    default: throw fault
    }
  }

  private static func typeName(
    _ expression: FormulaExpression?, _ reader: VariableReader
  ) throws(FormulaError) -> String? {
    guard let expression else { return nil }
    guard case .text(let type) = expression.kind,
      ["right", "counting", "interval2"].contains(type)
    else {
      throw reader.fault(
        "the type of Surv(...) is \"right\", \"counting\" or \"interval2\"", at: expression.range)
    }
    return type
  }
}
