internal import LinearAlgebra
internal import Statistics

/// What a reader of a Fine-Gray model must know, found from the data and the iteration.
enum FineGrayDiagnostics {
  static func all(
    _ fitted: FineGrayFit, _ optimum: CoxOptimum, columns: [Design.Column], rank: Int,
    eventCount: Int, competingCount: Int
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    found += CoxDiagnostics.zeroWeights(fitted.data.zeroWeightCount)
    if competingCount == 0 {
      found.append(
        Diagnostic(
          .noCompetingEvents, .note,
          message: "No row ends with another cause, so this is the Cox model of the one cause."))
    }
    if let time = fitted.data.censoring.curves.compactMap(\.lastRenewal).max() {
      found.append(
        Diagnostic(
          .notEstimable, .warning,
          message: "At time \(time) all under observation had just entered, so how many were "
            + "missed before is unknown; those with a competing event before are weighted as though "
            + "entry at that time told nothing. Start follow-up later, or group entries."))
    }
    for (index, column) in columns.enumerated() {
      found += diagnostics(of: column, index, fitted, optimum)
    }
    if rank > eventCount {
      found.append(
        Diagnostic(
          .fewEvents, .warning,
          message: "There are \(eventCount) events of the cause for \(rank) coefficients; leave "
            + "out terms, or combine levels."))
    }
    return found + CoxDiagnostics.unfinished(optimum.convergence)
  }

  private static func diagnostics(
    of column: Design.Column, _ index: Int, _ fitted: FineGrayFit, _ optimum: CoxOptimum
  ) -> [Diagnostic] {
    if let absence = CoxDiagnostics.absence(of: column, index, optimum) { return [absence] }
    guard optimum.isInfinite[index] else { return [] }
    var found = [
      Diagnostic(
        .infiniteCoefficient, .warning, term: column.name,
        message: "The estimate of \(column.name) runs to "
          + "\(optimum.coefficients[index] < 0 ? "minus " : "")infinity: the likelihood has "
          + "levelled off. The value shown, its standard errors and its Wald test mean nothing; "
          + "use the likelihood ratio or the score test.")
    ]
    if column.level != nil, hasNoEvent(where: index, fitted) {
      found.append(
        Diagnostic(
          .groupWithoutEvents, .warning, term: column.name,
          message: "No event of the cause occurred among the rows with \(column.name)."))
    }
    return found
  }

  /// Whether no death has a value other than zero in a column.
  private static func hasNoEvent(where index: Int, _ fitted: FineGrayFit) -> Bool {
    let column = fitted.designColumns[index]
    return fitted.input.causes.indices.allSatisfy {
      fitted.input.causes[$0] != fitted.input.cause || fitted.design.matrix[$0, column] == 0
        || fitted.input.weights?[$0] == 0
    }
  }
}
