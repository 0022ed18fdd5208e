import LinearAlgebra
package import Statistics

/// What can be wrong with the input of a regression, found before any arithmetic.
package enum DesignChecks {
  /// Throws at the first weight that is negative or not finite, or if none is positive.
  package static func check(weights: [Double]?, count: Int) throws(FitError) {
    guard count > 0 else { throw .noObservations }
    guard let weights else { return }
    precondition(weights.count == count, "\(weights.count) weights against \(count) rows")
    for (row, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw .invalidWeight(row: row, value: weight)
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .noObservations }
  }

  /// Throws at the first element of the design or its offset that is not finite.
  package static func check(_ design: Design) throws(FitError) {
    do {
      try design.matrix.checkFinite()
    } catch .notFinite(let row, let column) {
      throw .notFinite(column: design.columns[column].name, row: row)
    } catch {
      throw .noObservations
    }
    if let row = design.offset?.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(column: "offset", row: row)
    }
  }

  /// Throws at the first response that is not finite.
  package static func check(response: [Double], on design: Design) throws(FitError) {
    precondition(
      response.count == design.rowCount,
      "\(response.count) responses against \(design.rowCount) rows")
    if let row = response.firstIndex(where: { !$0.isFinite }) {
      throw .responseOutOfRange(expected: "a finite number", row: row, value: response[row])
    }
  }

  /// Names the columns without a coefficient of their own, and what they are combinations of.
  package static func dependenceDiagnostics(
    _ design: Design, factor: GramFactor, weights: [Double]?
  ) -> [Diagnostic] {
    design.columns.indices.filter { factor.isDependent[$0] }.map { j in
      let name = design.columns[j].name
      let used = rowsUsed(design.matrix.column(j), weights)
      if let first = used.first, used.allSatisfy({ $0 == first }), first == 0 || design.hasIntercept
      {
        return Diagnostic(
          .constantCovariate, .warning, term: name,
          message: "`\(name)` is \(first) in every row used, so it has no effect to estimate; "
            + "leave it out.")
      }
      let others = factor.explanation(of: j).map { "`\(design.columns[$0].name)`" }
      let sum = others.isEmpty ? "earlier columns" : others.joined(separator: ", ")
      return Diagnostic(
        .collinear, .warning, term: name,
        message: "`\(name)` is a linear combination of \(sum), so its coefficient is not "
          + "estimated; leave one of them out.")
    }
  }

  /// Says so when columns are nearly dependent: most software would leave one out.
  package static func conditionDiagnostics(_ factor: GramFactor) -> [Diagnostic] {
    guard factor.smallestRemainder < 1e-7 else { return [] }
    return [
      Diagnostic(
        .illConditioned, .warning,
        message: "a column keeps less than a ten-millionth of its length after regression on the "
          + "others; its coefficient follows the last digits of the data. Centre or rescale "
          + "variables before taking powers or products.")
    ]
  }

  private static func rowsUsed(_ column: ArraySlice<Double>, _ weights: [Double]?) -> [Double] {
    guard let weights else { return Array(column) }
    return zip(column, weights).filter { $0.1 > 0 }.map(\.0)
  }
}
