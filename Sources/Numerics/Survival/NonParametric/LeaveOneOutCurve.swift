/// A Kaplan-Meier curve of unweighted rows followed from the origin, read without one of its rows.
///
/// A row that leaves at time T(k) lowers the number at risk by one at every time up to it. Without
/// it the curve is the product of (n − 1 − d)/(n − 1) before T(k), of (n − 1 − d′)/(n − 1) at it,
/// with d′ less by one when the row had the event there, and of the curve's own factors after it.
/// So all rows together need two passes along the times.
struct LeaveOneOutCurve {
  /// A reading without each row: all rows of one time and kind have the same.
  struct Values {
    /// The reading with all rows.
    let estimate: Double
    /// The reading without a row that has its event at each time.
    var withoutEvent: [Double]
    /// The reading without a row that is censored at each time.
    var withoutCensoring: [Double]
  }

  private let times: [Double]
  private let atRisk: [Double]
  private let events: [Double]
  /// The factor of each time when a row that leaves later is missing.
  private let before: [Double]

  init(_ table: EventTable) {
    times = table.times
    atRisk = table.counts.atRisk
    events = table.counts.events
    before = zip(atRisk, events).map { number, dying in
      number > 1 ? (number - 1 - dying) / (number - 1) : 1
    }
  }

  /// The factor of a time without a row that leaves there.
  private func own(_ slot: Int, isEvent: Bool) -> Double {
    let others = atRisk[slot] - 1
    let dying = events[slot] - (isEvent ? 1 : 0)
    return others > 0 && dying <= others ? (others - dying) / others : 1
  }

  private func factor(_ slot: Int) -> Double { (atRisk[slot] - events[slot]) / atRisk[slot] }

  /// The survival at a time.
  func survival(at time: Double) -> Values {
    let reached = times.firstIndex { $0 > time } ?? times.count
    var after = [Double](repeating: 1, count: reached + 1)
    for slot in (0..<reached).reversed() { after[slot] = after[slot + 1] * factor(slot) }
    var values = Values(
      estimate: after[0], withoutEvent: [Double](repeating: .nan, count: times.count),
      withoutCensoring: [Double](repeating: .nan, count: times.count))
    var earlier = 1.0
    for slot in 0..<reached {
      values.withoutEvent[slot] = earlier * own(slot, isEvent: true) * after[slot + 1]
      values.withoutCensoring[slot] = earlier * own(slot, isEvent: false) * after[slot + 1]
      earlier *= before[slot]
    }
    for slot in reached..<times.count {
      values.withoutEvent[slot] = earlier
      values.withoutCensoring[slot] = earlier
    }
    return values
  }

  /// The mean restricted to τ.
  func restrictedMean(to tau: Double) -> Values {
    let reached = times.firstIndex { $0 > tau } ?? times.count
    func end(_ slot: Int) -> Double { slot + 1 < reached ? times[slot + 1] : tau }
    // The area from each time to τ under the curve that is 1 just after it.
    var area = [Double](repeating: 0, count: reached + 1)
    for slot in (0..<reached).reversed() {
      let later = slot + 1 < reached ? factor(slot + 1) * area[slot + 1] : 0
      area[slot] = end(slot) - times[slot] + later
    }
    let origin = min(0, times.first ?? 0)
    let start = reached > 0 ? times[0] : tau
    var values = Values(
      estimate: start + (reached > 0 ? factor(0) * area[0] : 0),
      withoutEvent: [Double](repeating: .nan, count: times.count),
      withoutCensoring: [Double](repeating: .nan, count: times.count))
    var earlier = 1.0
    var gained = origin + (start - origin)
    for slot in 0..<reached {
      values.withoutEvent[slot] = gained + earlier * own(slot, isEvent: true) * area[slot]
      values.withoutCensoring[slot] = gained + earlier * own(slot, isEvent: false) * area[slot]
      earlier *= before[slot]
      gained += earlier * (end(slot) - times[slot])
    }
    for slot in reached..<times.count {
      values.withoutEvent[slot] = gained
      values.withoutCensoring[slot] = gained
    }
    return values
  }
}
