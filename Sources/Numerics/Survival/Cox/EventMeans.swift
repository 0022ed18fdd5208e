internal import LinearAlgebra

/// For each event time, the means of the covariates over its risk set, weighted in three ways.
struct EventMeans: Sendable {
  /// The mean over the tied terms, (1/W) Σⱼ m x̄ⱼ: what a death is compared with.
  private(set) var atDeath: PackedRows
  /// Σⱼ x̄ⱼ m/(qⱼ S), the mean times the hazard, in the unit of the event's reference.
  private(set) var weighted: PackedRows
  /// Σⱼ fⱼ x̄ⱼ m/(qⱼ S): how much less of it those get who die; zero without ties.
  private(set) var spared: PackedRows

  init(_ likelihood: PartialLikelihood, _ point: PartialLikelihood.Point) {
    let windows = likelihood.windows
    let empty = PackedRows(rowCount: windows.eventCount, columnCount: likelihood.order)
    atDeath = empty
    weighted = empty
    let hasTies = point.terms.contains { $0.deathHazard > 0 }
    spared = hasTies ? empty : PackedRows(rowCount: 0, columnCount: likelihood.order)
    var blocks = RiskMeans(likelihood, point)
    while let block = blocks.next() {
      for event in block.events {
        fill(event, blocks, place: event - block.events.lowerBound, likelihood, point)
      }
    }
  }

  private mutating func fill(
    _ event: Int, _ blocks: RiskMeans, place: Int, _ likelihood: PartialLikelihood,
    _ point: PartialLikelihood.Point
  ) {
    let stride = atDeath.stride
    let term = point.terms[event]
    let inverse = 1 / point.sums.riskSums[event]
    let weight = likelihood.deathWeights[event]
    let isTied = term.deathHazard > 0
    for j in 0..<stride {
      let whole = blocks.riskSums.elements[place * stride + j] * inverse
      let part = isTied ? blocks.deathSums.elements[place * stride + j] * inverse : 0
      let scale = 1 / (weight * inverse)
      let at = event * stride + j
      atDeath.elements[at] = (term.hazard * whole - term.deathHazard * part) * scale
      weighted.elements[at] = (term.squares.zero * whole - term.squares.one * part) * inverse
      if isTied {
        spared.elements[at] = (term.squares.one * whole - term.squares.two * part) * inverse
      }
    }
  }

  /// r ∫ x̄ dΛ over the window of each row, along the walk for delayed entry.
  func integrals(
    _ intervals: EventWindows.Intervals, _ walk: RiskSums.Walk, rowCount: Int
  ) -> PackedRows {
    var result = PackedRows(rowCount: rowCount, columnCount: weighted.columnCount)
    let stride = result.stride
    let steps = intervals.steps
    var held = [Double](repeating: 0, count: stride)
    for step in steps.ends.indices.reversed() {
      let at = Int(steps.targets[step]) * stride
      for j in 0..<stride { held[j] += walk.gains[step] * weighted.elements[at + j] }
      for entry in (step == 0 ? 0 : Int(steps.ends[step - 1]))..<Int(steps.ends[step]) {
        let to = Int(steps.rows[entry]) * stride
        for j in 0..<stride { result.elements[to + j] += walk.weights[entry] * held[j] }
      }
      for j in 0..<stride { held[j] *= walk.decays[step] }
    }
    return result
  }
}
