import Tables

/// Turns calls of the formula language into variables, with every argument checked.
struct VariableReader {
  /// The formula, for messages.
  let text: String

  typealias Argument = FormulaExpression.Argument
  typealias Variable = FormulaVariable

  /// Functions of one number that may stand in a formula.
  static let arithmeticFunctions: Set<String> = [
    "I", "log", "exp", "sqrt", "abs", "log2", "log10", "log1p", "expm1",
  ]
  private static let otherFunctions: Set<String> = [
    "factor", "rcs", "ns", "poly", "offset", "strata", "cluster", "frailty", "tt",
  ]
  /// The largest number of knots, degrees of freedom or degree a basis may have.
  private static let largestBasis = 50

  func fault(_ message: String, at range: Range<Int>, help: String? = nil) -> FormulaError {
    FormulaError(formula: text, issues: [.init(message, at: range, help: help)])
  }

  /// The variable an expression stands for.
  func variable(of expression: FormulaExpression) throws(FormulaError) -> Variable {
    switch expression.kind {
    case .name:
      return Variable(
        label: expression.label, kind: .column, parts: [expression], range: expression.range)
    case .binary(let operation, _, _) where operation.isLogical:
      try checkArithmetic(expression)
      return Variable(
        label: expression.label, kind: .arithmetic, parts: [expression], range: expression.range)
    case .call(let name, let arguments):
      return try call(name, arguments, expression)
    case .number:
      throw fault(
        "only 0 and 1 may be added or taken away as numbers", at: expression.range,
        help: "arithmetic stands inside I(...), for example I(age / 10)")
    default:
      throw fault(
        "`\(expression.label)` is not a term", at: expression.range,
        help: "arithmetic stands inside I(...), for example I(age / 10)")
    }
  }

  private func call(
    _ name: String, _ arguments: [Argument], _ expression: FormulaExpression
  ) throws(FormulaError) -> Variable {
    func made(_ kind: Variable.Kind, _ parts: [FormulaExpression]) -> Variable {
      Variable(label: expression.label, kind: kind, parts: parts, range: expression.range)
    }
    switch name {
    case "factor":
      let argument = try onlyArgument(
        name, arguments, expression, help: "the reference level is chosen with --reference")
      return made(.factor, [argument])
    case "rcs":
      return made(try splineOfCount(arguments, expression), [try basis(arguments, expression)])
    case "ns":
      return made(try naturalSpline(arguments, expression), [try basis(arguments, expression)])
    case "poly":
      return made(try polynomial(arguments, expression), [try basis(arguments, expression)])
    case "tt":
      let (function, source) = try timeVarying(arguments, expression)
      if case .call("factor", let inner) = source.kind {
        return made(
          .timeVarying(function, isFactor: true), [try onlyArgument("factor", inner, source)])
      }
      try checkArithmetic(source)
      return made(.timeVarying(function, isFactor: false), [source])
    case "offset":
      let argument = try onlyArgument(name, arguments, expression)
      try checkArithmetic(argument)
      return made(.offset, [argument])
    case "cluster", "frailty":
      let argument = try grouping(try onlyArgument(name, arguments, expression))
      return made(name == "cluster" ? .cluster : .frailty, [argument])
    case "strata":
      guard !arguments.isEmpty, arguments.allSatisfy({ $0.name == nil }) else {
        throw fault("strata(...) takes the names of columns", at: expression.range)
      }
      var parts: [FormulaExpression] = []
      for argument in arguments { parts.append(try grouping(argument.value)) }
      return made(.strata, parts)
    default:
      try checkArithmetic(expression)
      return made(.arithmetic, [expression])
    }
  }

  /// What rows are grouped by: a column, with or without factor(...) around it, or arithmetic.
  private func grouping(
    _ expression: FormulaExpression
  ) throws(FormulaError) -> FormulaExpression {
    if case .call("factor", let arguments) = expression.kind {
      return try grouping(try onlyArgument("factor", arguments, expression))
    }
    try checkArithmetic(expression)
    return expression
  }

  private func onlyArgument(
    _ name: String, _ arguments: [Argument], _ expression: FormulaExpression, help: String? = nil
  ) throws(FormulaError) -> FormulaExpression {
    guard arguments.count == 1, arguments[0].name == nil else {
      throw fault("\(name)(...) takes one argument", at: expression.range, help: help)
    }
    return arguments[0].value
  }

  // MARK: Bases

  private func basis(
    _ arguments: [Argument], _ expression: FormulaExpression
  ) throws(FormulaError) -> FormulaExpression {
    guard let first = arguments.first, first.name == nil || first.name == "x" else {
      throw fault(
        "`\(expression.label)` needs a column as its first argument", at: expression.range)
    }
    try checkArithmetic(first.value)
    return first.value
  }

  private func splineOfCount(
    _ arguments: [Argument], _ expression: FormulaExpression
  ) throws(FormulaError) -> Variable.Kind {
    let options = try named(["knots"], in: arguments, expression)
    guard let knots = options["knots"] else { return .restrictedCubicSpline(.count(5)) }
    if knots.unwrapped.literalNumber != nil {
      return .restrictedCubicSpline(
        .count(try count(knots, from: 3, "the number of knots of rcs(...)")))
    }
    let values = try numbers(knots)
    guard Set(values).count >= 3 else {
      throw fault("rcs(...) needs at least three distinct knots", at: knots.range)
    }
    return .restrictedCubicSpline(.explicit(Array(Set(values)).sorted()))
  }

