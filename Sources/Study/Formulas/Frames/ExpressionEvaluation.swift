import Glibc
import Tables

/// Computes expressions over the rows used, a column at a time.
///
/// Expressions were checked by `ColumnCheck` before; what it would refuse yields NaN here.
struct ExpressionEvaluation {
  let table: Table
  let selection: RowSelection

  /// A number for every row, or one for all.
  enum Operand {
    case scalar(Double)
    case vector([Double])
  }

  /// The values of an expression, one per row used.
  func numbers(_ expression: FormulaExpression) -> [Double] {
    switch operand(expression) {
    case .vector(let values): values
    case .scalar(let value): [Double](repeating: value, count: selection.count)
    }
  }

  /// The values of an expression, to be told apart as categories.
  func categories(_ expression: FormulaExpression) -> CategorySource {
    if case .name(let name) = expression.unwrapped.kind, let column = table.column(named: name) {
      switch column.values {
      case .categories(let categories):
        return .categories(
          Categories(codes: selection.gather(categories.codes), levels: categories.levels))
      case .dates(let days): return .days(selection.gather(days))
      case .numbers(let numbers): return .numbers(selection.gather(numbers))
      }
    }
    return .numbers(numbers(expression))
  }

  // MARK: The tree

  private func operand(_ expression: FormulaExpression) -> Operand {
    switch expression.kind {
    case .number(let value): return .scalar(value)
    case .logical(let value): return .scalar(value ? 1 : 0)
    case .text(let text): return .scalar(Double(text) ?? .nan)
    case .everything: return .scalar(.nan)
    case .name(let name): return column(name)
    case .parentheses(let inner): return operand(inner)
    case .sum(let addends): return sum(addends)
    case .unary(let operation, let inner):
      switch operation {
      case .plus: return operand(inner)
      case .minus: return map(operand(inner)) { -$0 }
      case .not: return map(operand(inner)) { $0.isNaN ? $0 : $0 == 0 ? 1 : 0 }
      }
    case .binary(.within, let left, let right): return within(left, right)
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .call(let name, let arguments):
      guard let argument = arguments.first?.value else { return .scalar(.nan) }
      return call(name, operand(argument))
    }
  }

  private func column(_ name: String) -> Operand {
    switch table.column(named: name)?.values {
    case .numbers(let values): .vector(selection.gather(values))
    case .categories(let categories):
      .vector(lookUp(TruthValue.codes(categories.levels) ?? [], categories))
    case .dates, nil: .scalar(.nan)
    }
  }

  /// The value of each row's level; NaN for a missing level.
  private func lookUp(_ values: [Double], _ categories: Categories) -> [Double] {
    selection.gather(categories.codes).map { code in
      code >= 0 && Int(code) < values.count ? values[Int(code)] : .nan
    }
  }

  private func sum(_ addends: [FormulaExpression.Addend]) -> Operand {
    guard let first = addends.first else { return .scalar(.nan) }
    var total = operand(first.expression)
    for addend in addends.dropFirst() {
      let next = operand(addend.expression)
      total =
        addend.isSubtracted ? combine(total, next) { $0 - $1 } : combine(total, next) { $0 + $1 }
    }
    return total
  }

  private func within(_ left: FormulaExpression, _ right: FormulaExpression) -> Operand {
    guard case .call(_, let arguments) = right.unwrapped.kind else { return .scalar(.nan) }
    var total = Operand.scalar(0)
    for argument in arguments {
      total = combine(total, binary(.equal, left, argument.value)) { max($0, $1) }
    }
    return total
  }

  private func binary(
    _ operation: FormulaExpression.BinaryOperator, _ left: FormulaExpression,
    _ right: FormulaExpression
  ) -> Operand {
    if operation.isComparison,
      let (column, literal) = TextComparison.sides(left, right, table: table)
    {
      let wanted = TextComparison.position(of: literal, in: column.categories.levels)
      let isEqual = column.categories.levels.indices.map { $0 == wanted ? 1.0 : 0.0 }
      return .vector(
        lookUp(operation == .equal ? isEqual : isEqual.map { 1 - $0 }, column.categories))
    }
    let (a, b) = (operand(left), operand(right))
    func truth(_ x: Double, _ y: Double, _ isTrue: Bool) -> Double {
      x.isNaN || y.isNaN ? .nan : isTrue ? 1 : 0
    }
    switch operation {
    case .times: return combine(a, b) { $0 * $1 }
    case .divide: return combine(a, b) { $0 / $1 }
    case .power: return power(a, b)
    case .equal: return combine(a, b) { truth($0, $1, $0 == $1) }
    case .unequal: return combine(a, b) { truth($0, $1, $0 != $1) }
    case .less: return combine(a, b) { truth($0, $1, $0 < $1) }
    case .lessOrEqual: return combine(a, b) { truth($0, $1, $0 <= $1) }
    case .greater: return combine(a, b) { truth($0, $1, $0 > $1) }
    case .greaterOrEqual: return combine(a, b) { truth($0, $1, $0 >= $1) }
    case .and: return combine(a, b) { truth($0, $1, $0 != 0 && $1 != 0) }
    case .or: return combine(a, b) { truth($0, $1, $0 != 0 || $1 != 0) }
    case .interaction, .within, .uncorrelated: return .scalar(.nan)
    }
  }

  private func power(_ base: Operand, _ exponent: Operand) -> Operand {
    if case .scalar(2) = exponent { return map(base) { $0 * $0 } }
    return combine(base, exponent) { pow($0, $1) }
  }

  private func call(_ name: String, _ argument: Operand) -> Operand {
    switch name {
    case "I": argument
    case "log": map(argument) { log($0) }
    case "exp": map(argument) { exp($0) }
    case "sqrt": map(argument) { $0.squareRoot() }
    case "abs": map(argument) { abs($0) }
    case "log2": map(argument) { log2($0) }
    case "log10": map(argument) { log10($0) }
    case "log1p": map(argument) { log1p($0) }
    case "expm1": map(argument) { expm1($0) }
    default: .scalar(.nan)
    }
  }

  // MARK: Whole columns

  @inline(__always)
  private func map(_ operand: Operand, _ function: (Double) -> Double) -> Operand {
    switch operand {
    case .scalar(let value): .scalar(function(value))
    case .vector(let values): .vector(values.map(function))
    }
  }

  @inline(__always)
  private func combine(
    _ left: Operand, _ right: Operand, _ function: (Double, Double) -> Double
  ) -> Operand {
    switch (left, right) {
    case (.scalar(let a), .scalar(let b)): .scalar(function(a, b))
    case (.vector(let a), .scalar(let b)): .vector(a.map { function($0, b) })
    case (.scalar(let a), .vector(let b)): .vector(b.map { function(a, $0) })
    case (.vector(let a), .vector(let b)): .vector(a.indices.map { function(a[$0], b[$0]) })
    }
  }
}
