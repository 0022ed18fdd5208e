import Outcomes
import Statistics
import Tables

/// Puts a model frame together once columns and rows are settled.
struct FrameAssembly {
  let formula: Formula
  let table: Table
  let selection: RowSelection
  let terms: TermList
  let options: ModelFrame.Options
  private var problems: [TableProblem] = []

  init(
    formula: Formula, table: Table, selection: RowSelection, terms: TermList,
    options: ModelFrame.Options
  ) {
    self.formula = formula
    self.table = table
    self.selection = selection
    self.terms = terms
    self.options = options
  }

  /// The frame.
  mutating func frame(_ groups: GroupReading) throws(ModelFrameError) -> ModelFrame {
    var reading = ResponseReading(
      table: table, selection: selection, events: options.events, poolsTimes: options.poolsTimes)
    problems += ExportConventions(table: table, selection: selection).problems(formula)
    let read = problems.isEmpty ? reading.read(formula.responseExpression) : ReadResponse()
    problems += reading.problems
    let weights = groups.weights(options.weights, &problems)
    var fitting = VariableFitting(
      table: table, selection: selection, references: options.references, formula: formula.text)
    fitting.fit(terms.variables)
    fitting.checkReferences()
    try throwIssues(fitting.issues)
    problems += fitting.problems
    let grouping = terms.specials.filter {
      $0.kind == .strata || $0.kind == .cluster || $0.kind == .frailty
    }
    groups.checkFinite(grouping.flatMap(\.parts), &problems)
    let encoding = encoding(fitting.coded)
    try checkSize(encoding)
    let offset = encoding.offsetSum(
      ExpressionEvaluation(table: table, selection: selection),
      FiniteCheck(table: table, selection: selection), &problems)
    guard problems.isEmpty else { throw .data(problems) }
    let random = try RandomEffectsReading(
      formula: formula, table: table, selection: selection
    ).effects(terms.specials)
    let design = encoding.assembly.design(
      fitting.values, rowCount: selection.count, offset: offset)
    return ModelFrame(
      formula: formula, response: read.response, causes: read.causes, intervals: read.intervals,
      design: design, strata: groups.strata(terms.specials),
      clusters: groups.clusters(terms.specials, option: options.cluster),
      groupings: options.groupings.mapValues(groups.grouping), frailty: frailty(groups),
      randomEffects: random, pooling: read.pooling,
      weights: weights, rows: selection.rows,
      exclusions: selection.exclusions, timeFunctions: try timeFunctions(design),
      encoding: encoding, diagnostics: fitting.diagnostics,
      inputRowCount: table.rowCount)
  }

  /// The function of time of each column; none where the formula has none.
  private func timeFunctions(_ design: Design) throws(ModelFrameError) -> [TimeFunction?] {
    guard terms.variables.contains(where: { $0.kind.timeFunction != nil }) else { return [] }
    var functions = [TimeFunction?](repeating: nil, count: design.columns.count)
    for (term, span) in zip(terms.terms, design.terms) {
      let found = term.variables.compactMap { terms.variables[$0].kind.timeFunction }
      if found.count > 1 {
        try throwIssues([
          .init(
            "`\(span.label)` multiplies two functions of time; one is allowed", at: term.range,
            help: "write the other covariate without tt(...)")
        ])
      }
      for column in span.columns { functions[column] = found.first }
    }
    return functions
  }

  private func frailty(_ groups: GroupReading) -> FrailtyGroups? {
    guard let part = terms.specials.first(where: { $0.kind == .frailty })?.parts.first else {
      return nil
    }
    let found = groups.groups(part)
    return FrailtyGroups(name: part.label, grouping: found.grouping, levels: found.levels)
  }

  private func throwIssues(_ issues: [FormulaError.Issue]) throws(ModelFrameError) {
    guard !issues.isEmpty else { return }
    throw .formula(FormulaError(formula: formula.text, issues: issues))
  }

  private func checkSize(_ encoding: Encoding) throws(ModelFrameError) {
    let count = encoding.assembly.columnCount
    guard
      count > DesignAssembly.mostColumns
        || count > DesignAssembly.mostElements / max(1, selection.count)
    else { return }
    try throwIssues([
      .init(
        "the covariates take \(count) or more columns over \(selection.count) rows, which is too "
          + "many", at: nil,
        help: "look for an identifier or a number read as text among the categorical variables")
    ])
  }

  // MARK: The encoding

  private func encoding(_ coded: [CodedVariable]) -> Encoding {
    let keepsIntercept = options.usesIntercept == .never || terms.hasIntercept
    let full = ContrastRule.fullCoding(
      terms: terms.terms.map(\.variables), isFactor: coded.map { $0.levels != nil },
      hasIntercept: keepsIntercept)
    let codedTerms = zip(terms.terms, full).map { term, isFull in
      CodedTerm(
        label: term.variables.map { coded[$0].name }.joined(separator: ":"),
        variables: term.variables, isFull: isFull)
    }
    let offsets = terms.specials.filter { $0.kind == .offset }.flatMap(\.parts)
    let used = Set(codedTerms.flatMap(\.variables)).sorted().map { coded[$0].source } + offsets
    let required = requiredColumns(used)
    let others = terms.specials.flatMap(\.parts).flatMap(\.names).map(\.name)
      .filter { name in !required.contains { $0.name == name } }
    return Encoding(
      formula: formula.text, requiredColumns: required, otherColumns: others, variables: coded,
      terms: codedTerms, offsets: offsets,
      hasIntercept: options.usesIntercept == .never ? false : terms.hasIntercept)
  }

  private func requiredColumns(_ used: [FormulaExpression]) -> [Encoding.RequiredColumn] {
    var known: Set<String> = []
    var required: [Encoding.RequiredColumn] = []
    for name in used.flatMap(\.names).map(\.name) where known.insert(name).inserted {
      guard let column = table.column(named: name) else { continue }
      required.append(.init(name: name, kind: .init(column.values)))
    }
    return required
  }
}
