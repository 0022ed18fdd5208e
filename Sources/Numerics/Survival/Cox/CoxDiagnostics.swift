internal import LinearAlgebra
internal import Statistics

/// What a reader of a Cox model must know, found from the data and the iteration.
enum CoxDiagnostics {
  static func all(
    _ fitted: CoxFit, _ optimum: CoxOptimum, columns: [Design.Column], rank: Int, eventCount: Int
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if fitted.data.zeroWeightCount > 0 {
      found.append(
        Diagnostic(
          .rowsExcluded, .note,
          message: "\(fitted.data.zeroWeightCount) rows have a weight of zero and were left out."))
    }
    for (index, column) in columns.enumerated() {
      found += diagnostics(of: column, index, fitted, optimum)
    }
    if rank > eventCount {
      found.append(
        Diagnostic(
          .fewEvents, .warning,
          message: "There are \(eventCount) events for \(rank) coefficients; leave out terms, or "
            + "combine levels."))
    }
    if !optimum.convergence.converged {
      found.append(
        Diagnostic(
          .notConverged, .warning,
          message: "The iteration stopped after \(optimum.convergence.iterations) steps before its "
            + "criterion was met; the numbers are those of the last step."))
    }
    return found
  }

  private static func diagnostics(
    of column: Design.Column, _ index: Int, _ fitted: CoxFit, _ optimum: CoxOptimum
  ) -> [Diagnostic] {
    if optimum.isConstant[index] {
      return [
        Diagnostic(
          .constantCovariate, .warning, term: column.name,
          message: "\(column.name) does not vary among the rows at risk at any event time, so it "
            + "has no estimate.")
      ]
    }
    if optimum.isCollinear[index] {
      return [
        Diagnostic(
          .collinear, .warning, term: column.name,
          message: "\(column.name) is a linear combination of earlier columns, so it has no "
            + "estimate; leave out one of them.")
      ]
    }
    guard optimum.isInfinite[index] else {
      let share =
        optimum.derivatives.information[index, index] / optimum.derivatives.uncentred[index]
      guard share < 1e-9 else { return [] }
      return [
        Diagnostic(
          .illConditioned, .note, term: column.name,
          message:
            "\(column.name) varies far less among the rows at risk at one time than over all "
            + "rows, so its standard error has lost some digits; measure it from a value that moves "
            + "with time.")
      ]
    }
    var found = [
      Diagnostic(
        .infiniteCoefficient, .warning, term: column.name,
        message: "The estimate of \(column.name) runs to "
          + "\(optimum.coefficients[index] < 0 ? "minus " : "")infinity: the likelihood has "
          + "levelled off. The value shown, its standard error and its Wald test mean nothing; use "
          + "the likelihood ratio test.")
    ]
    if column.level != nil, hasNoEvent(where: index, fitted) {
      found.append(
        Diagnostic(
          .groupWithoutEvents, .warning, term: column.name,
          message: "No event occurred among the rows with \(column.name)."))
    }
    return found
  }

  /// Whether no death has a value other than zero in a column.
  private static func hasNoEvent(where index: Int, _ fitted: CoxFit) -> Bool {
    let windows = fitted.windows
    let column = fitted.designColumns[index]
    for event in 0..<windows.eventCount {
      for row in windows.deaths(atEvent: event)
      where fitted.design.matrix[Int(windows.rows[row]), column] != 0 {
        return false
      }
    }
    return true
  }
}
