internal import Outcomes
internal import Statistics

/// Walks through the rows of a group for the infinitesimal jackknife of its curves.
struct IncidenceJackknife {
  private let rows: CauseRows
  private var gram: InfluenceGram
  /// Zeros, one per cluster, for sums that only live within a call.
  private var scratch: [Double] = []

  init(_ rows: CauseRows) {
    self.rows = rows
    gram = InfluenceGram(clusterCount: rows.clusterCount)
  }

  /// The event-free curve, then that of each cause.
  ///
  /// O(causes · n).
  mutating func curves(_ table: CauseTable, group: Int) -> [StateCurve] {
    var curves = AalenJohansen.Variance.delta.curves(table)
    let all = table.all.weighted.events
    for cause in 1...max(1, table.causeCount) {
      let own = cause <= table.causeCount ? table.events[cause - 1] : all
      var others = 0.0
      var left = 1.0
      walk(table, group: group, cause: cause) { slot, gram in
        // Nobody left is nobody whose number could be uncertain; the sum keeps some rounding.
        let eventFree = gram.eventFree > 0 ? gram.eventFreeVariance : 0
        if cause == 1 { curves[0].variance[slot] = eventFree }
        guard cause <= table.causeCount else { return }
        // Who enters once nobody is event-free changes no probability.
        if left > 0 { others += all[slot] - own[slot] }
        left = gram.eventFree
        curves[cause].variance[slot] = others > 0 ? gram.incidenceVariance : eventFree
        curves[cause].hazardVariance[slot] = gram.hazardVariance
      }
    }
    if table.causeCount > 1 {
      // The hazard of any event is that of a single cause.
      walk(table, group: group, cause: nil) { slot, gram in
        curves[0].hazardVariance[slot] = gram.hazardVariance
      }
    } else if table.causeCount == 1 {
      curves[0].hazardVariance = curves[1].hazardVariance
    }
    return curves
  }

  /// Follows the influences through the times of a group.
  ///
  /// - Parameters:
  ///   - cause: the cause; `nil` for all of them as one.
  ///   - body: what to do with the sums at each time.
  private mutating func walk(
    _ table: CauseTable, group: Int, cause: Int?, _ body: (Int, InfluenceGram) -> Void
  ) {
    gram.restart()
    let risk = rows.risk
    let positions = risk.positions(ofStratum: group)
    let first = risk.tieGroups(ofStratum: group).lowerBound
    var entries = RiskSets.EntryCursor(risk, rows.outcomes, stratum: group)
    if entries == nil {
      for position in positions { enter(row: Int(risk.order[position])) }
    }
    for slot in table.times.indices {
      while let row = entries?.nextRow(enteredBefore: table.times[slot]) { enter(row: row) }
      move(table, slot: slot, tied: first + slot, cause: cause)
      // Only the hazard moves once nobody is event-free, should others enter.
      if gram.eventFree == 0 { gram.settle() }
      body(slot, gram)
    }
    for position in positions {
      gram.clear(cluster: rows.cluster(ofRow: Int(risk.order[position])))
    }
  }

  private mutating func enter(row: Int) {
    gram.change(
      cluster: rows.cluster(ofRow: row), by: .init(risk: rows.weight(ofRow: row)))
  }

  /// Takes in what happens at one time.
  private mutating func move(_ table: CauseTable, slot: Int, tied: Int, cause: Int?) {
    let risk = rows.risk
    let number = table.all.weighted.atRisk[slot]
    let events = table.all.weighted.events[slot]
    let left = gram.eventFree
    // Whether everybody at risk has an event of the cause, so that its share cannot vary.
    var isCertain = false
    if events > 0 {
      let own = cause.map { $0 <= table.causeCount ? table.events[$0 - 1][slot] : 0 } ?? events
      isCertain = own == number
      gram.move(own: own / number, any: events / number, number: number)
    }
    for position in risk.events(inGroup: tied) {
      let row = Int(risk.order[position])
      let weight = rows.weight(at: position)
      let isOwn = cause.map { $0 == Int(rows.causes[row]) } ?? true
      // A row of weight zero may have its event where nobody with a weight is at risk.
      let share = weight > 0 ? weight / number : 0
      gram.change(
        cluster: rows.cluster(ofRow: row),
        by: .init(
          risk: -weight, incidence: isOwn ? left * share : 0, eventFree: -left * share,
          hazard: isOwn && !isCertain ? share : 0))
    }
    for position in risk.censorings(inGroup: tied) {
      gram.change(
        cluster: rows.cluster(ofRow: Int(risk.order[position])),
        by: .init(risk: -rows.weight(at: position)))
    }
  }

  /// The mean time free of any event up to a horizon, then that lost to each cause.
  mutating func meanTimes(
    _ table: CauseTable, group: Int, eventFree: StateCurve, to horizon: Double
  ) -> [MeanTime] {
    let points = AalenJohansen.Variance.delta.meanTimes(table, to: horizon)
    if scratch.isEmpty { scratch = [Double](repeating: 0, count: rows.clusterCount) }
    return (0...table.causeCount).map { cause in
      let area = IncidenceArea(table, eventFree: eventFree.probability, cause: cause, to: horizon)
      return MeanTime(
        value: points[cause].value,
        variance: area.squaredInfluence(rows, table, group: group, cause: cause, &scratch))
    }
  }
}
