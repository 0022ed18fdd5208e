internal import LinearAlgebra
internal import Statistics

/// What a reader of a Cox model must know, found from the data and the iteration.
enum CoxDiagnostics {
  static func all(
    _ fitted: CoxFit, _ optimum: CoxOptimum, columns: [Design.Column], rank: Int, eventCount: Int,
    separations: [CoxModel.Separation?], ignoresRobust: Bool
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    found += zeroWeights(fitted.data.zeroWeightCount)
    for (index, column) in columns.enumerated() {
      found += diagnostics(of: column, index, fitted, optimum, separations[index])
    }
    if ignoresRobust {
      found.append(
        Diagnostic(
          .optionIgnored, .warning,
          message: "A penalised likelihood has no sandwich variance; clusters, robust and sampling "
            + "weights leave the standard errors those of the model."))
    }
    if rank > eventCount {
      found.append(
        Diagnostic(
          .fewEvents, .warning,
          message: "There are \(eventCount) events for \(rank) coefficients; leave out terms, or "
            + "combine levels."))
    }
    return found + unfinished(optimum.convergence)
  }

  private static func diagnostics(
    of column: Design.Column, _ index: Int, _ fitted: CoxFit, _ optimum: CoxOptimum,
    _ separation: CoxModel.Separation?
  ) -> [Diagnostic] {
    if let absence = absence(of: column, index, optimum) { return [absence] }
    guard let separation else {
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
        message: MonotoneLikelihood(column: column, separation: separation).message)
    ]
    if case .noEventWithLevel = separation.cause, column.level != nil {
      found.append(
        Diagnostic(
          .groupWithoutEvents, .warning, term: column.name,
          message: "No event occurred among the rows with \(column.name)."))
    }
    return found
  }
}

/// What is said in the same words of every model that `CoxNewton` fits.
extension CoxDiagnostics {
  /// Rows left out for a weight of zero.
  static func zeroWeights(_ count: Int) -> [Diagnostic] {
    guard count > 0 else { return [] }
    return [
      Diagnostic(
        .rowsExcluded, .note, message: "\(count) rows have a weight of zero and were left out.")
    ]
  }

  /// An iteration that was stopped.
  static func unfinished(_ convergence: Convergence) -> [Diagnostic] {
    guard !convergence.converged else { return [] }
    return [
      Diagnostic(
        .notConverged, .warning,
        message: "The iteration stopped after \(convergence.iterations) steps before its "
          + "criterion was met; the numbers are those of the last step.")
    ]
  }

  /// Why a covariate has no estimate; `nil` where it has one.
  static func absence(
    of column: Design.Column, _ index: Int, _ optimum: CoxOptimum
  ) -> Diagnostic? {
    if optimum.isConstant[index] {
      return Diagnostic(
        .constantCovariate, .warning, term: column.name,
        message: "\(column.name) does not vary among the rows at risk at any event time, so it "
          + "has no estimate.")
    }
    guard optimum.isCollinear[index] else { return nil }
    return Diagnostic(
      .collinear, .warning, term: column.name,
      message: "\(column.name) is a linear combination of earlier columns, so it has no "
        + "estimate; leave out one of them.")
  }
}
