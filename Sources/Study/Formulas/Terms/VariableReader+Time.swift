import Statistics

extension VariableReader {
  /// The function and the covariate of `tt(x, g)`.
  func timeVarying(
    _ arguments: [Argument], _ expression: FormulaExpression
  ) throws(FormulaError) -> (function: TimeFunction, source: FormulaExpression) {
    let help = "for example tt(age, log), or tt(arm, after(12)) for an effect of its own after 12"
    guard arguments.count == 2, arguments.allSatisfy({ $0.name == nil }) else {
      throw fault(
        "tt(...) takes a covariate and a function of time: identity, log, sqrt or after(time)",
        at: expression.range, help: help)
    }
    let chosen = arguments[1].value
    let function: TimeFunction
    switch chosen.unwrapped.kind {
    case .name("identity"): function = .identity
    case .name("log"): function = .logarithm
    case .name("sqrt"): function = .squareRoot
    case .call("after", let inner):
      guard inner.count == 1, inner[0].name == nil, let time = inner[0].value.literalNumber,
        time.isFinite
      else {
        throw fault("after(...) takes one number, a time", at: chosen.range, help: help)
      }
      function = .after(time)
    default:
      throw fault(
        "`\(chosen.label)` is no function of time; they are identity, log, sqrt and after(time)",
        at: chosen.range, help: help)
    }
    return (function, arguments[0].value)
  }
}
