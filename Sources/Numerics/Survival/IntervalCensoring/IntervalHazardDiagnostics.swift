internal import LinearAlgebra
internal import Statistics

/// What a reader of an interval-censored hazard model must know.
enum IntervalHazardDiagnostics {
  static func all(
    _ fit: IntervalHazardFit, _ newton: IntervalHazardNewton, columns: [Design.Column],
    ends: EventEnds, options: IntervalHazardModel.Options, eventCount: Int
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let functions = fit.basis.count
    for (j, column) in columns.enumerated() {
      found += diagnostics(
        of: column, fit, j, isInfinite: newton.isInfinite[functions + j],
        isLost: fit.isUsed[j] && newton.factor.isDependent[functions + j])
    }
    found += baseline(fit, newton)
    let wanted = options.cuts == nil ? options.knots : fit.basis.cuts.count
    if fit.basis.cuts.count < wanted {
      found.append(
        Diagnostic(
          .notEstimable, .note,
          message: "The events lie in intervals with so few different ends that the baseline has "
            + "\(fit.basis.cuts.count) inner cuts rather than \(wanted)."))
    }
    if newton.factor.rank > eventCount {
      found.append(
        Diagnostic(
          .fewEvents, .warning,
          message: "There are \(eventCount) events for \(newton.factor.rank) parameters, those of "
            + "the baseline included; leave out terms or cuts."))
    }
    if !newton.convergence.converged {
      found.append(
        Diagnostic(
          .notConverged, .warning,
          message: "The iteration stopped after \(newton.convergence.iterations) steps before its "
            + "criterion was met; the numbers are those of the last step."))
    }
    return found
  }

  private static func diagnostics(
    of column: Design.Column, _ fit: IntervalHazardFit, _ j: Int, isInfinite: Bool, isLost: Bool
  ) -> [Diagnostic] {
    if fit.isConstant[j] {
      return [
        Diagnostic(
          .constantCovariate, .warning, term: column.name,
          message: "\(column.name) does not vary among the rows used, so it has no estimate.")
      ]
    }
    if fit.isCollinear[j] {
      return [
        Diagnostic(
          .collinear, .warning, term: column.name,
          message: "\(column.name) is a linear combination of earlier columns, so it has no "
            + "estimate; leave out one of them.")
      ]
    }
    if isInfinite, abs(fit.parameters.beta[j]) > 0.5 {
      return [
        Diagnostic(
          .infiniteCoefficient, .warning, term: column.name,
          message: "The estimate of \(column.name) runs to "
            + "\(fit.parameters.beta[j] < 0 ? "minus " : "")infinity: the likelihood has levelled "
            + "off. The value shown, its standard error and its Wald test mean nothing; use the "
            + "likelihood ratio test.")
      ]
    }
    guard isLost || isInfinite else { return [] }
    return [
      Diagnostic(
        .notEstimable, .warning, term: column.name,
        message: "The intervals say nothing about \(column.name) beside the other terms, so it has "
          + "no estimate of any meaning.")
    ]
  }

  private static func baseline(
    _ fit: IntervalHazardFit, _ newton: IntervalHazardNewton
  ) -> [Diagnostic] {
    let theta = fit.parameters.theta.indices
    let infinite = theta.filter { newton.isInfinite[$0] }
    let lost = theta.filter {
      fit.parameters.theta[$0] > -.infinity && newton.factor.isDependent[$0]
    }
    let empty = theta.filter { fit.parameters.theta[$0] == -.infinity }
    var found: [Diagnostic] = []
    if !infinite.isEmpty {
      let follows = newton.isInfinite[fit.basis.count...].contains(true)
      found.append(
        Diagnostic(
          .infiniteCoefficient, .warning,
          message:
            "The baseline hazard in \(names(infinite, fit.basis)) runs to zero or to infinity "
            + (follows
              ? "with the coefficients that do, because nobody with covariates zero tells where it "
                + "lies. Choose another reference level."
              : "or to a place the data do not tell, as where nobody is known to be event-free late "
                + "in it. Its value, its standard error and predictions that use them mean nothing; "
                + "use fewer cuts.")))
    }
    if !lost.isEmpty {
      found.append(
        Diagnostic(
          .notEstimable, .warning,
          message:
            "The data do not tell the baseline hazard in \(names(lost, fit.basis)) from that "
            + "before: no interval ends between. Use fewer cuts; the other numbers stand."))
    }
    if !empty.isEmpty {
      found.append(
        Diagnostic(
          .notEstimable, .note,
          message: "The baseline hazard of largest likelihood is zero in "
            + "\(names(empty, fit.basis)); that weight counts as known."))
    }
    return found
  }

  /// The functions by name: pieces by their ends, splines by number.
  private static func names(_ functions: [Int], _ basis: HazardBasis) -> String {
    functions.map { basis.name(of: $0) }.joined(separator: ", ")
  }
}

extension HazardBasis {
  /// The name of a function: `(6, 12]` or `after 12` for a piece, `spline 3` for a spline.
  ///
  /// - Parameter write: how times are written; every digit unless told.
  public func name(of function: Int, writing write: (Double) -> String = Self.text) -> String {
    guard shape == .piecewise else { return "spline \(function + 1)" }
    let start = function == 0 ? "0" : write(cuts[function - 1])
    return function < cuts.count ? "(\(start), \(write(cuts[function]))]" : "after \(start)"
  }

  /// A time with every digit.
  public static func text(_ time: Double) -> String {
    Int(exactly: time).map { "\($0)" } ?? "\(time)"
  }
}
