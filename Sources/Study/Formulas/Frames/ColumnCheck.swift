import Tables

/// Looks up the columns a formula names and checks that they can be used as it uses them,
/// collecting every fault.
struct ColumnCheck {
  /// What an expression yields.
  enum ValueKind {
    case number
    case text
    case dates
  }

  let table: Table
  let formula: String
  private(set) var issues: [FormulaError.Issue] = []
  private let positions: [String: Int]

  init(table: Table, formula: String) {
    self.table = table
    self.formula = formula
    positions = Dictionary(
      table.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func add(_ message: String, at range: Range<Int>?, help: String? = nil) {
    issues.append(.init(message, at: range, help: help))
  }

  /// Throws what was found, if anything, in the order of the formula.
  func finish() throws(ModelFrameError) {
    guard !issues.isEmpty else { return }
    func place(_ issue: FormulaError.Issue) -> Int { issue.position?.lowerBound ?? .max }
    var known: Set<FormulaError.Issue> = []
    let distinct = issues.filter { known.insert($0).inserted }
    throw .formula(
      FormulaError(formula: formula, issues: distinct.sorted { place($0) < place($1) }))
  }

  /// The position of a column, or a fault with the name that was probably meant.
  mutating func position(of name: String, at range: Range<Int>?, option: String? = nil) -> Int? {
    if let position = positions[name] { return position }
    let nearest = NameSuggestion.nearest(to: name, among: table.columnNames)
    let suggestion = nearest.map { "; did you mean `\($0)`?" } ?? ""
    let asker = option.map { "\($0): " } ?? ""
    add(
      "\(asker)no column `\(name)` in \(table.source)\(suggestion)", at: range,
      help: nearest == nil && table.columns.count <= 30
        ? "the columns are " + table.columnNames.joined(separator: ", ") : nil)
    return nil
  }

  /// The columns an expression names; unknown ones are faults.
  mutating func columns(of expression: FormulaExpression) -> [Int] {
    expression.names.compactMap { position(of: $0.name, at: $0.range) }
  }

  // MARK: Kinds

  /// Requires an expression to be a number.
  mutating func requireNumber(_ expression: FormulaExpression) {
    let inner = expression.unwrapped
    switch inner.kind {
    case .name(let name): requireNumber(column: name, expression)
    case .number, .logical, .everything: break
    case .text:
      add("text cannot be used in arithmetic", at: inner.range)
    case .sum(let addends): for addend in addends { requireNumber(addend.expression) }
    case .unary(_, let operand), .parentheses(let operand): requireNumber(operand)
    case .binary(.within, let left, let right):
      if case .call(_, let arguments) = right.unwrapped.kind {
        for argument in arguments { requireComparable(left, argument.value) }
      }
    case .binary(let operation, let left, let right):
      if operation.isComparison {
        requireComparable(left, right, isOrdering: operation.isOrdering)
      } else {
        requireNumber(left)
        requireNumber(right)
      }
    case .call(_, let arguments): for argument in arguments { requireNumber(argument.value) }
    }
  }

  private mutating func requireNumber(column name: String, _ expression: FormulaExpression) {
    guard let position = position(of: name, at: expression.range) else { return }
    switch table.columns[position].values {
    case .numbers: break
    case .dates:
      add(
        "`\(name)` holds dates, which cannot be used as numbers", at: expression.range,
        help: "use a column of durations, or factor(\(name)) for a category per date")
    case .categories(let categories):
      if TruthValue.codes(categories.levels) != nil { break }
      let example = exampleOfText(position, categories)
      add(
        "`\(name)` holds text\(example), which cannot be used as a number",
        at: expression.range,
        help: "compare it with a value, as in \(name) == \"\(categories.levels.first ?? "a")\"")
    }
  }

  /// Names the first value that is no number and where it stands.
  private func exampleOfText(_ position: Int, _ categories: Categories) -> String {
    let isText = categories.levels.map { Double($0) == nil }
    guard let row = categories.codes.firstIndex(where: { $0 >= 0 && isText[Int($0)] }) else {
      return ""
    }
    let value = categories.levels[Int(categories.codes[row])]
    return " (`\(value)` on line \(table.lines[row]))"
  }

  /// Requires the sides of a comparison to be comparable.
  private mutating func requireComparable(
    _ left: FormulaExpression, _ right: FormulaExpression, isOrdering: Bool = false
  ) {
    guard let (column, literal) = TextComparison.sides(left, right, table: table) else {
      if let (name, text, range) = textAgainstNumber(left, right) {
        add(
          "`\(name)` holds numbers and is compared with \"\(text)\"", at: range,
          help: "write the number without quotes")
      } else {
        requireNumber(left)
        requireNumber(right)
      }
      return
    }
    if isOrdering {
      add(
        "`\(column.name)` holds text, which has no order; use == or !=",
        at: left.range.lowerBound..<right.range.upperBound)
    } else if TextComparison.position(of: literal, in: column.categories.levels) == nil {
      let levels = column.categories.levels
      let wanted = TextComparison.spelling(literal)
      let nearest = NameSuggestion.nearest(to: wanted, among: levels)
      add(
        "`\(column.name)` has no value `\(wanted)`"
          + (nearest.map { "; did you mean `\($0)`?" } ?? ""),
        at: (left.literal == nil ? right : left).range,
        help: "its values are " + levels.prefix(10).joined(separator: ", ")
          + (levels.count > 10 ? " and \(levels.count - 10) more" : ""))
    }
  }

  private func textAgainstNumber(
    _ left: FormulaExpression, _ right: FormulaExpression
  ) -> (name: String, text: String, range: Range<Int>)? {
    for (side, other) in [(left.unwrapped, right.unwrapped), (right.unwrapped, left.unwrapped)] {
      guard case .name(let name) = side.kind, case .text(let text) = other.kind,
        Double(text) == nil, let column = positions[name],
        case .numbers = table.columns[column].values
      else { continue }
      return (name, text, other.range)
    }
    return nil
  }
}

extension FormulaExpression.BinaryOperator {
  /// Whether the operator compares two values.
  var isComparison: Bool {
    switch self {
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// Whether the operator asks which of two values is larger.
  var isOrdering: Bool { isComparison && self != .equal && self != .unequal }
}
