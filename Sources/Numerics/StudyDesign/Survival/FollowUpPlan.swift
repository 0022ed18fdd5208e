internal import Glibc

/// How long the units of a study are followed: entry uniform over an accrual period, a further
/// follow-up after the last entry, exponential drop-out, and other events that end follow-up.
///
/// Times are in one unit throughout, rates per that unit.
public struct FollowUpPlan: Sendable, Hashable {
  /// a, the length of accrual; 0 if all enter at once.
  public let accrual: Double
  /// f, the follow-up after the last entry.
  public let followUp: Double
  /// η, the hazard of dropping out.
  public let dropOutRate: Double
  /// κ, the hazard of another event after which the one of interest cannot occur.
  public let otherEventRate: Double

  /// Makes a plan.
  public init(
    accrual: Double, followUp: Double, dropOutRate: Double = 0, otherEventRate: Double = 0
  ) {
    self.accrual = accrual
    self.followUp = followUp
    self.dropOutRate = dropOutRate
    self.otherEventRate = otherEventRate
  }

  /// The length of the study.
  public var duration: Double { accrual + followUp }

  /// The rate at which units leave otherwise than by the event or the end of the study.
  private var leavingRate: Double { dropOutRate + otherEventRate }

  /// The probability that a unit enters early enough to be followed for a time.
  func reaches(_ time: Double) -> Double {
    if time <= followUp { return 1 }
    return time >= duration ? 0 : (duration - time) / accrual
  }

  /// The probability of still being at risk at a time: neither event, nor drop-out, nor other event,
  /// nor the end of the study.
  func atRisk(_ curve: EventCurve, at time: Double) -> Double {
    exp(-curve.cumulativeHazard(time) - leavingRate * time) * reaches(time)
  }

  /// The probability that the event of a unit is seen.
  ///
  ///     ∫ h(t) S(t) exp(−(η + κ)t) P(entered before the end less t) dt
  ///
  /// Of an exponential curve with hazard λ it is, with φ = λ + η + κ,
  /// λ/φ · (1 − exp(−φf)(1 − exp(−φa))/(φa)) (Lachin and Foulkes 1986, formula 4.2); of others it is
  /// found by quadrature in the cumulative hazard.
  public func eventProbability(_ curve: EventCurve) -> Double {
    if curve.shape == 1 {
      let all = curve.rate + leavingRate
      let entered = accrual == 0 ? 1 : -expm1(-all * accrual) / (all * accrual)
      // 1 − e^(−x) y, with y near 1 for a short accrual, in two differences that keep their digits.
      let early = -expm1(-all * followUp)
      return curve.rate / all * (early + exp(-all * followUp) * (1 - entered))
    }
    return integral(curve, to: duration) {
      exp(-$0.hazard - leavingRate * $0.time) * reaches($0.time)
    }
  }

  /// A point of a curve.
  typealias Point = (time: Double, hazard: Double)

  /// ∫ g dH over the times up to `end`, H the cumulative hazard of a curve, in pieces between which
  /// the plan has a corner.
  func integral(_ curve: EventCurve, to end: Double, _ g: (Point) -> Double) -> Double {
    // Beyond this hazard nothing is left that a double could hold beside the rest.
    let last = min(curve.cumulativeHazard(end), 750)
    let corner = min(curve.cumulativeHazard(followUp), last)
    var sum = 0.0
    for (start, stop) in [(0, corner), (corner, last)] where stop > start {
      sum += DoubleExponentialRule.integral(length: stop - start) { distance in
        let hazard = start + distance
        return g((curve.time(cumulativeHazard: hazard), hazard))
      }
    }
    return sum
  }
}
