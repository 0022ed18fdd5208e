internal import Distributions
internal import Glibc

/// The outcomes of two binomial groups at which a test rejects.
///
/// Along the outcomes with one number m of responders in both groups together, every test here rejects
/// in the tails: for few and for many of the m among the treated. So two counts for each m hold the
/// whole region, and the probability of the region under any two rates is a sum over it.
public struct RejectionRegion: Sendable, Hashable {
  /// The size of the control group.
  public let control: Int
  /// The size of the treated group.
  public let treated: Int
  /// For each total m, the greatest number of treated responders that rejects downwards; one below the
  /// least possible where none does.
  private let low: [Int]
  /// The least number that rejects upwards; one above the greatest possible where none does.
  private let high: [Int]

  /// Makes a region from the tails that reject at each total, of the counts possible there.
  private init(
    control: Int, treated: Int,
    tails: (Int, ClosedRange<Int>) -> (low: Int, high: Int)
  ) {
    self.control = control
    self.treated = treated
    var (low, high) = ([Int](), [Int]())
    for total in 0...(control + treated) {
      let counts = max(0, total - control)...min(treated, total)
      let tail = tails(total, counts)
      low.append(tail.low)
      high.append(tail.high)
    }
    self.low = low
    self.high = high
  }

  /// The probabilities of a rejection downwards and upwards under two rates.
  public func probabilities(
    control: Double, treated: Double
  ) -> (lower: Double, upper: Double) {
    let controls = Self.masses(self.control, control)
    let others = Self.masses(self.treated, treated)
    var (lower, upper) = (0.0, 0.0)
    for total in low.indices {
      let counts = max(0, total - self.control)...min(self.treated, total)
      for count in counts.lowerBound..<max(counts.lowerBound, low[total] + 1) {
        lower += others[count] * controls[total - count]
      }
      for count in min(high[total], counts.upperBound + 1)..<(counts.upperBound + 1) {
        upper += others[count] * controls[total - count]
      }
    }
    return (min(1, lower), min(1, upper))
  }

  /// The probability of a rejection in the direction of a comparison.
  func power(of plan: TwoProportions, isHigher: Bool? = nil) -> Double {
    let (lower, upper) = probabilities(control: plan.control, treated: plan.treated)
    let isUp = plan.margin > 0 || (isHigher ?? (plan.treated >= plan.control))
    return isUp ? upper : lower
  }

  private static func masses(_ trials: Int, _ rate: Double) -> [Double] {
    let binomial = Binomial(trials: trials, probability: rate)
    return (0...trials).map { binomial.density(Double($0)) }
  }
}

extension RejectionRegion {
  /// The region of the score test: Pearson's chi-squared without correction, or with a margin
  /// Farrington and Manning's test, which rejects upwards only.
  static func score(
    control: Int, treated: Int, margin: Double, level: ErrorLevel
  ) -> RejectionRegion {
    let sizes = ArmSizes(control: Double(control), treated: Double(treated))
    let critical = level.criticalValue
    /// Whether a count of the treated rejects, upwards or downwards.
    func rejects(_ count: Int, of total: Int, upwards: Bool) -> Bool {
      let p = Double(count) / sizes.treated
      let q = Double(total - count) / sizes.control
      let distance = upwards ? p - q + margin : q - p
      guard distance > 0 else { return false }
      let rates = RestrictedRates(treated: p, control: q, sizes: sizes, difference: -margin)
      return distance >= critical * rates.variance(sizes).squareRoot()
    }
    return RejectionRegion(control: control, treated: treated) { sum, counts in
      let high = first(in: counts) { rejects($0, of: sum, upwards: true) }
      guard margin == 0 else { return (counts.lowerBound - 1, high) }
      return (first(in: counts) { !rejects($0, of: sum, upwards: false) } - 1, high)
    }
  }

  /// The first number of a range from which on a condition holds; one past the end if it never does.
  private static func first(in counts: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (counts.lowerBound - 1, counts.upperBound + 1)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The region of Fisher's exact test: outcomes no likelier than the one observed, given the total,
  /// for a two-sided test; the tail at α of either side for a one-sided one.
  static func fisher(control: Int, treated: Int, level: ErrorLevel) -> RejectionRegion {
    let logs = (0...(control + treated)).map { logGamma(Double($0) + 1) }
    func choose(_ n: Int, _ k: Int) -> Double { logs[n] - logs[k] - logs[n - k] }
    return RejectionRegion(control: control, treated: treated) { total, counts in
      let all = choose(control + treated, total)
      let masses = counts.map {
        exp(choose(treated, $0) + choose(control, total - $0) - all)
      }
      let tails =
        level.sides == .two
        ? leastLikely(masses, alpha: level.alpha) : ends(masses, alpha: level.alpha)
      return (counts.lowerBound + tails.low, counts.lowerBound + tails.high)
    }
  }

  /// The places below and above which the least likely outcomes together keep to α; outcomes within
  /// 1e-7 of each other are as likely, as R has it.
  private static func leastLikely(
    _ masses: [Double], alpha: Double
  ) -> (low: Int, high: Int) {
    var (low, high) = (0, masses.count - 1)
    var sum = 0.0
    while low <= high {
      // The next outcome from outside, and all on either side that are as likely.
      let bound = min(masses[low], masses[high]) * (1 + 1e-7)
      var (nextLow, nextHigh, next) = (low, high, sum)
      while nextLow <= nextHigh, masses[nextLow] <= bound {
        next += masses[nextLow]
        nextLow += 1
      }
      while nextHigh >= nextLow, masses[nextHigh] <= bound {
        next += masses[nextHigh]
        nextHigh -= 1
      }
      guard next <= alpha else { break }
      (low, high, sum) = (nextLow, nextHigh, next)
    }
    return (low - 1, high + 1)
  }

  /// The places below and above which each tail keeps to α.
  private static func ends(_ masses: [Double], alpha: Double) -> (low: Int, high: Int) {
    func count(_ masses: some Sequence<Double>) -> Int {
      var sum = 0.0
      return masses.prefix { mass in
        sum += mass
        return sum <= alpha
      }.count
    }
    let (below, above) = (count(masses), count(masses.reversed()))
    return (below - 1, masses.count - above)
  }
}
