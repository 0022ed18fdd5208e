import Statistics
import Tables

/// Learns from the data how each variable of a formula is coded, and codes the rows used.
struct VariableFitting {
  let table: Table
  let selection: RowSelection
  let references: [String: String]
  let formula: String

  private(set) var coded: [CodedVariable] = []
  private(set) var values: [CodedVariable.Values] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var issues: [FormulaError.Issue] = []
  private(set) var problems: [TableProblem] = []
  private var usedReferences: Set<String> = []

  init(table: Table, selection: RowSelection, references: [String: String], formula: String) {
    self.table = table
    self.selection = selection
    self.references = references
    self.formula = formula
  }

  /// Codes all variables of a term list; specials get a place without meaning.
  mutating func fit(_ variables: [FormulaVariable]) {
    let plainNames = Set(variables.filter { $0.kind == .column }.map(\.label))
    for variable in variables {
      guard variable.kind.special == nil, let source = variable.parts.first else {
        coded.append(
          CodedVariable(name: variable.label, source: Self.nothing, coding: .number))
        values.append(.columns([]))
        continue
      }
      if isCategorical(variable, source) {
        fitFactor(variable, source, plainNames)
      } else {
        fitNumber(variable, source, isSole: Self.isSole(source, in: variables))
      }
    }
  }

  /// Faults for references that name no categorical variable.
  mutating func checkReferences() {
    for name in references.keys.sorted() where !usedReferences.contains(name) {
      let factors = coded.filter { $0.levels != nil }.map(\.name)
      let nearest = NameSuggestion.nearest(to: name, among: factors)
      issues.append(
        .init(
          "the reference level of `\(name)` is given, which is no categorical variable of the "
            + "formula" + (nearest.map { "; did you mean `\($0)`?" } ?? ""), at: nil,
          help: "a number is made categorical with factor(\(name))"))
    }
  }

  private static let nothing = FormulaExpression(
    kind: .number(0), range: 0..<0, label: "", depth: 1)

  private func isCategorical(_ variable: FormulaVariable, _ source: FormulaExpression) -> Bool {
    switch variable.kind {
    case .factor, .timeVarying(_, isFactor: true): return true
    case .column, .timeVarying:
      guard let name = source.columnName,
        case .categories = table.column(named: name)?.values
      else { return false }
      return true
    default: return false
    }
  }

  // MARK: Factors

  private mutating func fitFactor(
    _ variable: FormulaVariable, _ source: FormulaExpression, _ plainNames: Set<String>
  ) {
    // `factor(stage)` is called `stage`, unless the formula holds `stage` itself as well.
    var name = variable.label
    if variable.kind == .factor, let column = source.columnName, !plainNames.contains(column) {
      name = column
    }
    let evaluation = ExpressionEvaluation(table: table, selection: selection)
    if source.unwrapped.columnName == nil,
      let problem = FiniteCheck(table: table, selection: selection)
        .problem(evaluation.numbers(source), of: source)
    {
      problems.append(problem)
    }
    let found = Categorised(evaluation.categories(source))
    var levels = found.levels
    var codes = found.codes
    if let reference = reference(variable, name, source, found) {
      levels = levels.startingWith(reference)
      let moved = Int32(reference)
      codes = codes.map { $0 == moved ? 0 : $0 < moved ? $0 + 1 : $0 }
    }
    note(found, name)
    coded.append(CodedVariable(name: name, source: source, coding: .levels(levels)))
    values.append(.codes(codes))
  }

  private mutating func reference(
    _ variable: FormulaVariable, _ name: String, _ source: FormulaExpression, _ found: Categorised
  ) -> Int? {
    let keys = [name, variable.label, source.label]
    guard let key = keys.first(where: { references[$0] != nil }), let wanted = references[key]
    else { return nil }
    usedReferences.insert(key)
    if let position = found.levels.position(of: wanted) { return position }
    let nearest = NameSuggestion.nearest(to: wanted, among: found.levels.names)
    let reason =
      found.emptyLevels.contains(wanted) ? "no row used has the level" : "there is no level"
    issues.append(
      .init(
        "the reference level of `\(key)` is given as `\(wanted)`, but \(reason) `\(wanted)`"
          + (nearest.map { "; did you mean `\($0)`?" } ?? ""), at: nil,
        help: "the levels are " + found.levels.names.prefix(20).joined(separator: ", ")))
    return nil
  }

