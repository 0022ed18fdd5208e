import Cohorts
import Statistics
import Survival

/// What a reader of Turnbull's curves must know.
enum TurnbullDiagnostics {
  static func all(
    _ groups: [TurnbullAnalysis.Group], options: TurnbullAnalysis.Options, horizon: Double
  ) -> [Diagnostic] {
    var found = groups.flatMap { diagnostics(of: $0, horizon: horizon) }
    if options.bootstrap.replicates == 0 {
      found.append(
        Diagnostic(
          .notEstimable, .note,
          message: "There are no confidence limits: the usual standard errors do not hold for "
            + "curves from interval-censored times. Ask for bootstrap limits with --bootstrap 1000."
        ))
    }
    return found
  }

  private static func diagnostics(
    of group: TurnbullAnalysis.Group, horizon: Double
  ) -> [Diagnostic] {
    let term = group.name.isEmpty ? nil : group.name
    let place = term.map { " for \($0)" } ?? ""
    func note(
      _ message: String, _ code: Diagnostic.Code = .notEstimable,
      _ severity: Diagnostic.Severity = .note
    ) -> Diagnostic { Diagnostic(code, severity, term: term, message: message) }
    var found = group.curve.diagnostics.map { note($0.message + place, $0.code, $0.severity) }
    let counts = group.counts
    if counts.exact + counts.left + counts.interval == 0 {
      found.append(
        note(
          "No event was seen\(place): every row is right-censored.",
          term == nil ? .noEvents : .groupWithoutEvents, .warning))
    }
    let levels = zip(group.summary.request.probabilities, group.summary.quantiles)
      .filter { $1.estimate == .infinity }.map { "\(Int(($0.0 * 100).rounded()))%" }
    if !levels.isEmpty {
      found.append(
        note(
          "The times by which \(levels.joined(separator: ", ")) have had the event\(place) are not "
            + "reached within follow-up."))
    }
    let readings = group.summary.survival
    let times = group.summary.request.times
    let open = zip(times, readings).filter { $1.estimate.isNaN }.map(\.0)
    if !open.isEmpty {
      found.append(
        note(
          "Follow-up\(place) ends before \(list(open)) with some still event-free, so there is no "
            + "estimate there."))
    }
    let inside = zip(times, readings).filter { !$1.estimate.isNaN && $1.lower < $1.upper }.map(\.0)
    if !inside.isEmpty {
      found.append(
        note(
          "The data do not say where in their interval events\(place) lie around \(list(inside)): "
            + "survival there is known up to its bounds only."))
    }
    if group.summary.restrictedMean.estimate.isNaN {
      found.append(
        note(
          "The curve\(place) is not known up to tau (\(Stratifier.text(horizon))), so it has no "
            + "restricted mean; choose a tau up to "
            + "\(Stratifier.text(group.curve.lastKnownTime))."))
    }
    let unlimited = zip(group.summary.request.probabilities, group.summary.quantiles).filter {
      $1.estimate < .infinity && $1.interval.upper == .infinity
    }
    if !unlimited.isEmpty {
      let levels = unlimited.map { "\(Int(($0.0 * 100).rounded()))%" }
      found.append(
        note(
          "The times by which \(levels.joined(separator: ", ")) have had the event\(place) have no "
            + "upper limit: too many bootstrap replicates do not reach them."))
    }
    if let bootstrap = group.summary.bootstrap, bootstrap.failureCount > 0 {
      found.append(
        note(
          "\(bootstrap.failureCount) of \(bootstrap.failureCount + bootstrap.values.count) bootstrap "
            + "replicates\(place) gave no curve and are left out; the first because "
            + "\(bootstrap.firstFailure ?? "").", .notEstimable, .warning))
    }
    return found
  }

  private static func list(_ times: [Double]) -> String {
    times.map { Stratifier.text($0) }.joined(separator: ", ")
  }
}
