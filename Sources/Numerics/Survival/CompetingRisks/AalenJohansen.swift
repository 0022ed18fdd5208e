public import Outcomes
public import Statistics

/// The Aalen-Johansen estimator of cumulative incidence: the probability of having had the event of
/// each of several competing causes, over time.
///
/// With n at risk just before an event time t, d(k) events of cause k there and d of any cause,
///
///     F(k, t) = Σ S(s−) d(k) / n,     S(t) = Π (n − d) / n
///
/// over the event times s up to t. Everybody leaves from S(t−), so that events of several causes at
/// one time need no order, and S + Σ F = 1 at every time. One less a Kaplan-Meier curve of cause k,
/// with the other causes as censorings, is no such probability: it is larger than F(k).
///
/// References: Aalen and Johansen (1978), Scand J Statist 5, 141-150; Andersen, Borgan, Gill and
/// Keiding (1993), section IV.4. Tested against R's survfit and cmprsk in the reference tables
/// `incidence/*`.
public enum AalenJohansen {
  /// How the variances are found.
  public enum Variance: String, Sendable, Hashable, Codable, CaseIterable {
    /// The jackknife where it is not the same as `delta`: with clusters, with delayed entry, and
    /// with weights unless they are declared frequencies or importance weights. This is the
    /// standard error of R's survfit.
    case automatic
    /// The delta method with a multinomial number of events at each time, in which weights count
    /// heads: the matrix version of Greenwood's formula. Without clusters, weights and delayed
    /// entry it is the same as the jackknife.
    case delta
    /// The delta method with the events of the cause and those of the others independent, each
    /// hypergeometric in number: the variance of cmprsk's cuminc.
    case aalen
    /// The infinitesimal jackknife over clusters, or over rows without clusters.
    case jackknife
  }

  /// What to compute.
  public struct Options: Sendable, Hashable, Codable {
    /// The scale of the confidence intervals.
    public var interval: SurvivalInterval
    /// The confidence level, between 0 and 1.
    public var level: Double
    /// The method of the variance.
    public var variance: Variance
    /// What the weights stand for.
    public var weightKind: WeightKind
    /// The time up to which to give the mean time lost to each cause; `nil` for none.
    public var horizon: Double?

    /// Makes options; the defaults are those of R's survfit.
    public init(
      interval: SurvivalInterval = .log, level: Double = 0.95, variance: Variance = .automatic,
      weightKind: WeightKind = .automatic, horizon: Double? = nil
    ) {
      self.interval = interval
      self.level = level
      self.variance = variance
      self.weightKind = weightKind
      self.horizon = horizon
    }
  }

  /// Estimates the curves of every cause in every group.
  ///
  /// One sort, then O(causes · n) altogether, whatever the number of groups and clusters.
  ///
  /// - Parameters:
  ///   - outcomes: the follow-up of every row, any cause being the event.
  ///   - causes: the cause of every row, 1 ... `causeCount`; 0 for a censored one.
  ///   - groups: the group of every row; `nil` for a single one.
  ///   - weights: a weight per row, real-valued and not negative.
  ///   - clusters: rows that belong together, for the jackknife.
  ///   - options: what to compute.
  /// - Returns: the curves in the order of the group codes; those of an empty group have no times.
  /// - Throws: `FitError` for no rows at all, a bad weight, level or horizon.
  public static func fit(
    _ outcomes: SurvivalOutcomes, causes: [Int32], causeCount: Int, groups: Grouping? = nil,
    weights: [Double]? = nil, clusters: Grouping? = nil, options: Options = Options()
  ) throws(FitError) -> [IncidenceCurves] {
    precondition(groups.map { $0.codes.count == outcomes.count } ?? true, "one group per row")
    precondition(clusters.map { $0.codes.count == outcomes.count } ?? true, "one cluster per row")
    precondition(weights.map { $0.count == outcomes.count } ?? true, "one weight per row")
    guard outcomes.count > 0 else { throw .noObservations }
    try options.weightKind.check(weights)
    guard options.level > 0, options.level < 1 else {
      throw .invalidOption(
        name: "conf-level", value: "\(options.level)", expected: "a number between 0 and 1")
    }
    if let horizon = options.horizon, !(horizon > 0 && horizon.isFinite) {
      throw .invalidOption(name: "tau", value: "\(horizon)", expected: "a positive time")
    }
    let rows = CauseRows(
      outcomes, causes: causes, causeCount: causeCount, groups: groups, weights: weights,
      weightKind: options.weightKind, clusters: clusters)
    let method = variance(options, outcomes, weights: weights, clusters: clusters)
    var jackknife = method == .jackknife ? IncidenceJackknife(rows) : nil
    return (0..<rows.risk.stratumCount).map { group in
      let table = CauseTable(rows, stratum: group)
      let states = jackknife?.curves(table, group: group) ?? method.curves(table)
      let times = options.horizon.map { horizon in
        table.spansFollowUp(to: horizon, eventFree: states[0].probability)
          ? jackknife?.meanTimes(table, group: group, eventFree: states[0], to: horizon)
            ?? method.meanTimes(table, to: horizon)
          : [MeanTime](repeating: .unknown, count: causeCount + 1)
      }
      return IncidenceCurves(
        table: table, states: states, meanTimes: times, variance: method, options: options)
    }
  }

  /// The method that `automatic` stands for.
  private static func variance(
    _ options: Options, _ outcomes: SurvivalOutcomes, weights: [Double]?, clusters: Grouping?
  ) -> Variance {
    guard options.variance == .automatic else { return options.variance }
    if clusters != nil { return .jackknife }
    guard weights != nil else { return outcomes.entry == nil ? .delta : .jackknife }
    switch options.weightKind {
    case .frequency, .importance: return .delta
    case .automatic, .sampling: return .jackknife
    }
  }
}

extension CauseTable {
  /// Whether the curves are known up to a time: it lies within follow-up, or nobody is left.
  func spansFollowUp(to horizon: Double, eventFree: [Double]) -> Bool {
    guard let last = times.last else { return false }
    return horizon <= last || eventFree.last == 0
  }
}
