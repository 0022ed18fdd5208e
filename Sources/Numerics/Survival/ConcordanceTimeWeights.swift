internal import Outcomes
internal import Statistics

extension Concordance.TimeWeight {
  /// The weight of each event; those after τ weigh nothing.
  ///
  /// - Parameters:
  ///   - windows: The events to weigh, made from the same rows.
  ///   - weights: The case weight of each original row; rows of weight zero are not counted.
  func values(
    _ windows: EventWindows, _ risk: RiskSets, _ outcomes: SurvivalOutcomes, weights: [Double]?,
    tau: Double?
  ) -> [Double]? {
    if self == .pairs && tau == nil { return nil }
    var values = [Double](repeating: 1, count: windows.eventCount)
    if self != .pairs {
      for stratum in windows.strata.indices {
        fill(&values, stratum, windows, risk, outcomes, weights)
      }
    }
    guard let tau else { return values }
    for event in values.indices where windows.times[event] > tau { values[event] = 0 }
    return values
  }

  private func fill(
    _ values: inout [Double], _ stratum: Int, _ windows: EventWindows, _ risk: RiskSets,
    _ outcomes: SurvivalOutcomes, _ weights: [Double]?
  ) {
    func weight(_ position: Int) -> Double { weights?[Int(risk.order[position])] ?? 1 }
    let positions = risk.positions(ofStratum: stratum)
    let whole = positions.reduce(0) { $0 + weight($1) }
    var cursor = RiskSets.EntryCursor(risk, outcomes, stratum: stratum)
    let atRisk = atRisk(stratum, risk, outcomes, &cursor, weight)
    var (survival, censoring) = (1.0, 1.0)
    var event = windows.strata[stratum].lowerBound
    for (place, group) in risk.tieGroups(ofStratum: stratum).enumerated() {
      let dead = risk.events(inGroup: group).reduce(0) { $0 + weight($1) }
      let count = atRisk[place]
      if event < windows.strata[stratum].upperBound, windows.times[event] == risk.times[group] {
        values[event] =
          switch self {
          case .pairs: 1
          case .survival: whole * survival / count
          case .survivalOverCensoring: whole * survival / (censoring * count)
          case .uno: 1 / (censoring * censoring)
          case .information: 1 / count
          }
        event += 1
      }
      if dead > 0 { survival *= max(0, (count - dead) / count) }
      let lost = risk.censorings(inGroup: group).reduce(0) { $0 + weight($1) }
      let left = count - dead
      if lost > 0, left > 0 { censoring *= max(0, (left - lost) / left) }
    }
  }

  /// The summed weight of the rows at risk at each tie group of a stratum.
  private func atRisk(
    _ stratum: Int, _ risk: RiskSets, _ outcomes: SurvivalOutcomes,
    _ cursor: inout RiskSets.EntryCursor?, _ weight: (Int) -> Double
  ) -> [Double] {
    let groups = risk.tieGroups(ofStratum: stratum)
    // From the end, so that sums of weights are sums.
    var suffix = [Double](repeating: 0, count: groups.count)
    var held = 0.0
    for group in groups.reversed() {
      held += risk.positions(inGroup: group).reduce(0) { $0 + weight($1) }
      suffix[group - groups.lowerBound] = held
    }
    guard cursor != nil else { return suffix }
    var place = [Int](repeating: 0, count: risk.rowCount)
    for position in risk.positions(ofStratum: stratum) {
      place[Int(risk.order[position])] = position
    }
    var late = risk.positions(ofStratum: stratum).reduce(0) { $0 + weight($1) }
    for group in groups {
      while let row = cursor?.nextRow(enteredBefore: risk.times[group]) {
        late -= weight(place[Int(row)])
      }
      suffix[group - groups.lowerBound] -= late
    }
    return suffix
  }
}
