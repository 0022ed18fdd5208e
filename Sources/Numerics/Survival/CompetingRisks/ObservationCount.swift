internal import Outcomes

/// Who is under observation along the times of one censoring group.
///
/// Numbers at risk are sums from the end of follow-up back, less those yet to enter; heads are
/// counted beside weights, so that rounding never leaves anybody at risk where nobody is.
struct ObservationCount {
  private let risk: RiskSets
  private let firstTie: Int
  /// Heads and weights whose follow-up ends at each tie group or later.
  private var ending: [(heads: Int, weight: Double)] = []
  private var events: [Int] = []
  /// The rows in order of entry, and the sums over those from each place on.
  private var entryRows: ArraySlice<Int32> = []
  private var entering: [(heads: Int, weight: Double)] = []
  private var next = 0

  init(_ followUp: CensoringFollowUp, _ risk: RiskSets, group: Int) {
    self.risk = risk
    let ties = risk.tieGroups(ofStratum: group)
    firstTie = ties.lowerBound
    var held = (heads: 0, weight: 0.0)
    for tie in ties.reversed() {
      for position in risk.positions(inGroup: tie) {
        let weight = followUp.weight(Int(risk.order[position]))
        held = (held.heads + (weight > 0 ? 1 : 0), held.weight + weight)
      }
      ending.append(held)
    }
    ending.reverse()
    events = ties.map { tie in
      risk.events(inGroup: tie).count { followUp.weight(Int(risk.order[$0])) > 0 }
    }
    guard let order = risk.entryOrder else { return }
    entryRows = order[risk.positions(ofStratum: group)]
    held = (0, 0)
    entering = [held]
    for row in entryRows.reversed() {
      let weight = followUp.weight(Int(row))
      held = (held.heads + (weight > 0 ? 1 : 0), held.weight + weight)
      entering.append(held)
    }
    entering.reverse()
  }

  /// Those at risk just before the time of a tie group, up to which all entries have been taken.
  func atRisk(_ tie: Int) -> (heads: Int, weight: Double) {
    let all = ending[tie - firstTie]
    guard !entering.isEmpty else { return all }
    return (all.heads - entering[next].heads, all.weight - entering[next].weight)
  }

  /// The number of events at a tie group.
  func eventHeads(_ tie: Int) -> Int { events[tie - firstTie] }

  /// The entry that comes next.
  func nextEntry(_ followUp: CensoringFollowUp) -> Double? {
    guard next < entryRows.count, let entry = followUp.outcomes.entry else { return nil }
    return entry[Int(entryRows[entryRows.startIndex + next])]
  }

  /// Takes in those who enter at a time, and counts them and those under observation just after it.
  mutating func take(
    entriesAt time: Double, _ followUp: CensoringFollowUp
  ) -> CensoringCurve.Change {
    var change = CensoringCurve.Change(time: time)
    var heads = 0
    while nextEntry(followUp) == time {
      let row = Int(entryRows[entryRows.startIndex + next])
      if followUp.isFirst?[row] ?? true, followUp.weight(row) > 0 {
        change.entered += followUp.weight(row)
        heads += 1
      }
      next += 1
    }
    guard heads > 0 else { return change }
    let tie = firstTie(after: time)
    let left = tie - firstTie < ending.count ? ending[tie - firstTie] : (heads: 0, weight: 0)
    change.observed = left.weight - entering[next].weight
    if left.heads - entering[next].heads <= heads { change.observed = change.entered }
    return change
  }

  /// The first tie group of the group after a time, or the end.
  private func firstTie(after time: Double) -> Int {
    var (low, high) = (firstTie, firstTie + ending.count)
    while low < high {
      let middle = (low + high) / 2
      if risk.times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
