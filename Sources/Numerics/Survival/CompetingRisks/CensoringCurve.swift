internal import Glibc
internal import Outcomes
internal import Statistics

/// Follow-up as the censoring distribution sees it.
struct CensoringFollowUp {
  /// Follow-up with any event as the event.
  let outcomes: SurvivalOutcomes
  /// Case weights.
  let weights: [Double]?
  /// Whether each row begins the follow-up of its subject; all do when `nil`.
  let isFirst: [Bool]?
  /// Whether each row ends the follow-up of its subject; all do when `nil`.
  let isLast: [Bool]?

  /// Whether somebody comes under observation after follow-up of another has ended.
  var isTruncated: Bool {
    guard let entry = outcomes.entry else { return false }
    var earliest = Double.infinity
    for (row, time) in outcomes.time.enumerated() where weight(row) > 0 {
      earliest = min(earliest, time)
    }
    return entry.indices.contains {
      entry[$0] > earliest && (isFirst?[$0] ?? true) && weight($0) > 0
    }
  }

  func weight(_ row: Int) -> Double { weights?[row] ?? 1 }
}

/// The probability G(t) of not being censored by t in one group, times that of having come under
/// observation, H(t), where entry is delayed.
///
/// ```
/// G(t) = Π (1 − c(u)/Y(u))    over u ≤ t       c censored at u of Y at risk of it
/// H(t) = Π (1 − e(u)/Z(u))    over u > t       e entered at u, Z with entry ≤ u < end
/// ```
///
/// Only ratios matter, so H is gathered from the left: passing u multiplies it by 1/(1 − e/Z). Where
/// everybody at risk is censored the ratio to any later time is zero: a new *epoch* begins, and G
/// starts afresh. Where everybody under observation has just entered, nothing is known of the time
/// before, and the factor is left out.
///
/// References: Fine and Gray (1999); Geskus (2011), doi:10.1111/j.1541-0420.2010.01420.x.
struct CensoringCurve: Sendable {
  /// One time at which somebody is censored or enters.
  struct Change: Sendable {
    let time: Double
    /// The weight censored, and of those at risk of it.
    var censored = 0.0
    var atRisk = 0.0
    /// The weight that enters, and of those under observation just after.
    var entered = 0.0
    var observed = 0.0
  }

  /// The times at which the curve may change, ascending.
  private(set) var changes: [Change] = []
  /// GH after each change.
  private var values: [Double] = []
  /// The number of fresh starts up to each change.
  private var epochs: [Int32] = []
  /// The last time at which all under observation had just entered, after follow-up of another had
  /// ended.
  private(set) var lastRenewal: Double?
  /// The end of follow-up beyond which weights are zero.
  private var end = Double.infinity

  /// GH just before a time, and the epoch it belongs to.
  func before(_ time: Double) -> (value: Double, epoch: Int32) {
    guard time <= end else { return (0, .max) }
    let count = count(before: time)
    return count == 0 ? (1, 0) : (values[count - 1], epochs[count - 1])
  }

  /// The number of changes before a time.
  func count(before time: Double) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The number of changes at or before a time.
  func count(upTo time: Double) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The curves of all groups.
  ///
  /// - Parameter risk: The order of the follow-up, with the groups as strata.
  static func curves(
    _ followUp: CensoringFollowUp, _ risk: RiskSets, _ convention: CensoringConvention
  ) -> [CensoringCurve] {
    let isTruncated = followUp.isTruncated
    return (0..<risk.stratumCount).map {
      CensoringCurve(followUp, risk, group: $0, convention, isTruncated: isTruncated)
    }
  }

  private init(
    _ followUp: CensoringFollowUp, _ risk: RiskSets, group: Int,
    _ convention: CensoringConvention, isTruncated: Bool
  ) {
    let ties = risk.tieGroups(ofStratum: group)
    guard !ties.isEmpty else { return }
    if convention == .crr { end = risk.times[ties.upperBound - 1] }
    var count = ObservationCount(followUp, risk, group: group)
    let earliest = risk.times[ties.lowerBound]
    for tie in ties {
      let time = risk.times[tie]
      while let entry = count.nextEntry(followUp), entry < time {
        let change = count.take(entriesAt: entry, followUp)
        if isTruncated, change.entered > 0 { append(change, earliest: earliest) }
      }
      var change = Change(time: time)
      let events = risk.events(inGroup: tie).reduce(0) {
        $0 + followUp.weight(Int(risk.order[$1]))
      }
      var heads = 0
      for position in risk.censorings(inGroup: tie) {
        let row = Int(risk.order[position])
        guard followUp.isLast?[row] ?? true, followUp.weight(row) > 0 else { continue }
        change.censored += followUp.weight(row)
        heads += 1
      }
      if heads > 0 {
        let here = count.atRisk(tie)
        change.atRisk = convention == .crr ? here.weight : here.weight - events
        let others = convention == .crr ? here.heads : here.heads - count.eventHeads(tie)
        if heads >= others { change.atRisk = change.censored }
      }
      if isTruncated {
        let entries = count.take(entriesAt: time, followUp)
        (change.entered, change.observed) = (entries.entered, entries.observed)
      }
      if change.censored > 0 || change.entered > 0 { append(change, earliest: earliest) }
    }
  }

  /// - Parameter earliest: The first time at which follow-up ended.
  private mutating func append(_ change: Change, earliest: Double) {
    var value = values.last ?? 1
    var epoch = epochs.last ?? 0
    if change.censored > 0 {
      if change.censored < change.atRisk {
        value *= (change.atRisk - change.censored) / change.atRisk
      } else {
        epoch += 1
        value = 1
      }
    }
    if change.entered > 0 {
      if change.entered < change.observed {
        value *= change.observed / (change.observed - change.entered)
      } else if earliest <= change.time {
        lastRenewal = change.time
      }
    }
    changes.append(change)
    values.append(value)
    epochs.append(epoch)
  }
}
