internal import Glibc

/// A ratio of risks or of odds with its interval, or why it has none.
///
/// The limits are those of the logarithm: exp(log R ± z s). With a cell of 0 the logarithm or its
/// standard error s is infinite, and no half is added to the cells to hide it: the estimate then
/// stands without an interval, and the state says why.
public struct RatioInterval: Sendable, Hashable {
  /// Whether there is an estimate, and whether it has an interval.
  public enum State: String, Sendable, Hashable, Codable {
    /// Estimate and interval exist.
    case estimated
    /// The estimate is 0: nobody of the first group has the property (or, for odds, everybody of
    /// the second).
    case zero
    /// The estimate is infinite: nobody of the second group has the property (or, for odds,
    /// everybody of the first).
    case infinite
    /// There is no estimate: a group is empty, or nobody of either has the property.
    case undefined
    /// The estimate is 1 with a standard error of 0: everybody of both groups has the property.
    case withoutVariance = "without variance"
  }

  /// The ratio: 0, infinite or NaN where the state says so.
  public let estimate: Double
  /// The standard error of its logarithm; NaN where there is no interval.
  public let logStandardError: Double
  /// Whether there is an estimate and an interval.
  public let state: State
  /// The interval.
  public let interval: ConfidenceInterval?

  /// Makes a ratio from its parts, numerator over denominator, and the variance of its logarithm.
  init(_ numerator: Double, over denominator: Double, logVariance: Double, level: Double) {
    estimate = numerator / denominator
    if !estimate.isNaN, estimate > 0, estimate.isFinite, logVariance > 0, logVariance.isFinite {
      state = .estimated
      logStandardError = logVariance.squareRoot()
      interval = ConfidenceInterval(
        normalAround: 0, standardError: logStandardError, level: level
      ).mapped { [estimate] in estimate * Glibc.exp($0) }
    } else {
      logStandardError = .nan
      interval = nil
      switch estimate {
      case 0: state = .zero
      case .infinity: state = .infinite
      case let ratio where ratio.isNaN: state = .undefined
      default: state = .withoutVariance
      }
    }
  }
}

extension FourfoldTable {
  /// The risk ratio p₁/p₂ with Katz's interval: s² = 1/a − 1/n₁ + 1/c − 1/n₂ for a of n₁ and c of n₂.
  ///
  /// Reference: Katz, Baptista, Azen and Pike (1978), doi:10.2307/2530610. Tested against the
  /// log-binomial model of R's `glm` in the reference table `proportions/ratios`.
  public func riskRatio(level: Double = 0.95) -> RatioInterval {
    RatioInterval(
      first.share, over: second.share,
      logVariance: first.others / (first.count * first.total)
        + second.others / (second.count * second.total),
      level: level)
  }

  /// The odds ratio ad/(bc) with Woolf's interval: s² = 1/a + 1/b + 1/c + 1/d.
  ///
  /// Reference: Woolf (1955), doi:10.1111/j.1469-1809.1955.tb01348.x. Tested against the logistic
  /// model of R's `glm` in the reference table `proportions/ratios`.
  public func oddsRatio(level: Double = 0.95) -> RatioInterval {
    RatioInterval(
      first.count * second.others, over: first.others * second.count,
      logVariance: 1 / first.count + 1 / first.others + 1 / second.count + 1 / second.others,
      level: level)
  }
}
