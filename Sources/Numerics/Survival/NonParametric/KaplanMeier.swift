public import Outcomes
public import Statistics

/// The Kaplan-Meier estimator: survival over time from right-censored follow-up.
public enum KaplanMeier {
  /// How the variance of a curve is found.
  public enum Variance: String, Sendable, Hashable, Codable, CaseIterable {
    /// Robust when there are clusters or weights that are not whole numbers, else Greenwood's: the
    /// rule of R's survfit.
    case automatic
    /// Greenwood's formula, in which weights count heads.
    case greenwood
    /// The infinitesimal jackknife over clusters, or over rows without clusters. For plain data
    /// it is the same as Greenwood's.
    case robust
  }

  /// How the curve is estimated.
  public enum Estimator: String, Sendable, Hashable, Codable, CaseIterable {
    /// The product of (n − d)/n: Kaplan and Meier's.
    case kaplanMeier = "kaplan-meier"
    /// exp(−H), with H the sum of Σ 1/(n − j) over the d events tied at a time, as if they came one
    /// after another: Fleming and Harrington's. R's stype 2, ctype 2.
    case flemingHarrington = "fleming-harrington"
    /// exp(−H), with H the sum of d/n: Nelson, Aalen and Breslow's. R's stype 2, ctype 1.
    case breslow
  }

  /// What to compute.
  public struct Options: Sendable, Hashable, Codable {
    /// The scale of the confidence intervals.
    public var interval: SurvivalInterval
    /// The confidence level, between 0 and 1.
    public var level: Double
    /// The method of the variance.
    public var variance: Variance
    /// The rule of quantiles on a flat.
    public var quantileRule: QuantileRule
    /// What the weights stand for.
    public var weightKind: WeightKind
    /// How the curve is estimated.
    public var estimator: Estimator
    /// The time at which the curves begin, given that nothing happened before it.
    ///
    /// `nil` for the origin. Rows whose follow-up ended before it are left out; an event at it
    /// counts.
    public var start: Double?
    /// Whether a robust error of the cumulative hazard is found too.
    public var wantsHazardErrors: Bool

    /// Makes options; the defaults are those of R's survfit.
    public init(
      interval: SurvivalInterval = .log, level: Double = 0.95, variance: Variance = .automatic,
      quantileRule: QuantileRule = .midpoint, weightKind: WeightKind = .automatic,
      estimator: Estimator = .kaplanMeier, start: Double? = nil, wantsHazardErrors: Bool = false
    ) {
      self.interval = interval
      self.level = level
      self.variance = variance
      self.quantileRule = quantileRule
      self.weightKind = weightKind
      self.estimator = estimator
      self.start = start
      self.wantsHazardErrors = wantsHazardErrors
    }
  }

  /// Estimates one curve per group.
  ///
  /// One sort, then O(n + times) altogether, whatever the number of groups and clusters.
  ///
  /// - Parameters:
  ///   - outcomes: the follow-up of every row.
  ///   - groups: the group of every row; `nil` for a single curve.
  ///   - weights: a case weight per row, real-valued and not negative.
  ///   - clusters: rows that belong together, for the robust variance.
  ///   - options: what to compute.
  /// - Returns: the curves in the order of the group codes; that of an empty group has no times.
  /// - Throws: `FitError` for no rows at all, a bad weight or a bad level.
  public static func fit(
    _ outcomes: SurvivalOutcomes, groups: Grouping? = nil, weights: [Double]? = nil,
    clusters: Grouping? = nil, options: Options = Options()
  ) throws(FitError) -> [KaplanMeierCurve] {
    precondition(groups.map { $0.codes.count == outcomes.count } ?? true, "one group per row")
    precondition(clusters.map { $0.codes.count == outcomes.count } ?? true, "one cluster per row")
    guard outcomes.count > 0 else { throw .noObservations }
    precondition(weights.map { $0.count == outcomes.count } ?? true, "one weight per row")
    try options.weightKind.check(weights)
    guard options.level > 0, options.level < 1 else {
      throw .invalidOption(
        name: "the confidence level", value: "\(options.level)", expected: "between 0 and 1")
    }
    if let start = options.start {
      let rows = try FollowedRows(
        outcomes, groups: groups, weights: weights, clusters: clusters, from: start)
      return curves(
        rows.outcomes, groups: rows.groups, weights: rows.weights, clusters: rows.clusters,
        options: options)
    }
    return curves(
      outcomes, groups: groups, weights: weights, clusters: clusters, options: options)
  }

  private static func curves(
    _ outcomes: SurvivalOutcomes, groups: Grouping?, weights: [Double]?, clusters: Grouping?,
    options: Options
  ) -> [KaplanMeierCurve] {
    let method = variance(
      options.variance, options.weightKind, weights: weights, clusters: clusters)
    let risk = RiskSets(outcomes, strata: groups)
    let needsTally = method == .robust && (clusters != nil || outcomes.entry != nil)
    var tally = JackknifeVariance(
      clusterCount: needsTally ? clusters?.count ?? outcomes.count : 0)
    let ordered = weights.map { CaseWeights($0, risk, kind: options.weightKind) }
    return (0..<risk.stratumCount).map { group in
      let rows = KaplanMeierRows(
        outcomes: outcomes, risk: risk, group: group, weights: ordered, clusters: clusters)
      return rows.curve(method: method, options: options, tally: &tally)
    }
  }

  /// The method that `automatic` stands for.
  static func variance(
    _ asked: Variance, _ kind: WeightKind, weights: [Double]?, clusters: Grouping?
  ) -> Variance {
    guard asked == .automatic else { return asked }
    return clusters != nil || kind.asksForRobustVariance(weights) ? .robust : .greenwood
  }
}
