internal import Distributions

/// The comparison of means that is planned, and the power of its t test.
///
/// A t statistic whose numerator lies δ standard errors from zero follows the noncentral t with
/// noncentrality δ, so that with the quantile t of Student's distribution on f degrees of freedom the
/// test rejects in the direction assumed with probability P(T(f, δ) > t). With the difference D, a
/// margin M below which the treated may fall, and the standard deviation σ,
///
///     two arms:             δ = (D + M)/(σ √(1/m + 1/n)),      f = m + n − 2
///     adjusted for baseline δ = (D + M)/(σ √(1 − r²) √(1/m + 1/n)), f = m + n − 3
///     change from baseline  δ = (D + M)/(σ √(2(1 − r)) √(1/m + 1/n)), f = m + n − 2
///     one group, or pairs   δ = (D + M) √n/σ,                  f = n − 1
///
/// where r is the correlation of the score at baseline with that at the end, both with standard
/// deviation σ. Pairs with a correlation r have differences with standard deviation σ√(2(1 − r)).
/// The adjusted comparison is the most precise of the three two-armed ones. Rejections in the other direction are no
/// success and are not counted.
///
/// References: Cohen (1988), Statistical Power Analysis; Borm, Fransen and Lemmens (2007),
/// doi:10.1016/j.jclinepi.2007.02.006, for the factor 1 − r²; Frison and Pocock (1992),
/// doi:10.1002/sim.4780111304. Tested against R's `power.t.test` and `pt` in `power/means`.
public struct MeanComparison: Sendable, Hashable {
  /// What is compared.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The score at the end between two arms.
    case followUp = "follow-up"
    /// The change from baseline between two arms.
    case change
    /// The score at the end between two arms, adjusted for baseline: analysis of covariance.
    case ancova
    /// The mean of one group with a given number.
    case oneSample = "one-sample"
    /// Two values of each patient.
    case paired

    /// Whether there are two arms.
    public var hasTwoArms: Bool { self != .oneSample && self != .paired }
  }

  /// D, the difference assumed; its sign does not matter without a margin.
  public let difference: Double
  /// σ, the standard deviation of a single value, or of the differences of pairs without a
  /// correlation.
  public let standardDeviation: Double
  /// r; `nil` where the standard deviation is already that of what is compared.
  public let correlation: Double?
  /// M.
  public let margin: Double
  /// The level of the test.
  public let level: ErrorLevel
  /// What is compared.
  public let kind: Kind

  /// Makes a comparison.
  public init(
    difference: Double, standardDeviation: Double, correlation: Double? = nil, margin: Double = 0,
    level: ErrorLevel = ErrorLevel(), kind: Kind = .followUp
  ) {
    self.difference = difference
    self.standardDeviation = standardDeviation
    self.correlation = correlation
    self.margin = margin
    self.level = level
    self.kind = kind
  }

  /// The same comparison with another difference.
  public func replacing(difference: Double) -> MeanComparison {
    MeanComparison(
      difference: difference, standardDeviation: standardDeviation, correlation: correlation,
      margin: margin, level: level, kind: kind)
  }

  /// The difference that counts towards a rejection.
  public var effect: Double { margin > 0 ? difference + margin : abs(difference) }

  /// The standard deviation of what is compared.
  public var comparedDeviation: Double {
    guard let r = correlation else { return standardDeviation }
    switch kind {
    case .ancova: return standardDeviation * ((1 - r) * (1 + r)).squareRoot()
    case .change, .paired: return standardDeviation * (2 * (1 - r)).squareRoot()
    case .followUp, .oneSample: return standardDeviation
    }
  }

  /// The power of two arms.
  public func power(_ sizes: ArmSizes) -> Double {
    power(
      inverse: sizes.inverse, degreesOfFreedom: sizes.total - (kind == .ancova ? 3 : 2))
  }

  /// The power of one group, or of so many pairs.
  public func power(_ n: Double) -> Double { power(inverse: 1 / n, degreesOfFreedom: n - 1) }

  private func power(inverse: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, inverse > 0 else { return 0 }
    let error = comparedDeviation * inverse.squareRoot()
    guard error > 0 else { return effect > 0 ? 1 : 0 }
    let shift = effect / error
    let critical = StudentT(degreesOfFreedom: degreesOfFreedom).upperTailQuantile(level.tail)
    // So far out, nothing is left on the other side of any quantile there is.
    guard critical.isFinite else { return 0 }
    if shift > critical + 40 * (1 + critical / degreesOfFreedom.squareRoot()) { return 1 }
    return NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: shift)
      .upperTail(critical)
  }

  /// The number of controls the formula asks for, not rounded; of all, where there is one group.
  public func unroundedControls(power: Double, allocation: Allocation) -> Double? {
    let least = kind.hasTwoArms ? (kind == .ancova ? 3.0 : 2) / (1 + allocation.ratio) : 1
    return SizeSearch.crossing(
      from: least * (1 + 1e-9), to: Double(SizeSearch.mostUnits), value: power
    ) {
      kind.hasTwoArms ? self.power(allocation.sizes(control: $0)) : self.power($0)
    }
  }

  /// The least number of controls with at least a power; of all, where there is one group.
  ///
  /// - Returns: `nil` where no size up to ``SizeSearch/mostUnits`` is enough.
  public func leastControls(power: Double, allocation: Allocation) -> Int? {
    guard effect > 0 else { return nil }
    return SizeSearch.least(from: 2) {
      kind.hasTwoArms
        ? self.power(allocation.wholeSizes(control: $0)) >= power : self.power(Double($0)) >= power
    }
  }

  /// The difference that is found with a power; of two arms, or of one group of the control's size.
  public func detectableDifference(power: Double, sizes: ArmSizes) -> Double? {
    let unit = MeanComparison(
      difference: 1, standardDeviation: standardDeviation, correlation: correlation, margin: 0,
      level: level, kind: kind)
    // A scale on which the answer is neither tiny nor huge.
    let scale = comparedDeviation
    return SizeSearch.crossing(from: 0, to: 1e6 * scale, value: power) { difference in
      let plan = unit.replacing(difference: difference)
      return kind.hasTwoArms ? plan.power(sizes) : plan.power(sizes.control)
    }.map { $0 - margin }
  }
}