  private func naturalSpline(
    _ arguments: [Argument], _ expression: FormulaExpression
  ) throws(FormulaError) -> Variable.Kind {
    let options = try named(["df", "knots", "Boundary.knots"], in: arguments, expression)
    var boundary: [Double]?
    if let given = options["Boundary.knots"] {
      let values = try numbers(given)
      guard values.count == 2, values[0] != values[1] else {
        throw fault("Boundary.knots takes two different numbers", at: given.range)
      }
      boundary = values.sorted()
    }
    if let knots = options["knots"] {
      guard options["df"] == nil else {
        throw fault("ns(...) takes df or knots, not both", at: expression.range)
      }
      return .naturalSpline(.explicit(try numbers(knots).sorted()), boundary: boundary)
    }
    guard let df = options["df"] else { return .naturalSpline(.count(1), boundary: boundary) }
    return .naturalSpline(
      .count(try count(df, from: 1, "the degrees of freedom of ns(...)")), boundary: boundary)
  }

  private func polynomial(
    _ arguments: [Argument], _ expression: FormulaExpression
  ) throws(FormulaError) -> Variable.Kind {
    let options = try named(["degree", "raw"], in: arguments, expression)
    var degree = 1
    if let given = options["degree"] {
      degree = try count(given, from: 1, "the degree of poly(...)")
    }
    guard let raw = options["raw"] else { return .polynomial(degree: degree, isRaw: false) }
    switch raw.kind {
    case .logical(let value): return .polynomial(degree: degree, isRaw: value)
    case .name("T"): return .polynomial(degree: degree, isRaw: true)
    case .name("F"): return .polynomial(degree: degree, isRaw: false)
    default: throw fault("raw is TRUE or FALSE", at: raw.range)
    }
  }

  /// The arguments after the first, by name; those without one take the names in order.
  private func named(
    _ names: [String], in arguments: [Argument], _ expression: FormulaExpression
  ) throws(FormulaError) -> [String: FormulaExpression] {
    var found: [String: FormulaExpression] = [:]
    for (position, argument) in arguments.dropFirst().enumerated() {
      let name = argument.name ?? (position < names.count ? names[position] : nil)
      guard let name, names.contains(name), found[name] == nil else {
        throw fault(
          "`\(expression.label)` does not take this argument; it knows "
            + names.joined(separator: ", "), at: argument.value.range)
      }
      found[name] = argument.value
    }
    return found
  }

  private func count(
    _ expression: FormulaExpression, from least: Int, _ what: String
  ) throws(FormulaError) -> Int {
    guard let value = expression.literalNumber, value == value.rounded(),
      value >= Double(least), value <= Double(Self.largestBasis)
    else {
      throw fault(
        "\(what) is a whole number from \(least) to \(Self.largestBasis)", at: expression.range)
    }
    return Int(value)
  }

  /// The numbers of `c(1, 2, 3)`, or a single number.
  private func numbers(_ expression: FormulaExpression) throws(FormulaError) -> [Double] {
    if let value = expression.literalNumber { return [value] }
    guard case .call("c", let arguments) = expression.unwrapped.kind, !arguments.isEmpty,
      arguments.count <= Self.largestBasis
    else {
      throw fault("numbers are written c(10, 20, 30)", at: expression.range)
    }
    var values: [Double] = []
    for argument in arguments {
      guard let value = argument.value.literalNumber else {
        throw fault("a number is expected here", at: argument.value.range)
      }
      values.append(value)
    }
    return values
  }

  // MARK: Arithmetic

  /// Checks that an expression is arithmetic that can be computed row by row.
  func checkArithmetic(_ expression: FormulaExpression) throws(FormulaError) {
    switch expression.kind {
    case .number, .text, .logical, .name: return
    case .everything:
      throw fault("`.` stands for columns and cannot be computed with", at: expression.range)
    case .sum(let addends):
      for addend in addends { try checkArithmetic(addend.expression) }
    case .unary(_, let inner), .parentheses(let inner): try checkArithmetic(inner)
    case .binary(.interaction, _, _), .binary(.uncorrelated, _, _):
      throw fault("this operator has no meaning in arithmetic", at: expression.range)
    case .binary(.within, let left, let right):
      try checkArithmetic(left)
      try checkList(right)
    case .binary(_, let left, let right):
      try checkArithmetic(left)
      try checkArithmetic(right)
    case .call(let name, let arguments):
      guard Self.arithmeticFunctions.contains(name) else {
        throw unknownFunction(name, expression)
      }
      try checkArithmetic(try onlyArgument(name, arguments, expression))
    }
  }

  private func checkList(_ expression: FormulaExpression) throws(FormulaError) {
    guard case .call("c", let arguments) = expression.unwrapped.kind, !arguments.isEmpty else {
      throw fault(
        "%in% needs a list such as c(1, 2) or c(\"a\", \"b\")", at: expression.range)
    }
    for argument in arguments where argument.value.literal == nil {
      throw fault("a number or text in quotes is expected here", at: argument.value.range)
    }
  }

  private func unknownFunction(_ name: String, _ expression: FormulaExpression) -> FormulaError {
    let range = expression.range.lowerBound..<expression.range.lowerBound + name.count
    if Self.otherFunctions.contains(name) || name == "Surv" || name == "c" {
      return fault(
        "\(name)(...) cannot stand here", at: range,
        help: "a comparison reaches over + on both sides; set it apart as (age > 60)")
    }
    let known = Self.arithmeticFunctions.union(Self.otherFunctions).sorted()
    let nearest = NameSuggestion.nearest(to: name, among: known)
    return fault(
      "the formula language has no function `\(name)`"
        + (nearest.map { "; did you mean `\($0)`?" } ?? ""), at: range,
      help: "it knows " + known.joined(separator: ", "))
  }
}
