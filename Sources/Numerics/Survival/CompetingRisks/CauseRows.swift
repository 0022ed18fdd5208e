internal import Outcomes
internal import Statistics

/// Rows with competing ends of follow-up, sorted once for every curve and test of them.
struct CauseRows {
  /// The follow-up, with any cause as the event.
  let outcomes: SurvivalOutcomes
  /// The cause of each row, 0 for a censored one.
  let causes: [Int32]
  let causeCount: Int
  /// The rows in order, a stratum per group.
  let risk: RiskSets
  let weights: CaseWeights?
  let clusters: Grouping?

  /// Sorts rows.
  ///
  /// - Precondition: a row is an event just where its cause is not 0, and no cause is above
  ///   `causeCount`.
  init(
    _ outcomes: SurvivalOutcomes, causes: [Int32], causeCount: Int, groups: Grouping?,
    weights: [Double]?, weightKind: WeightKind, clusters: Grouping? = nil
  ) {
    precondition(causes.count == outcomes.count, "one cause per row")
    precondition(
      causes.indices.allSatisfy {
        causes[$0] >= 0 && causes[$0] <= causeCount && (causes[$0] > 0) == outcomes.isEvent[$0]
      }, "the causes and the events differ")
    self.outcomes = outcomes
    self.causes = causes
    self.causeCount = causeCount
    self.clusters = clusters
    let risk = RiskSets(outcomes, strata: groups)
    self.risk = risk
    self.weights = weights.map { CaseWeights($0, risk, kind: weightKind) }
  }

  /// The number of clusters, each row its own unless they were given.
  var clusterCount: Int { clusters?.count ?? outcomes.count }

  @inline(__always)
  func weight(at position: Int) -> Double {
    if let weights { weights.byPosition[position] } else { 1 }
  }

  @inline(__always)
  func weight(ofRow row: Int) -> Double {
    if let weights { weights.byRow[row] } else { 1 }
  }

  @inline(__always)
  func cluster(ofRow row: Int) -> Int {
    if let clusters { Int(clusters.codes[row]) } else { row }
  }
}