  private mutating func note(_ found: Categorised, _ name: String) {
    if !found.emptyLevels.isEmpty {
      let shown = found.emptyLevels.prefix(10).map { "`\($0)`" }.joined(separator: ", ")
      diagnostics.append(
        Diagnostic(
          .notEstimable, .note, term: name,
          message: "no row used has \(shown) in `\(name)`; "
            + (found.emptyLevels.count == 1 ? "this level is" : "these levels are")
            + " left out of the model"))
    }
    if found.levels.count == 1, let only = found.levels.names.first {
      diagnostics.append(
        Diagnostic(
          .constantCovariate, .warning, term: name,
          message: "every row used has `\(only)` in `\(name)`, which therefore has no effect to "
            + "estimate"))
    }
    let numbers = found.levels.names.reduce(0) { $0 + (Double($1) == nil ? 0 : 1) }
    if found.levels.values == .text, numbers * 2 > found.levels.count,
      let text = found.levels.names.first(where: { Double($0) == nil })
    {
      diagnostics.append(
        Diagnostic(
          .suspiciousValue, .warning, term: name,
          message: "`\(name)` is taken as categorical because it holds text such as `\(text)`, "
            + "though most of its values are numbers; mend the text to use it as a number"))
    }
  }

  // MARK: Numbers and bases

  /// Whether an expression stands for a covariate once only, so that its name can mean a spline.
  private static func isSole(
    _ source: FormulaExpression, in variables: [FormulaVariable]
  ) -> Bool {
    variables.count { variable in
      variable.kind.special == nil && variable.parts.first?.label == source.label
    } == 1
  }

  private mutating func fitNumber(
    _ variable: FormulaVariable, _ source: FormulaExpression, isSole: Bool
  ) {
    let x = ExpressionEvaluation(table: table, selection: selection).numbers(source)
    if let problem = FiniteCheck(table: table, selection: selection).problem(x, of: source) {
      problems.append(problem)
    }
    guard let coding = coding(variable, source, x) else {
      coded.append(CodedVariable(name: variable.label, source: source, coding: .number))
      values.append(.columns(x))
      return
    }
    let result = CodedVariable(
      name: variable.label, stem: isSole ? source.label : nil, source: source, coding: coding)
    coded.append(result)
    values.append(.columns(result.columns(at: x)))
  }

  private mutating func coding(
    _ variable: FormulaVariable, _ source: FormulaExpression, _ x: [Double]
  ) -> CodedVariable.Coding? {
    switch variable.kind {
    case .restrictedCubicSpline(.explicit(let knots)):
      return .restrictedCubicSpline(RestrictedCubicSpline(knots: knots))
    case .restrictedCubicSpline(.count(let count)):
      let spline = RestrictedCubicSpline(count: count, sorted: known(source).sorted())
      if let spline, spline.knots.count < count { noteFewerKnots(variable, spline.knots.count) }
      return accepted(spline.map { .restrictedCubicSpline($0) }, variable, "\(count) knots")
    case .naturalSpline(let choice, let boundary):
      return naturalSpline(variable, source, choice, boundary)
    case .polynomial(let degree, isRaw: true): return .powers(degree: degree)
    case .polynomial(let degree, isRaw: false):
      let polynomial = OrthogonalPolynomial(degree: degree, values: known(source))
      return accepted(
        polynomial.map { .orthogonalPolynomial($0) }, variable,
        "a polynomial of degree \(degree)")
    default: return .number
    }
  }

  private mutating func naturalSpline(
    _ variable: FormulaVariable, _ source: FormulaExpression,
    _ choice: FormulaVariable.KnotChoice, _ boundary: [Double]?
  ) -> CodedVariable.Coding? {
    let values = known(source).sorted()
    let ends = boundary.map { (lower: $0[0], upper: $0[1]) }
    var spline: NaturalSpline?
    switch choice {
    case .count(let df):
      spline = NaturalSpline(degreesOfFreedom: df, sorted: values, boundary: ends)
    case .explicit(let knots):
      if let least = values.first, let largest = values.last {
        spline = NaturalSpline(knots: knots, boundary: ends ?? (least, largest))
      }
    }
    return accepted(spline.map { .naturalSpline($0) }, variable, "these knots")
  }

  /// The finite values of an expression over all rows of the table that have one, whether or not
  /// other variables exclude the row: knots do not move with the other covariates, and agree with
  /// R's, which places them before it drops rows.
  private func known(_ source: FormulaExpression) -> [Double] {
    ExpressionEvaluation(table: table, selection: RowSelection(allOf: table)).numbers(source)
      .filter(\.isFinite)
  }

  private mutating func accepted(
    _ coding: CodedVariable.Coding?, _ variable: FormulaVariable, _ what: String
  ) -> CodedVariable.Coding? {
    if coding == nil {
      issues.append(
        .init(
          "`\(variable.label)`: the values are too few or too often the same for \(what)",
          at: variable.range, help: "use fewer knots or a lower degree, or the variable as it is"))
    }
    return coding
  }

  private mutating func noteFewerKnots(_ variable: FormulaVariable, _ count: Int) {
    diagnostics.append(
      Diagnostic(
        .notEstimable, .warning, term: variable.label,
        message: "`\(variable.label)` has only \(count) knots, because its values are often the "
          + "same"))
  }
}
