/// The covariance of a cause's estimates as it moves through time: incidence F, event-free
/// probability S, and the area M under F (under S where there is no cause) up to now.
///
/// At an event time the estimates move by F ← F + S a(k), S ← S (1 − a) with a(k) = d(k) / n and
/// a = d / n. The delta method carries their covariance C along: C ← J C Jᵀ + S² (u Cov(a) uᵀ) with
/// J the derivative of the step. Between times M grows by F Δ. So the variance at every time needs
/// six numbers and no sum over earlier times; nor is there a division by 1 − a, which would fail
/// when everybody at risk has an event.
struct TransitionCovariance {
  /// The covariances at one event time of a(k), the share of the cause, and a, that of any cause.
  struct Step {
    let own: Double
    let cross: Double
    let any: Double
  }

  private var incidence = 0.0
  private var cross = 0.0
  private var eventFree = 0.0
  private var area = 0.0
  private var areaIncidence = 0.0
  private var areaEventFree = 0.0
  /// Whether the area is that under S.
  let isEventFree: Bool

  init(isEventFree: Bool) { self.isEventFree = isEventFree }

  /// The variance of the state's probability.
  var variance: Double { max(0, isEventFree ? eventFree : incidence) }
  /// The variance of S, and of F as long as there is no other cause.
  var eventFreeVariance: Double { max(0, eventFree) }
  /// The variance of the area.
  var areaVariance: Double { max(0, area) }

  /// Lets time pass without an event.
  mutating func wait(_ duration: Double) {
    if isEventFree {
      area += duration * (2 * areaEventFree + duration * eventFree)
      areaEventFree += duration * eventFree
    } else {
      area += duration * (2 * areaIncidence + duration * incidence)
      areaIncidence += duration * incidence
      areaEventFree += duration * cross
    }
  }

  /// Takes in the events of one time.
  ///
  /// - Parameters:
  ///   - own: the share of those at risk with an event of the cause, a(k).
  ///   - any: the share with any event, a.
  ///   - left: S just before the time.
  mutating func move(own: Double, any: Double, left: Double, _ step: Step) {
    let stays = 1 - any
    let square = left * left
    incidence += own * (2 * cross + own * eventFree) + square * step.own
    cross = stays * (cross + own * eventFree) - square * step.cross
    eventFree = stays * stays * eventFree + square * step.any
    areaIncidence += own * areaEventFree
    areaEventFree *= stays
    if stays == 0 {
      // Nobody is left whose number could be uncertain.
      cross = 0
      eventFree = 0
    }
  }
}

extension AalenJohansen.Variance {
  /// The covariance of the shares with an event among `number` at risk.
  @inline(__always)
  func step(own: Double, any: Double, number: Double) -> TransitionCovariance.Step {
    switch self {
    case .aalen:
      let ownVariance = hypergeometric(own, number)
      let total = ownVariance + hypergeometric(any - own, number)
      return .init(own: ownVariance, cross: ownVariance, any: total)
    case .automatic, .delta, .jackknife:
      let (share, total) = (own / number, any / number)
      let left = (number - any) / number
      return .init(
        own: share * (1 - share) / number, cross: share * left / number,
        any: total * left / number)
    }
  }

  /// The variance of d / n that cmprsk uses, d (n − d) / (n² (n − 1)), with one event never less
  /// than 1 / n².
  @inline(__always)
  private func hypergeometric(_ events: Double, _ number: Double) -> Double {
    let correction = events > 1 ? max(0, 1 - (events - 1) / (number - 1)) : 1
    return correction * events / (number * number)
  }

  /// The event-free curve, then that of each cause, with variances by this method.
  ///
  /// O(causes · times).
  func curves(_ table: CauseTable) -> [StateCurve] {
    (0...table.causeCount).map { curve(table, cause: $0) }
  }

  private func curve(_ table: CauseTable, cause: Int) -> StateCurve {
    let atRisk = table.all.weighted.atRisk
    let all = table.all.weighted.events
    let own = cause == 0 ? nil : table.events[cause - 1]
    var curve = StateCurve(count: atRisk.count)
    var covariance = TransitionCovariance(isEventFree: cause == 0)
    var (left, incidence, hazard, hazardVariance) = (1.0, 0.0, 0.0, 0.0)
    var others = 0.0
    for slot in atRisk.indices {
      let events = all[slot]
      if events > 0 {
        let number = atRisk[slot]
        let mine = own?[slot] ?? 0
        covariance.move(
          own: mine / number, any: events / number, left: left,
          step(own: mine, any: events, number: number))
        incidence += left * (mine / number)
        if left > 0 { others += events - mine }
        left *= (number - events) / number
        // The event of the cause is all that can have happened to who is not event-free.
        if left == 0 && others == 0 { incidence = 1 }
        let counted = own == nil ? events : mine
        hazard += counted / number
        hazardVariance += hazardStep(counted, number)
      }
      curve.probability[slot] = cause == 0 ? left : incidence
      curve.variance[slot] =
        others == 0 && self != .aalen ? covariance.eventFreeVariance : covariance.variance
      curve.hazard[slot] = hazard
      curve.hazardVariance[slot] = hazardVariance
    }
    return curve
  }

  /// What one time adds to the variance of the cumulative hazard: binomial, or Poisson's for Aalen's.
  private func hazardStep(_ events: Double, _ number: Double) -> Double {
    self == .aalen
      ? events / (number * number) : events * (number - events) / (number * number * number)
  }

  /// The mean time free of any event up to a horizon, then that lost to each cause.
  func meanTimes(_ table: CauseTable, to horizon: Double) -> [MeanTime] {
    (0...table.causeCount).map { meanTime(table, cause: $0, to: horizon) }
  }

  private func meanTime(_ table: CauseTable, cause: Int, to horizon: Double) -> MeanTime {
    let atRisk = table.all.weighted.atRisk
    let all = table.all.weighted.events
    var covariance = TransitionCovariance(isEventFree: cause == 0)
    var (left, incidence, area, now) = (1.0, 0.0, 0.0, 0.0)
    for slot in atRisk.indices where all[slot] > 0 {
      let time = table.times[slot]
      guard time <= horizon else { break }
      if time > now {
        covariance.wait(time - now)
        area += (cause == 0 ? left : incidence) * (time - now)
        now = time
      }
      let number = atRisk[slot]
      let mine = cause == 0 ? 0 : table.events[cause - 1][slot]
      covariance.move(
        own: mine / number, any: all[slot] / number, left: left,
        step(own: mine, any: all[slot], number: number))
      incidence += left * (mine / number)
      left *= (number - all[slot]) / number
    }
    covariance.wait(horizon - now)
    area += (cause == 0 ? left : incidence) * (horizon - now)
    return MeanTime(value: area, variance: covariance.areaVariance)
  }
}
