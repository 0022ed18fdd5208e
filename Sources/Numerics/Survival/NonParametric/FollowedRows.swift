internal import Outcomes
internal import Statistics

/// The rows whose follow-up reaches a time, with all that belongs to them.
struct FollowedRows {
  let outcomes: SurvivalOutcomes
  let groups: Grouping?
  let weights: [Double]?
  let clusters: Grouping?

  /// Leaves out the rows that end before `start`.
  init(
    _ outcomes: SurvivalOutcomes, groups: Grouping?, weights: [Double]?, clusters: Grouping?,
    from start: Double
  ) throws(FitError) {
    let kept = outcomes.time.indices.filter { outcomes.time[$0] >= start }
    guard !kept.isEmpty, start.isFinite else {
      throw .invalidOption(
        name: "from", value: "\(start)",
        expected: "a time at most \(outcomes.time.max() ?? .nan), the last time of follow-up")
    }
    func some(_ grouping: Grouping?) -> Grouping? {
      grouping.map { old in Grouping(codes: kept.map { old.codes[$0] }, count: old.count) }
    }
    self.outcomes = outcomes.rows(kept)
    self.groups = some(groups)
    self.weights = weights.map { old in kept.map { old[$0] } }
    self.clusters = some(clusters)
  }
}
