import Statistics
import Tables

/// Builds the groups and columns of `(1 + x | id)` terms.
struct RandomEffectsReading {
  let formula: Formula
  let table: Table
  let selection: RowSelection

  /// The random effects of all such terms, nested groups taken apart: `(1 | a/b)` is
  /// `(1 | a) + (1 | a:b)`.
  func effects(_ specials: [FormulaVariable]) throws(ModelFrameError) -> [RandomEffects] {
    var effects: [RandomEffects] = []
    for special in specials {
      guard case .randomEffects(let isCorrelated) = special.kind, special.parts.count == 2 else {
        continue
      }
      let design = try design(special.parts[0])
      for group in try groups(special.parts[1]) {
        effects.append(
          RandomEffects(
            group: group.name, grouping: group.strata.grouping,
            levels: group.strata.labels.map { $0.map(\.level).joined(separator: ":") },
            design: design, isCorrelated: isCorrelated))
      }
    }
    return effects
  }

  private func expanded(_ expression: FormulaExpression) throws(ModelFrameError) -> TermList {
    do {
      return try TermExpansion.expand(expression, text: formula.text, everything: nil)
    } catch {
      throw .formula(error)
    }
  }

  private func design(_ expression: FormulaExpression) throws(ModelFrameError) -> Design {
    // The columns exist; what they hold is checked as for any covariate.
    let inner = Formula(
      text: formula.text, responseExpression: .none, rightSide: expression,
      termList: try expanded(expression))
    _ = try FrameColumns(
      inner, table: table, options: .init(), support: .init(kinds: [], caller: "random effects"))
    var assembly = FrameAssembly(
      formula: inner, table: table, selection: selection, terms: inner.termList,
      options: ModelFrame.Options())
    return try assembly.frame(GroupReading(table: table, selection: selection)).design
  }

  private func groups(
    _ expression: FormulaExpression
  ) throws(ModelFrameError) -> [(name: String, strata: Stratification)] {
    let list = try expanded(expression)
    let reading = GroupReading(table: table, selection: selection)
    guard !list.terms.isEmpty else {
      throw .formula(
        FormulaError(
          formula: formula.text,
          issues: [.init("a random effect needs a group after the bar", at: expression.range)]))
    }
    return list.terms.map { term in
      let parts = term.variables.compactMap { list.variables[$0].parts.first }
      let variables = parts.map(reading.categories)
      return (
        variables.map(\.name).joined(separator: ":"),
        Stratification(crossing: variables, rowCount: selection.count)
      )
    }
  }
}
