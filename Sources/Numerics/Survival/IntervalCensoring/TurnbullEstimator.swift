public import Outcomes
public import Statistics

/// The non-parametric maximum likelihood estimator of a distribution from interval-censored times
/// (Turnbull 1976, doi:10.1111/j.2517-6161.1976.tb01597.x).
///
/// A row says that its time lies in (lower, upper], or is exactly `lower` when the two are equal. The
/// likelihood is maximised by masses on the innermost intervals. They are found by EM steps
/// and convex minorant steps in turn (Wellner and Zhan 1997, JASA 92, 945-959),
/// finished by Newton steps for the masses that are not zero. The iteration ends by the Kuhn-Tucker
/// conditions (Gentleman and Geyer 1994, doi:10.1093/biomet/81.3.618): at a maximum no derivative of
/// the log-likelihood by a mass exceeds the sum of the weights. Self-consistency alone would not do,
/// since an EM step never puts mass on an empty interval.
///
/// Tested in the reference tables `turnbull/*` against an independent EM run to its limit.
public enum TurnbullEstimator {
  /// How far to go.
  public struct Options: Sendable, Hashable, Codable {
    /// By how much, as a share of the sum of the weights, the largest derivative may exceed it.
    public var tolerance: Double
    /// The most rounds to make.
    public var maximumIterations: Int

    /// Makes options.
    public init(tolerance: Double = 1e-9, maximumIterations: Int = 1000) {
      self.tolerance = tolerance
      self.maximumIterations = maximumIterations
    }
  }

  /// Estimates the distribution.
  ///
  /// A round costs O(n) after one sort. Rows that are all exact or right-censored need none: the
  /// masses are then those of the Kaplan-Meier curve.
  ///
  /// - Parameters:
  ///   - outcomes: the interval of every row.
  ///   - weights: a case weight per row, real-valued and not negative; rows of weight zero play no
  ///     part.
  ///   - options: how far to go.
  /// - Throws: `FitError` for no rows, bad weights or a bad option. That the iteration ended early
  ///   is told in the result.
  public static func fit(
    _ outcomes: IntervalCensoredOutcomes, weights: [Double]? = nil, options: Options = Options()
  ) throws(FitError) -> TurnbullCurve {
    try CaseWeights.check(weights, count: outcomes.count)
    guard options.tolerance > 0, options.tolerance < 1 else {
      throw .invalidOption(
        name: "the tolerance", value: "\(options.tolerance)", expected: "between 0 and 1")
    }
    let rows = (0..<outcomes.count).filter { (weights?[$0] ?? 1) > 0 }
    guard !rows.isEmpty else { throw .noObservations }
    let innermost = InnermostIntervals(outcomes, rows: rows)
    let likelihood = IntervalLikelihood(
      first: innermost.first, end: innermost.end, weights: rows.map { weights?[$0] ?? 1 },
      intervalCount: innermost.lower.count)
    let (state, convergence) = maximise(likelihood, options)
    return TurnbullCurve(
      innermost: innermost, masses: state.masses, rowCount: rows.count,
      totalWeight: likelihood.totalWeight,
      logLikelihood: likelihood.logLikelihood(state.probabilities), convergence: convergence)
  }

  private static func maximise(
    _ likelihood: IntervalLikelihood, _ options: Options
  ) -> (IntervalMasses, Convergence) {
    var state = IntervalMasses(start(likelihood), likelihood)
    var excess = state.excess(likelihood)
    var best = (state: state, excess: excess)
    var iterations = 0
    // Beyond what is asked for, rounds go on as long as each still gains a good deal: Newton's last
    // steps are cheap and double the digits.
    var waning = false
    var fruitless = 0
    while iterations < options.maximumIterations, excess > 1e-13, fruitless < 50,
      !(best.excess <= options.tolerance && waning)
    {
      iterations += 1
      fruitless += 1
      state.shareOut(likelihood)
      var grew = state.climbByMinorant(likelihood)
      if state.climbToPeaks(likelihood) { grew = true }
      for _ in 0..<3 where state.climbBySecondDerivatives(likelihood) { grew = true }
      excess = state.excess(likelihood)
      waning = !grew || excess > best.excess / 4
      if excess < best.excess {
        best = (state, excess)
        fruitless = 0
      }
    }
    return (
      best.state,
      Convergence(
        converged: best.excess <= options.tolerance, iterations: iterations,
        criterion: "the largest derivative exceeds the sum of the weights by at most a share of "
          + "\(options.tolerance) (Kuhn-Tucker conditions)",
        gradientNorm: max(0, best.excess))
    )
  }

  /// Masses to begin with: those of Kaplan and Meier where every row covers one interval or all from
  /// one on, and otherwise equal ones.
  private static func start(_ likelihood: IntervalLikelihood) -> [Double] {
    let count = likelihood.intervalCount
    var atRisk = [Double](repeating: 0, count: count + 1)
    var events = [Double](repeating: 0, count: count)
    for row in likelihood.first.indices {
      let (start, stop) = (Int(likelihood.first[row]), Int(likelihood.end[row]))
      guard stop == start + 1 || stop == count else {
        return [Double](repeating: 1 / Double(count), count: count)
      }
      atRisk[start] += likelihood.weights[row]
      if stop == start + 1 { events[start] += likelihood.weights[row] }
    }
    for interval in (0..<count).reversed() { atRisk[interval] += atRisk[interval + 1] }
    var left = 1.0
    return (0..<count).map { interval in
      let staying = atRisk[interval] - events[interval]
      // The last interval takes all that is left.
      let next = interval == count - 1 ? 0 : left * (staying / atRisk[interval])
      defer { left = next }
      return left - next
    }
  }
}
