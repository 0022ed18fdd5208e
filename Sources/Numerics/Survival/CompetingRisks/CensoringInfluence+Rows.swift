internal import LinearAlgebra
internal import Outcomes

extension CensoringInfluence {
  /// ∫ q/π dM of censoring for the rows of a group, added to their influence.
  func spread(_ q: PackedRows, _ group: Int, to influence: inout PackedRows) {
    let curve = censoring.curves[group]
    let isExact = censoring.convention == .finegray
    let jumps = curve.changes.map { change in
      change.censored > 0 && (!isExact || change.censored < change.atRisk)
        ? 1 / (change.atRisk - (isExact ? change.censored : 0)) : 0
    }
    let sums = running(q) { place in
      let change = curve.changes[place]
      return jumps[place] > 0 ? jumps[place] * change.censored / change.atRisk : 0
    }
    let stride = q.stride
    let followUp = censoring.followUp
    for tie in censoring.risk.tieGroups(ofStratum: group) {
      let time = censoring.risk.times[tie]
      let (before, upTo) = (curve.count(before: time), curve.count(upTo: time))
      for position in censoring.risk.positions(inGroup: tie) {
        let row = Int(censoring.risk.order[position])
        let weight = followUp.weight(row)
        guard weight > 0 else { continue }
        let isEvent = followUp.outcomes.isEvent[row]
        let last = isEvent && isExact ? before : upTo
        let first = followUp.outcomes.entry.map { curve.count(upTo: $0[row]) } ?? 0
        let ends = !isEvent && (followUp.isLast?[row] ?? true) && upTo > before
        for j in 0..<stride {
          var value = sums[first * stride + j] - sums[last * stride + j]
          if ends { value += jumps[before] * q.elements[before * stride + j] }
          influence.elements[row * stride + j] += weight * value
        }
      }
    }
  }

  /// The same for the distribution of entry, of which 1/(1 − e/Z) is a factor.
  func spreadEntries(_ q: PackedRows, _ group: Int, to influence: inout PackedRows) {
    guard let entry = censoring.followUp.outcomes.entry else { return }
    let curve = censoring.curves[group]
    let jumps = curve.changes.map { change in
      change.entered > 0 && change.entered < change.observed
        ? 1 / (change.observed - change.entered) : 0
    }
    let sums = running(q) { place in
      let change = curve.changes[place]
      return jumps[place] > 0 ? jumps[place] * change.entered / change.observed : 0
    }
    let stride = q.stride
    let followUp = censoring.followUp
    for position in censoring.risk.positions(ofStratum: group) {
      let row = Int(censoring.risk.order[position])
      let weight = followUp.weight(row)
      guard weight > 0 else { continue }
      let first = curve.count(before: entry[row])
      let last = curve.count(before: followUp.outcomes.time[row])
      let enters = (followUp.isFirst?[row] ?? true) && curve.count(upTo: entry[row]) > first
      for j in 0..<stride {
        var value = sums[last * stride + j] - sums[first * stride + j]
        if enters { value -= jumps[first] * q.elements[first * stride + j] }
        influence.elements[row * stride + j] += weight * value
      }
    }
  }

  /// The sums of q times a factor over the changes before each, and over all.
  private func running(_ q: PackedRows, _ factor: (Int) -> Double) -> [Double] {
    let stride = q.stride
    var sums = [Double](repeating: 0, count: (q.rowCount + 1) * stride)
    for place in 0..<q.rowCount {
      let factor = factor(place)
      for j in 0..<stride {
        sums[(place + 1) * stride + j] =
          sums[place * stride + j] + factor * q.elements[place * stride + j]
      }
    }
    return sums
  }
}
