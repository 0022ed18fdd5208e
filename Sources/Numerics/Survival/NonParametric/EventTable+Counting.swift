internal import Outcomes

extension EventTable {
  /// Counts the rows of one stratum of sorted data.
  ///
  /// O(rows), with no array longer than the distinct times.
  init(
    _ outcomes: SurvivalOutcomes, _ risk: RiskSets, stratum: Int, weights: CaseWeights?
  ) {
    let groups = risk.tieGroups(ofStratum: stratum)
    times = groups.count == risk.times.count ? risk.times : Array(risk.times[groups])
    let entered = Entries(outcomes, risk, stratum: stratum, weights: weights)
    let heads = Tally(counting: risk, stratum: stratum, entries: entered)
    weighted =
      weights.map {
        Tally(weighing: $0.byPosition, risk, stratum: stratum, entries: entered, heads: heads)
      } ?? heads
    let countsRows = weights?.countsRows ?? false
    counts = countsRows ? weighted : heads
    entries = entered.map {
      Entries(
        times: $0.times, counts: countsRows ? $0.weights : $0.counts, weights: $0.weights)
    }
    rowCount =
      countsRows
      ? Int((weighted.events + weighted.censored).reduce(0, +))
      : risk.positions(ofStratum: stratum).count
  }

  /// One table for each group, in the order of the group codes.
  static func tables(
    _ outcomes: SurvivalOutcomes, _ risk: RiskSets, weights: CaseWeights?
  ) -> [EventTable] {
    (0..<risk.stratumCount).map {
      EventTable(outcomes, risk, stratum: $0, weights: weights)
    }
  }
}

extension EventTable.Tally {
  /// Counts heads, from the numbers of rows and events in each tie group alone.
  fileprivate init(counting risk: RiskSets, stratum: Int, entries: EventTable.Entries?) {
    let groups = risk.tieGroups(ofStratum: stratum)
    let end = risk.positions(ofStratum: stratum).upperBound
    var atRisk: [Double] = []
    var events: [Double] = []
    var censored: [Double] = []
    atRisk.reserveCapacity(groups.count)
    events.reserveCapacity(groups.count)
    censored.reserveCapacity(groups.count)
    for group in groups {
      let positions = risk.positions(inGroup: group)
      let dying = Int(risk.eventCounts[group])
      atRisk.append(Double(end - positions.lowerBound))
      events.append(Double(dying))
      censored.append(Double(positions.count - dying))
    }
    if let entries {
      var later = EntriesToCome(entries.times, entries.counts)
      for slot in atRisk.indices.reversed() {
        atRisk[slot] -= later.sum(from: risk.times[groups.lowerBound + slot])
      }
    }
    self.init(atRisk: atRisk, events: events, censored: censored)
  }

  /// Adds up weights, backwards in time so that the late sums carry no rounding of the early ones.
  ///
  /// - Parameters:
  ///   - weights: the weight at each position of the sorted data.
  ///   - heads: the same counted in heads. Where they say that everybody at risk leaves, the sum
  ///     of those who stay is exactly zero, whatever rounding would make of it.
  fileprivate init(
    weighing weights: [Double], _ risk: RiskSets, stratum: Int, entries: EventTable.Entries?,
    heads: EventTable.Tally
  ) {
    let groups = risk.tieGroups(ofStratum: stratum)
    var atRisk = [Double](repeating: 0, count: groups.count)
    var events = atRisk
    var censored = atRisk
    var staying = 0.0
    var later = entries.map { EntriesToCome($0.times, $0.weights) }
    for slot in atRisk.indices.reversed() {
      let group = groups.lowerBound + slot
      let entering = later?.step(to: risk.times[group]) ?? 0
      let leaving = heads.events[slot] + heads.censored[slot]
      staying = heads.atRisk[slot] == leaving ? 0 : staying - entering
      for position in risk.events(inGroup: group) {
        events[slot] += weights[position]
      }
      for position in risk.censorings(inGroup: group) {
        censored[slot] += weights[position]
      }
      staying += events[slot] + censored[slot]
      atRisk[slot] = staying
    }
    self.init(atRisk: atRisk, events: events, censored: censored)
  }
}

/// A walk back in time through the entries that are yet to come.
private struct EntriesToCome {
  private let times: [Double]
  private let amounts: [Double]
  private var next: Int
  private var total = 0.0

  init(_ times: [Double], _ amounts: [Double]) {
    self.times = times
    self.amounts = amounts
    next = times.count
  }

  /// What enters at or after `time` and before the time of the last call.
  mutating func step(to time: Double) -> Double {
    var sum = 0.0
    while next > 0, times[next - 1] >= time {
      next -= 1
      sum += amounts[next]
    }
    return sum
  }

  /// All that enters at or after `time`.
  mutating func sum(from time: Double) -> Double {
    total += step(to: time)
    return total
  }
}

extension EventTable.Entries {
  /// Counts the entries of one stratum; `nil` without delayed entry.
  fileprivate init?(
    _ outcomes: SurvivalOutcomes, _ risk: RiskSets, stratum: Int, weights: CaseWeights?
  ) {
    guard let order = risk.entryOrder, let entry = outcomes.entry else { return nil }
    var times: [Double] = []
    var counts: [Double] = []
    var sums: [Double] = []
    for position in risk.positions(ofStratum: stratum) {
      let row = Int(order[position])
      if entry[row] != times.last {
        times.append(entry[row])
        counts.append(0)
        sums.append(0)
      }
      counts[counts.count - 1] += 1
      sums[sums.count - 1] += weights?.byRow[row] ?? 1
    }
    self.init(times: times, counts: counts, weights: sums)
  }
}
