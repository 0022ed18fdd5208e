internal import Distributions

/// The comparison of two independent proportions that is planned: the rates assumed, the test, and
/// its power.
///
/// With the rates p of the treated and q of the controls, n and m their numbers, and the standard
/// errors of the difference under the null hypothesis and under the rates assumed
///
///     σ₀² = p̃(1 − p̃)/n + q̃(1 − q̃)/m        σ₁² = p(1 − p)/n + q(1 − q)/m
///
/// a test at the normal quantile z rejects in the direction assumed with probability
///
///     Φ((|p − q| − zσ₀)/σ₁),
///
/// where p̃ = q̃ is the pooled rate. With a margin M the null hypothesis is p ≤ q − M, the difference
/// counted is p − q + M, and p̃ = q̃ − M the rates of Farrington and Manning. Rejections in the other
/// direction are no success and are not counted.
///
/// References: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, chapter 4
/// (pooled, and with continuity correction: Casagrande, Pike and Smith 1978); Farrington and Manning
/// (1990), doi:10.1002/sim.4780091208; Blackwelder (1982), doi:10.1016/0197-2456(82)90024-1. Tested
/// against R's `power.prop.test`, Hmisc and enumeration in R in the reference tables `power/*`.
public struct TwoProportions: Sendable, Hashable {
  /// How the power is found, and so which test it is of.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// Normal approximation of the score test (Pearson's chi-squared without correction).
    case normal
    /// Normal approximation of the test with unpooled variances (Wald).
    case unpooled
    /// Normal approximation of the test with continuity correction, close to Fisher's exact test.
    case corrected
    /// Every possible outcome counted: the power of the score test itself.
    case exact
    /// Every possible outcome counted: the power of Fisher's exact test.
    case fisher

    /// Whether every possible outcome is counted.
    public var isEnumeration: Bool { self == .exact || self == .fisher }
  }

  /// The largest arm whose outcomes are enumerated.
  public static let mostEnumerated = 1000

  /// q, the rate of the controls.
  public let control: Double
  /// p, the rate of the treated.
  public let treated: Double
  /// M, by how much less is not yet inferior; 0 for a test of difference.
  public let margin: Double
  /// The level of the test.
  public let level: ErrorLevel
  /// How the power is found.
  public let method: Method

  /// Makes a comparison.
  public init(
    control: Double, treated: Double, margin: Double = 0, level: ErrorLevel = ErrorLevel(),
    method: Method = .normal
  ) {
    self.control = control
    self.treated = treated
    self.margin = margin
    self.level = level
    self.method = method
  }

  /// The same comparison with another rate of the treated.
  public func replacing(treated: Double) -> TwoProportions {
    TwoProportions(
      control: control, treated: treated, margin: margin, level: level, method: method)
  }

  /// The difference that counts towards a rejection.
  public var effect: Double { margin > 0 ? treated - control + margin : abs(treated - control) }

  /// The probability of a rejection in the direction assumed; an enumeration rounds sizes down.
  public func power(_ sizes: ArmSizes) -> Double {
    if method.isEnumeration { return region(sizes)?.power(of: self) ?? 0 }
    guard sizes.control > 0, sizes.treated > 0 else { return 0 }
    let spread =
      treated * (1 - treated) / sizes.treated + control * (1 - control) / sizes.control
    let null =
      method == .unpooled
      ? spread
      : RestrictedRates(treated: treated, control: control, sizes: sizes, difference: -margin)
        .variance(sizes)
    let correction = method == .corrected ? sizes.inverse / 2 : 0
    let excess = effect - correction - level.criticalValue * null.squareRoot()
    guard spread > 0 else { return excess > 0 ? 1 : 0 }
    return Normal.standard.cumulative(excess / spread.squareRoot())
  }

  /// The outcomes that reject; `nil` where the test cannot be enumerated.
  public func region(_ sizes: ArmSizes) -> RejectionRegion? {
    guard method.isEnumeration, sizes.control >= 1, sizes.treated >= 1,
      sizes.control < Double(Self.mostEnumerated + 1),
      sizes.treated < Double(Self.mostEnumerated + 1)
    else { return nil }
    let (control, treated) = (Int(sizes.control), Int(sizes.treated))
    return method == .fisher
      ? .fisher(control: control, treated: treated, level: level)
      : .score(control: control, treated: treated, margin: margin, level: level)
  }

  /// The number of controls the formula asks for, not rounded; `nil` for an enumeration, and where
  /// no size is enough.
  public func unroundedControls(power: Double, allocation: Allocation) -> Double? {
    guard !method.isEnumeration else { return nil }
    return SizeSearch.crossing(from: 1e-6, to: Double(SizeSearch.mostUnits), value: power) {
      self.power(allocation.sizes(control: $0))
    }
  }

  /// The least number of controls with at least a power, and so at all greater ones.
  ///
  /// The power of an enumeration falls now and then as sizes grow; the number is the first from which
  /// on it does not fall below for the next twenty.
  ///
  /// - Returns: `nil` where no size up to ``SizeSearch/mostUnits``, or up to ``mostEnumerated`` in an
  ///   enumeration, is enough.
  public func leastControls(power: Double, allocation: Allocation) -> Int? {
    guard effect > 0 else { return nil }
    let isEnough = { (controls: Int) in
      self.power(allocation.wholeSizes(control: controls)) >= power
    }
    guard method.isEnumeration else { return SizeSearch.least(from: 1, where: isEnough) }
    let formula = TwoProportions(
      control: control, treated: treated, margin: margin, level: level,
      method: method == .fisher ? .corrected : .normal)
    let limit = Int(Double(Self.mostEnumerated) / max(1, allocation.ratio))
    guard let guess = formula.leastControls(power: power, allocation: allocation),
      guess <= limit, limit >= 1
    else { return nil }
    return SizeSearch.leastLasting(near: guess, minimum: 1, limit: limit, where: isEnough)
  }

  /// The rate of the treated nearest to that of the controls which is found with a power.
  ///
  /// - Parameter isHigher: whether to look above the rate of the controls; with a margin, from the
  ///   rate of the controls less the margin upwards.
  /// - Returns: `nil` where not even a rate of 0 or 1 is found with that power.
  public func detectableRate(power: Double, sizes: ArmSizes, isHigher: Bool = true) -> Double? {
    // The outcomes that reject do not depend on the rates and are found once.
    let region = method.isEnumeration ? region(sizes) : nil
    if method.isEnumeration && region == nil { return nil }
    let start = max(0, control - margin)
    let room = isHigher ? 1 - start : start
    return SizeSearch.crossing(from: 0, to: room, value: power) { distance in
      let plan = replacing(treated: isHigher ? start + distance : start - distance)
      guard let region else { return plan.power(sizes) }
      return region.power(of: plan, isHigher: isHigher)
    }.map { isHigher ? start + $0 : start - $0 }
  }
}
