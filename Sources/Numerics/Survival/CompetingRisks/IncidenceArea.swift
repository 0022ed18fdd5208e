internal import Outcomes
internal import Statistics

/// What the influence of rows on the area under one curve needs, time by time.
///
/// With R(s) the area from s to the horizon τ under F(k) − F(k, s), the derivative of ∫₀^τ F(k) with
/// respect to the weight of row i is
///
///     Σ ( −S(s−) a(k) (τ − s) + a R(s) / (1 − a) ) / n   over the event times s ≤ τ in (entry, T]
///       +  S(T−) (τ − T) / n  for an event of k at T ≤ τ
///       −  R(T) / (n − d)     for any event at T ≤ τ
///
/// For the event-free time R(s) is the area under S, and the terms in S(s−) fall away.
struct IncidenceArea {
  /// What a row of weight 1 at risk from the beginning has gained up to and at each time.
  private var gained: [Double]
  /// What an event at each time adds: of the cause, and of any.
  private var ownEvent: [Double]
  private var anyEvent: [Double]
  /// The number of times up to the horizon.
  private let reached: Int

  /// Works backwards for the areas, then forwards for what rows gain, in O(times).
  init(_ table: CauseTable, eventFree: [Double], cause: Int, to horizon: Double) {
    let times = table.times
    let atRisk = table.all.weighted.atRisk
    let events = table.all.weighted.events
    let own = cause == 0 ? nil : table.events[cause - 1]
    reached = table.all.timeCount(upTo: horizon)
    gained = [Double](repeating: 0, count: times.count)
    ownEvent = gained
    anyEvent = gained
    var area = 0.0
    var end = horizon
    for slot in (0..<reached).reversed() {
      let ahead = horizon - max(0, times[slot])
      if own == nil {
        let start = max(0, times[slot])
        area += eventFree[slot] * (end - start)
        end = start
      }
      let before = slot > 0 ? eventFree[slot - 1] : 1
      let survivors = atRisk[slot] - events[slot]
      if events[slot] > 0, before > 0 {
        anyEvent[slot] = survivors > 0 ? -area / survivors : 0
        if let own {
          ownEvent[slot] = before * ahead / atRisk[slot]
          area += before * (own[slot] / atRisk[slot]) * ahead
        }
      }
    }
    var sum = 0.0
    for slot in times.indices {
      if slot < reached, events[slot] > 0 {
        let share = (own?[slot] ?? 0) / atRisk[slot]
        sum -= share * ownEvent[slot] + events[slot] / atRisk[slot] * anyEvent[slot]
      }
      gained[slot] = sum
    }
  }

  /// The sum over clusters of the squares of their influences.
  ///
  /// O(n log n) with delayed entry, else O(n).
  ///
  /// - Parameter influence: zeros, one per cluster; zeros again at the end.
  func squaredInfluence(
    _ rows: CauseRows, _ table: CauseTable, group: Int, cause: Int, _ influence: inout [Double]
  ) -> Double {
    let risk = rows.risk
    let tieGroups = risk.tieGroups(ofStratum: group)
    for slot in table.times.indices {
      let tied = tieGroups.lowerBound + slot
      for position in risk.positions(inGroup: tied) {
        let row = Int(risk.order[position])
        var value = gained[slot]
        if let entry = rows.outcomes.entry?[row] {
          let earlier = table.all.timeCount(upTo: entry)
          value -= earlier > 0 ? gained[earlier - 1] : 0
        }
        if rows.causes[row] > 0 {
          value += anyEvent[slot]
          if Int(rows.causes[row]) == cause { value += ownEvent[slot] }
        }
        influence[rows.cluster(ofRow: row)] += rows.weight(at: position) * value
      }
    }
    var sum = 0.0
    for position in risk.positions(ofStratum: group) {
      let cluster = rows.cluster(ofRow: Int(risk.order[position]))
      sum += influence[cluster] * influence[cluster]
      influence[cluster] = 0
    }
    return sum
  }
}
