import Cohorts
import Formulas
import Statistics
import Survival

/// What goes with the numbers of an interval-censored hazard model, in words.
extension IntervalHazardsAnalysis {
  static func conventions(
    _ model: IntervalHazardModel, _ frame: ModelFrame, _ options: Options
  ) -> [EstimatorFacts.Convention] {
    let basis = model.baseline.basis
    let cuts = basis.cuts.map { Stratifier.text($0) }.joined(separator: ", ")
    let places =
      (basis.cuts.isEmpty ? "none" : cuts)
      + (options.model.cuts == nil
        ? ", at quantiles of the ends of the events' intervals" : ", as given")
    return [
      .init("intervals", "(lower, upper]; equal bounds are an exact time"),
      .init(
        "baseline",
        basis.shape == .piecewise
          ? "constant between cuts at \(places); covariates zero"
          : "quadratic M-spline from 0 to \(Stratifier.text(basis.end)) with non-negative weights, "
            + "inner knots \(places); covariates zero"),
      .init(
        "variance",
        model.robustCovariance != nil
          ? "robust sandwich, summed over \(frame.clusters == nil ? "rows" : "clusters")"
          : "inverse observed information, baseline included"),
      .init("delayed_entry", "conditional on being event-free at the entry"),
      .init(
        "predictions",
        "delta method; survival on the scale of the log cumulative hazard, quantiles of the log "
          + "time, the restricted mean as it is"),
      .init("tau", options.horizon == nil ? "the last time of the data" : "as given"),
      .init("beyond_follow_up", "not extrapolated"),
      .init("log_likelihood", "of the times themselves; null is the baseline alone"),
    ]
  }

  static func diagnostics(
    _ predictions: [Prediction], _ patterns: CovariatePatterns, _ options: Options,
    horizon: Double, last: Double
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if predictions.isEmpty {
      found.append(
        Diagnostic(
          .notEstimable, .note,
          message:
            "Medians, survival and restricted means depend on the covariates; say for which, "
            + "as in --at \(patterns.example)."))
    }
    let beyond = options.times.filter { $0 < 0 || $0 > last }
    if !beyond.isEmpty, !predictions.isEmpty {
      found.append(
        Diagnostic(
          .notEstimable, .note,
          message: "The data end at \(Stratifier.text(last)), so nothing is predicted at "
            + beyond.map { Stratifier.text($0) }.joined(separator: ", ") + "."))
    }
    if horizon > last, !predictions.isEmpty {
      found.append(
        Diagnostic(
          .notEstimable, .note,
          message: "The data end at \(Stratifier.text(last)), so there is no restricted mean up to "
            + "\(Stratifier.text(horizon)); choose an earlier tau."))
    }
    for prediction in predictions {
      let levels = zip(probabilities, prediction.quantiles).filter { $1.estimate.isNaN }
        .map { "\(Int(($0.0 * 100).rounded()))%" }
      guard !levels.isEmpty else { continue }
      found.append(
        Diagnostic(
          .notEstimable, .note, term: prediction.at.isEmpty ? nil : prediction.at,
          message: "The times by which \(levels.joined(separator: ", ")) have had the event"
            + (prediction.at.isEmpty ? "" : " for \(prediction.at)")
            + " are not reached within the data."))
    }
    return found
  }
}
