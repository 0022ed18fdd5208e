internal import LinearAlgebra
internal import Statistics

/// What a reader of an accelerated failure time model must know.
enum FailureTimeDiagnostics {
  static func all(
    _ fitted: FailureTimeFit, _ newton: FailureTimeNewton,
    _ counts: AcceleratedFailureTimeModel.Counts
  ) -> [Diagnostic] {
    let data = fitted.data
    var found: [Diagnostic] = []
    if data.zeroWeightCount > 0 {
      found.append(
        Diagnostic(
          .rowsExcluded, .note,
          message: "\(data.zeroWeightCount) rows have a weight of zero and were left out."))
    }
    let unborn = data.likelihood.rows.kinds.count { $0 == .nothing }
    if unborn > 0 {
      found.append(
        Diagnostic(
          .rowsExcluded, .note,
          message: "\(unborn) rows are censored before any event could be seen (at time 0), and so "
            + "say nothing."))
    }
    for (index, column) in fitted.design.columns.enumerated() {
      if data.columns.isConstant[index] {
        found.append(
          Diagnostic(
            .constantCovariate, .warning, term: column.name,
            message: "\(column.name) does not vary among the rows used, so it has no estimate."))
      } else if data.columns.isCollinear[index] {
        found.append(
          Diagnostic(
            .collinear, .warning, term: column.name,
            message: "\(column.name) is a linear combination of earlier columns, so it has no "
              + "estimate; leave out one of them."))
      }
    }
    // In the coefficients of the user, since centring moves the intercept with every other.
    let drift = (fitted.map * newton.drift).map { $0 / data.timeScale }
    for (place, column) in data.columns.active.enumerated() {
      let reach = drift[place] / data.columns.factors[place]
      guard abs(reach) > 1e-3 else { continue }
      let name = fitted.design.columns[column].name
      found.append(
        Diagnostic(
          .infiniteCoefficient, .warning, term: name,
          message: "The estimate of \(name) runs to \(reach < 0 ? "minus " : "")infinity: the "
            + "likelihood has levelled off, as it does where a group has no event. The value shown, "
            + "its standard error and its Wald test mean nothing; use the likelihood ratio test."))
    }
    if data.likelihood.order > counts.events {
      found.append(
        Diagnostic(
          .fewEvents, .warning,
          message: "There are \(counts.events) events for \(data.likelihood.order) parameters; "
            + "leave out terms, or combine levels."))
    }
    if !newton.convergence.converged {
      found.append(
        Diagnostic(
          .notConverged, .warning,
          message: "The iteration stopped after \(newton.convergence.iterations) steps before its "
            + "criterion was met; the numbers are those of the last step. A likelihood that keeps "
            + "rising asks for more events than there are; try fewer terms or a fixed scale."))
    }
    return found
  }
}
