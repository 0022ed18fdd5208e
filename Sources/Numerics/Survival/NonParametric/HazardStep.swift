/// What one time of events adds to a cumulative hazard, and how that depends on the rows.
///
/// With n the (weighted) number at risk, d the (weighted) number of events and m their number in
/// heads:
///
///     Kaplan-Meier         increment of −log S   slope d / (n (n − d))   share 1 / (n − d)
///     Nelson-Aalen         d / n                 d / n²                  1 / n
///     Fleming-Harrington   Σ (d/m) / (n − j d/m) over j = 0 ... m − 1: tied events one after another
///
/// The slope is minus the derivative of the increment by n, and at once Greenwood's or the Poisson
/// variance it adds; the share is the derivative by d. Together they make the influence of a row.
struct HazardStep {
  let increment: Double
  let slope: Double
  let share: Double

  /// The step of Kaplan and Meier; the increment is not needed and left out.
  ///
  /// Where nobody is left the slope is infinite.
  static func productLimit(atRisk: Double, events: Double) -> HazardStep {
    let survivors = atRisk - events
    return HazardStep(
      increment: .nan, slope: events / (atRisk * survivors), share: 1 / survivors)
  }

  /// The step of Nelson and Aalen.
  static func nelsonAalen(atRisk: Double, events: Double) -> HazardStep {
    HazardStep(
      increment: events / atRisk, slope: events / (atRisk * atRisk), share: 1 / atRisk)
  }

  /// The step of Fleming and Harrington.
  static func flemingHarrington(atRisk: Double, events: Double, heads: Double) -> HazardStep {
    guard heads > 1 else { return nelsonAalen(atRisk: atRisk, events: events) }
    var increment = 0.0
    var slope = 0.0
    var share = 0.0
    let each = events / heads
    for earlier in 0..<Int(heads) {
      let left = atRisk - Double(earlier) * each
      increment += each / left
      slope += each / (left * left)
      share += 1 / (heads * left) + each * Double(earlier) / (heads * left * left)
    }
    return HazardStep(increment: increment, slope: slope, share: share)
  }
}

/// A rule by which the hazard of a table is added up.
struct HazardRule {
  let estimator: KaplanMeier.Estimator

  /// The step at a place of a table where there are events.
  func step(_ table: EventTable, _ slot: Int) -> HazardStep {
    let atRisk = table.weighted.atRisk[slot]
    let events = table.weighted.events[slot]
    switch estimator {
    case .kaplanMeier: return .productLimit(atRisk: atRisk, events: events)
    case .breslow: return .nelsonAalen(atRisk: atRisk, events: events)
    case .flemingHarrington:
      return .flemingHarrington(
        atRisk: atRisk, events: events, heads: table.counts.events[slot])
    }
  }

  /// The cumulative hazard after each time and its variance; for Kaplan and Meier that of Nelson and
  /// Aalen.
  func cumulative(_ table: EventTable) -> (hazard: [Double], variance: [Double]) {
    let rule = estimator == .kaplanMeier ? HazardRule(estimator: .breslow) : self
    var hazard = [Double](repeating: 0, count: table.times.count)
    var variance = hazard
    var (sum, spread) = (0.0, 0.0)
    for slot in table.times.indices {
      if table.weighted.events[slot] > 0 {
        let step = rule.step(table, slot)
        sum += step.increment
        spread += step.slope
      }
      hazard[slot] = sum
      variance[slot] = spread
    }
    return (hazard, variance)
  }
}
