public import Statistics
internal import Distributions

/// How precisely a single proportion will be known: the width of Wilson's interval.
///
/// With the proportion p expected and the normal quantile z, Wilson's interval of n units of which a
/// share p responds has half-width
///
///     z/(n + z²) √(np(1 − p) + z²/4).
///
/// The share that is observed will be another, and with it the width: the chance that the interval is
/// no wider than asked is a sum over the binomial distribution.
///
/// References: Wilson (1927), doi:10.1080/01621459.1927.10502953; Newcombe (2012), Confidence Intervals
/// for Proportions, chapter 8. Tested in `power/precision`.
public struct ProportionPrecision: Sendable, Hashable {
  /// p, the proportion expected.
  public let proportion: Double
  /// The confidence level of the interval.
  public let level: Double

  /// Makes a plan.
  public init(proportion: Double, level: Double = 0.95) {
    self.proportion = proportion
    self.level = level
  }

  /// Wilson's interval where exactly the share expected is observed.
  public func interval(_ n: Double) -> ConfidenceInterval {
    ProportionInterval.wilson(share: proportion, of: n, level: level)
  }

  /// The half-width of that interval.
  public func halfWidth(_ n: Double) -> Double {
    let interval = interval(n)
    return (interval.upper - interval.lower) / 2
  }

  /// The least n whose expected interval is no wider than asked; `nil` where none is.
  public func leastSize(halfWidth: Double) -> Int? {
    SizeSearch.least(from: 1) { self.halfWidth(Double($0)) <= halfWidth }
  }

  /// The probability that the interval of n units will be no wider than asked.
  public func chance(of halfWidth: Double, n: Int) -> Double {
    // The width grows towards a share of one half, so that the counts that are too wide lie together.
    func isNarrow(_ count: Int) -> Bool {
      ProportionPrecision(proportion: Double(count) / Double(n), level: level)
        .halfWidth(Double(n)) <= halfWidth
    }
    let middle = n / 2
    if isNarrow(middle) { return 1 }
    var (narrow, wide) = (-1, middle)
    while wide - narrow > 1 {
      let next = narrow + (wide - narrow) / 2
      if isNarrow(next) { narrow = next } else { wide = next }
    }
    let binomial = Binomial(trials: n, probability: proportion)
    let outside = narrow < 0 ? 0 : binomial.cumulative(Double(narrow))
    return outside + binomial.upperTail(Double(n - narrow - 1))
  }

  /// The least n at which the interval is no wider than asked with a probability, here and at the next
  /// twenty sizes.
  public func leastSize(halfWidth: Double, assurance: Double) -> Int? {
    guard let guess = leastSize(halfWidth: halfWidth) else { return nil }
    // Beyond the width at one half no share is too wide.
    let limit =
      ProportionPrecision(proportion: 0.5, level: level).leastSize(halfWidth: halfWidth)
      .map { $0 + 1 } ?? guess
    return SizeSearch.leastLasting(near: guess, minimum: 1, limit: max(limit, guess)) {
      chance(of: halfWidth, n: $0) >= assurance
    }
  }
}
