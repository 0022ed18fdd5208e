internal import Outcomes
internal import Statistics

/// Walks through a group's rows for the jackknife variance of log S at every time of its table. The
/// variance is 0 once the curve is at zero. `HazardStep` has what an event time adds.
extension KaplanMeierRows {
  /// The variance with clusters or delayed entry, as `JackknifeVariance` has it.
  ///
  /// NaN where all rows are one cluster.
  ///
  /// - Parameter reversed: whether censorings are the events.
  func clusteredLogVariance(
    _ table: EventTable, _ rule: HazardRule, reversed: Bool, _ tally: inout JackknifeVariance
  ) -> [Double] {
    let positions = risk.positions(ofStratum: group)
    let tieGroups = risk.tieGroups(ofStratum: group)
    // What one cluster does to itself adds up to zero: from it alone no variance can be told.
    if let first = positions.first, clusters != nil,
      positions.allSatisfy({ cluster(at: $0) == cluster(at: first) })
    {
      return [Double](repeating: .nan, count: table.times.count)
    }
    var variances = [Double](repeating: 0, count: table.times.count)
    var hazard = 0.0
    var entries = RiskSets.EntryCursor(risk, outcomes, stratum: group)
    if entries == nil {
      for position in positions {
        tally.enter(cluster: cluster(at: position), weight: weight(at: position), hazard: 0)
      }
    }
    for slot in table.times.indices {
      while let row = entries?.nextRow(enteredBefore: table.times[slot]) {
        tally.enter(
          cluster: cluster(row), weight: weights?.byRow[row] ?? 1, hazard: hazard)
      }
      let tied = tieGroups.lowerBound + slot
      if table.weighted.events[slot] > 0 {
        let step = rule.step(table, slot)
        if step.share == .infinity { break }
        hazard += step.slope
        for position in dying(inGroup: tied, reversed: reversed) {
          tally.die(
            cluster: cluster(at: position), weight: weight(at: position), share: step.share)
        }
      }
      for position in risk.positions(inGroup: tied) {
        tally.leave(cluster: cluster(at: position), weight: weight(at: position), hazard: hazard)
      }
      variances[slot] = tally.variance(hazard: hazard)
    }
    for position in positions { tally.clear(cluster: cluster(at: position)) }
    tally.clearSums()
    return variances
  }

  /// Without either, every row is a cluster at risk from the start: it holds (w·H)² while at risk,
  /// and what it held when it left, (w·H − w / (n − d))² after an event.
  ///
  /// - Parameter reversed: whether censorings are the events.
  func independentLogVariance(_ table: EventTable, _ rule: HazardRule, reversed: Bool) -> [Double] {
    let tieGroups = risk.tieGroups(ofStratum: group)
    var variances = squaredWeightsStaying(table)
    var hazard = 0.0
    var gone = 0.0
    for slot in table.times.indices {
      let tied = tieGroups.lowerBound + slot
      var release = 0.0
      if table.weighted.events[slot] > 0 {
        let step = rule.step(table, slot)
        if step.share == .infinity {
          for later in slot..<variances.count { variances[later] = 0 }
          break
        }
        hazard += step.slope
        release = step.share
      }
      for position in dying(inGroup: tied, reversed: reversed) {
        let value = weight(at: position) * (hazard - release)
        gone += value * value
      }
      for position in dying(inGroup: tied, reversed: !reversed) {
        let value = weight(at: position) * hazard
        gone += value * value
      }
      variances[slot] = gone + hazard * hazard * variances[slot]
    }
    return variances
  }

  /// The sum of the squared weights of those who stay after each time.
  private func squaredWeightsStaying(_ table: EventTable) -> [Double] {
    let tieGroups = risk.tieGroups(ofStratum: group)
    var sums = [Double](repeating: 0, count: table.times.count)
    var sum = 0.0
    for slot in table.times.indices.reversed() {
      sums[slot] = sum
      for position in risk.positions(inGroup: tieGroups.lowerBound + slot) {
        let weight = weight(at: position)
        sum += weight * weight
      }
    }
    return sums
  }

  /// The positions of the rows that have the event of the curve, or of the reversed one.
  private func dying(inGroup group: Int, reversed: Bool) -> Range<Int> {
    reversed ? risk.censorings(inGroup: group) : risk.events(inGroup: group)
  }

  @inline(__always)
  private func weight(at position: Int) -> Double {
    if let weights { weights.byPosition[position] } else { 1 }
  }

  @inline(__always)
  private func cluster(at position: Int) -> Int { cluster(Int(risk.order[position])) }

  @inline(__always)
  private func cluster(_ row: Int) -> Int {
    if let clusters { Int(clusters.codes[row]) } else { row }
  }
}
