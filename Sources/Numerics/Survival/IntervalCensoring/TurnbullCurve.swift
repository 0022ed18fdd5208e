public import Statistics

/// An interval with its share of a distribution.
public struct TurnbullInterval: Sendable, Hashable {
  /// The lower end, which does not belong to the interval unless it is a point.
  public let lower: Double
  /// The upper end, which does; infinite for the mass of those without an event by the end of
  /// follow-up, and equal to the lower end for a point.
  public let upper: Double
  /// The probability that the time lies in the interval.
  public let mass: Double

  /// Whether the mass sits at one time.
  public var isPoint: Bool { lower == upper }
}

/// A distribution estimated from interval-censored times.
///
/// The data say how much mass each interval has, and nothing about where in the interval it lies:
/// inside one, survival is known up to bounds only. Every reading here gives both, or takes a
/// ``Placement`` by name.
///
/// There are no standard errors: inside the intervals the estimate converges more slowly than by
/// √n, and the usual formulas do not hold. Resample the rows instead.
///
/// Where several maxima exist, they agree in the probability of every row's interval but may
/// differ in the masses; this is one of them.
public struct TurnbullCurve: Sendable, Hashable {
  /// Where in its interval a mass is taken to lie.
  ///
  /// The mass beyond the end of follow-up is never placed.
  public enum Placement: String, Sendable, Hashable, Codable, CaseIterable {
    /// At the lower end: events as early as can be, survival at its lower bound (just after the
    /// end).
    case lower
    /// Half way, as R's survfit draws it.
    case midpoint
    /// At the upper end: events as late as can be, survival at its upper bound.
    case upper
  }

  /// The innermost intervals with mass, ascending and disjoint; the masses add up to one.
  public let intervals: [TurnbullInterval]
  /// The number of innermost intervals, empty ones included.
  public let innermostCount: Int
  /// The number of rows used.
  public let rowCount: Int
  /// The sum of their weights.
  public let totalWeight: Double
  /// The maximum of Σ w log P(lower < T ≤ upper).
  public let logLikelihood: Double
  /// How the maximum was reached; `gradientNorm` is the share by which the largest derivative
  /// exceeds what the Kuhn-Tucker conditions allow.
  public let convergence: Convergence
  /// What the reader of the numbers must know.
  public let diagnostics: [Diagnostic]
  /// The probability of a time after each interval.
  let survivalAfter: [Double]

  /// Masses below this count as zero.
  static let smallestMass = 1e-13

  init(
    innermost: InnermostIntervals, masses: [Double], rowCount: Int, totalWeight: Double,
    logLikelihood: Double, convergence: Convergence
  ) {
    intervals = masses.indices.filter { masses[$0] > TurnbullCurve.smallestMass }.map {
      TurnbullInterval(lower: innermost.lower[$0], upper: innermost.upper[$0], mass: masses[$0])
    }
    innermostCount = masses.count
    self.rowCount = rowCount
    self.totalWeight = totalWeight
    self.logLikelihood = logLikelihood
    self.convergence = convergence
    diagnostics =
      convergence.converged
      ? []
      : [
        Diagnostic(
          .notConverged, .warning,
          message: "the masses of the interval-censored distribution did not reach the maximum of "
            + "the likelihood in \(convergence.iterations) rounds: the log-likelihood may lack "
            + "\(convergence.gradientNorm * totalWeight)")
      ]
    // Summed from the end, so that small late probabilities keep their digits.
    var after = [Double](repeating: 0, count: intervals.count)
    var sum = 0.0
    for index in intervals.indices.reversed() {
      after[index] = sum
      sum += intervals[index].mass
    }
    survivalAfter = after
  }

  /// The distribution as a survival curve, 1 before the first step.
  public func stepFunction(_ placement: Placement) -> StepFunction {
    let finite = intervals.filter { $0.upper.isFinite }
    return StepFunction(
      times: finite.map { $0.time(placement) }, values: Array(survivalAfter.prefix(finite.count)),
      initialValue: 1)
  }
}

extension TurnbullInterval {
  /// Where the mass is taken to lie.
  func time(_ placement: TurnbullCurve.Placement) -> Double {
    switch placement {
    case .lower: lower
    case .midpoint: lower + (upper - lower) / 2
    case .upper: upper
    }
  }
}
