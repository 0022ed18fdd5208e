import Tables

/// A formula resolved against a table: which columns it uses, each found and fit for its use.
struct FrameColumns {
  /// The right side with the dot expanded.
  let terms: TermList
  /// The columns that must not be missing, as positions in the table, in order of first use.
  let required: [Int]
  /// The bounds of interval-censored times, of which one may be missing.
  let intervals: IntervalReading?

  /// The columns given by options rather than by the formula.
  struct OptionColumns {
    var weights: String?
    var cluster: String?
    /// Other columns to group by, under the names of their options.
    var groupings: [String: String] = [:]
  }

  /// What the command that builds the frame can use.
  struct Support {
    let kinds: Set<SpecialTerm.Kind>
    let caller: String
  }

  /// The rows that can be used.
  func selection(of table: Table) -> RowSelection {
    RowSelection(of: table, completeIn: required, intervals: intervals)
  }

  /// Resolves `formula` against `table`.
  ///
  /// - Throws: `ModelFrameError.formula` with every fault found.
  init(
    _ formula: Formula, table: Table, options: OptionColumns, support: Support
  ) throws(ModelFrameError) {
    terms = try Self.resolved(formula, table, options)
    var check = ColumnCheck(table: table, formula: formula.text)
    var used: [Int] = []
    Self.checkResponse(formula.responseExpression, &check, &used)
    for variable in terms.variables {
      if let special = variable.kind.requirement, !support.kinds.contains(special) {
        check.add(
          "`\(special.example)` is not used by \(support.caller)", at: variable.range,
          help: "take it out of the formula")
      }
      Self.check(variable, &check)
      for part in variable.parts { used += Self.columns(of: part, &check) }
    }
    Self.checkRepetition(terms, &check)
    let others = options.groupings.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
    for (name, option) in [(options.weights, "weights"), (options.cluster, "cluster")] + others {
      guard let name, let position = check.position(of: name, at: nil, option: option) else {
        continue
      }
      if option == "weights" { Self.checkWeights(table.columns[position], &check) }
      used.append(position)
    }
    try check.finish()
    if case .intervalCensored(let lower, let upper) = formula.responseExpression {
      intervals = IntervalReading(table: table, lower: lower, upper: upper)
    } else {
      intervals = nil
    }
    var known: Set<Int> = []
    required = used.filter { known.insert($0).inserted }
  }

  private static func resolved(
    _ formula: Formula, _ table: Table, _ options: OptionColumns
  ) throws(ModelFrameError) -> TermList {
    guard formula.hasDot else { return formula.termList }
    var named = Set(formula.responseExpression.parts.flatMap(\.names).map(\.name))
    for name in [options.weights, options.cluster] { if let name { named.insert(name) } }
    named.formUnion(options.groupings.values)
    do {
      return try TermExpansion.expand(
        formula.rightSide, text: formula.text,
        everything: table.columnNames.filter { !named.contains($0) })
    } catch {
      throw .formula(error)
    }
  }

  private static func columns(
    of expression: FormulaExpression, _ check: inout ColumnCheck
  ) -> [Int] {
    check.columns(of: expression)
  }

  // MARK: Kinds

  private static func checkResponse(
    _ response: ResponseExpression, _ check: inout ColumnCheck, _ used: inout [Int]
  ) {
    let columns = response.parts.flatMap { check.columns(of: $0) }
    if case .intervalCensored = response {} else { used += columns }
    switch response {
    case .none: break
    case .value(let value): check.requireNumber(value)
    case .rightCensored(let time, let event):
      check.requireNumber(time)
      checkEvent(event, &check)
    case .countingProcess(let start, let stop, let event):
      check.requireNumber(start)
      check.requireNumber(stop)
      checkEvent(event, &check)
    case .intervalCensored(let lower, let upper):
      check.requireNumber(lower)
      check.requireNumber(upper)
    }
  }

  /// A plain event column is judged by its values later, with their counts.
  private static func checkEvent(_ event: FormulaExpression, _ check: inout ColumnCheck) {
    if event.unwrapped.columnName == nil { check.requireNumber(event) }
  }

  private static func check(_ variable: FormulaVariable, _ check: inout ColumnCheck) {
    switch variable.kind {
    case .timeVarying where variable.parts.contains { $0.unwrapped.columnName == nil }:
      for part in variable.parts { check.requireNumber(part) }
    case .column, .timeVarying:
      for (name, range) in variable.parts.flatMap(\.names) {
        guard let column = check.table.column(named: name), case .dates = column.values else {
          continue
        }
        check.add(
          "`\(name)` holds dates, which cannot be used as numbers", at: range,
          help: "use a column of durations, or factor(\(name)) for a category per date")
      }
    case .factor, .strata, .cluster, .frailty:
      for part in variable.parts where part.unwrapped.columnName == nil {
        check.requireNumber(part)
      }
    case .randomEffects: break
    default:
      for part in variable.parts { check.requireNumber(part) }
    }
  }

  /// A formula has one grouping of each kind that cannot be crossed.
  private static func checkRepetition(_ terms: TermList, _ check: inout ColumnCheck) {
    for kind in [FormulaVariable.Kind.cluster, .frailty] {
      for extra in terms.specials.filter({ $0.kind == kind }).dropFirst() {
        check.add("`\(extra.label)` is a second term of its kind; one is allowed", at: extra.range)
      }
    }
  }

  private static func checkWeights(_ column: Column, _ check: inout ColumnCheck) {
    if case .numbers = column.values { return }
    check.add("weights: the column `\(column.name)` does not hold numbers", at: nil)
  }
}
