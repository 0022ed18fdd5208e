internal import Distributions
internal import Glibc

/// The comparison of two survival curves by the log-rank test that is planned, and its power.
///
/// With θ the hazard ratio, π the share of treated, d the events expected in both arms, and z the
/// normal quantile of the level, the test rejects in the direction assumed with probability Φ(x − z):
///
///     Schoenfeld          x = |log θ| √(d π(1 − π))
///     Freedman            x = √(d φ) |1 − θ|/(1 + φθ),  φ = π/(1 − π)
///     exponential         x = |log θ| / √(1/d₀ + 1/d₁),  the events of each arm
///
/// Lachin and Foulkes compare exponential hazards λ with variances ψ(λ) = λ²/P(λ), P the probability
/// that an event is seen, under the null hypothesis at the mean hazard λ̄ = (1 − π)λ₀ + πλ₁:
///
///     Φ((√N |λ₁ − λ₀| − z √(ψ(λ̄)/(π(1 − π)))) / √(ψ(λ₁)/π + ψ(λ₀)/(1 − π)))
///
/// Covariates that explain a share R² of the treatment given take R² of the information (Hsieh and
/// Lavori): sizes count (1 − R²)-fold.
///
/// References: Schoenfeld (1981), doi:10.1093/biomet/68.1.316, and (1983), doi:10.2307/2531021; Freedman
/// (1982), doi:10.1002/sim.4780010204; Rubinstein, Gail and Santner (1981),
/// doi:10.1016/0021-9681(81)90007-2; Lachin and Foulkes (1986), doi:10.2307/2531201; Hsieh and Lavori
/// (2000), doi:10.1016/S0197-2456(00)00104-5. Tested against Hmisc's `cpower`, published examples and
/// arithmetic in R in `power/survival`, and against simulated trials.
public struct LogRankDesign: Sendable, Hashable {
  /// Which approximation.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// Of the log-rank statistic, for hazard ratios near 1.
    case schoenfeld
    /// Of the log-rank statistic, by the ratio of those at risk.
    case freedman
    /// Of the log ratio of two exponential hazards.
    case exponential
    /// Of the difference of two exponential hazards.
    case lachinFoulkes = "lachin-foulkes"
  }

  /// The curve of the controls.
  public let control: EventCurve
  /// θ, the hazard of the treated by that of the controls.
  public let hazardRatio: Double
  /// How they are followed.
  public let plan: FollowUpPlan
  /// The level of the test.
  public let level: ErrorLevel
  /// Which approximation.
  public let method: Method
  /// R², the share of the variance of the treatment that covariates explain, in 0..<1.
  public let rSquared: Double

  /// Makes a design.
  public init(
    control: EventCurve, hazardRatio: Double, plan: FollowUpPlan, level: ErrorLevel = ErrorLevel(),
    method: Method = .schoenfeld, rSquared: Double = 0
  ) {
    self.control = control
    self.hazardRatio = hazardRatio
    self.plan = plan
    self.level = level
    self.method = method
    self.rSquared = rSquared
  }

  /// The same design for another hazard ratio.
  public func replacing(hazardRatio: Double) -> LogRankDesign {
    LogRankDesign(
      control: control, hazardRatio: hazardRatio, plan: plan, level: level, method: method,
      rSquared: rSquared)
  }

  /// The curve of the treated.
  public var treated: EventCurve { control.scaled(hazardRatio: hazardRatio) }

  /// The probabilities that the event of a unit is seen, in either arm.
  public var eventProbabilities: (control: Double, treated: Double) {
    (plan.eventProbability(control), plan.eventProbability(treated))
  }

  /// The events expected in arms of some sizes.
  public func expectedEvents(_ sizes: ArmSizes) -> (control: Double, treated: Double) {
    let probability = eventProbabilities
    return (sizes.control * probability.control, sizes.treated * probability.treated)
  }

  /// The events that the formula asks for, not rounded; `nil` for Lachin and Foulkes, who do not count
  /// them.
  public func requiredEvents(power: Double, allocation: Allocation) -> Double? {
    let reach = level.criticalValue + Normal.standard.quantile(power)
    let share = allocation.treatedShare
    let ratio = allocation.ratio
    let information: Double
    switch method {
    case .schoenfeld: information = share * (1 - share) * log(hazardRatio) * log(hazardRatio)
    case .freedman:
      let distance = (1 - hazardRatio) / (1 + ratio * hazardRatio)
      information = ratio * distance * distance
    case .exponential:
      let probability = eventProbabilities
      let treated = share * probability.treated
      let control = (1 - share) * probability.control
      let all = treated + control
      information = treated * control / (all * all) * log(hazardRatio) * log(hazardRatio)
    case .lachinFoulkes: return nil
    }
    return reach * reach / (information * (1 - rSquared))
  }

  /// The probability of a rejection in the direction assumed.
  public func power(_ sizes: ArmSizes) -> Double {
    guard sizes.control > 0, sizes.treated > 0 else { return 0 }
    let worth = ArmSizes(
      control: sizes.control * (1 - rSquared), treated: sizes.treated * (1 - rSquared))
    return Normal.standard.cumulative(
      method == .lachinFoulkes ? differenceOfHazards(worth) : ratioOfHazards(worth))
  }

  private func ratioOfHazards(_ sizes: ArmSizes) -> Double {
    let events = expectedEvents(sizes)
    let all = events.control + events.treated
    let share = sizes.treated / sizes.total
    let reach: Double
    switch method {
    case .freedman:
      let ratio = sizes.treated / sizes.control
      reach = (all * ratio).squareRoot() * abs(1 - hazardRatio) / (1 + ratio * hazardRatio)
    case .exponential:
      reach = abs(log(hazardRatio)) / (1 / events.control + 1 / events.treated).squareRoot()
    case .schoenfeld, .lachinFoulkes:
      reach = abs(log(hazardRatio)) * (all * share * (1 - share)).squareRoot()
    }
    return reach - level.criticalValue
  }

  private func differenceOfHazards(_ sizes: ArmSizes) -> Double {
    let share = sizes.treated / sizes.total
    let (first, second) = (control.rate, treated.rate)
    let mean = EventCurve(rate: (1 - share) * first + share * second)
    func variance(_ curve: EventCurve) -> Double {
      curve.rate * curve.rate / plan.eventProbability(curve)
    }
    let null = variance(mean) / (share * (1 - share))
    let spread = variance(treated) / share + variance(control) / (1 - share)
    let distance = sizes.total.squareRoot() * abs(second - first)
    return (distance - level.criticalValue * null.squareRoot()) / spread.squareRoot()
  }

  /// The number of controls the formula asks for, not rounded.
  public func unroundedControls(power: Double, allocation: Allocation) -> Double? {
    SizeSearch.crossing(from: 1e-6, to: Double(SizeSearch.mostUnits), value: power) {
      self.power(allocation.sizes(control: $0))
    }
  }

  /// The least number of controls with at least a power.
  ///
  /// - Returns: `nil` where no size up to ``SizeSearch/mostUnits`` is enough.
  public func leastControls(power: Double, allocation: Allocation) -> Int? {
    SizeSearch.least(from: 1) { self.power(allocation.wholeSizes(control: $0)) >= power }
  }

  /// The hazard ratio nearest to 1 that is found with a power.
  ///
  /// The power does not rise without end: a ratio near 0 leaves no events among the treated. So the
  /// first crossing is looked for in steps of a twentieth on the log scale.
  ///
  /// - Parameter isLower: whether to look below 1.
  /// - Returns: `nil` where none from a thousandth to a thousand is.
  public func detectableRatio(power: Double, sizes: ArmSizes, isLower: Bool = true) -> Double? {
    func ratio(_ distance: Double) -> Double { exp(isLower ? -distance : distance) }
    func reach(_ distance: Double) -> Double {
      replacing(hazardRatio: ratio(distance)).power(sizes)
    }
    let steps = stride(from: 0.05, through: log(1000), by: 0.05)
    guard let end = steps.first(where: { reach($0) >= power }) else { return nil }
    return SizeSearch.crossing(from: end - 0.05, to: end, value: power, reach).map(ratio)
  }
}
