internal import Distributions
public import LinearAlgebra
public import Outcomes
public import Statistics

/// The concordance of several scores with the same follow-up, and their covariance.
///
/// The rows influence all scores at once, so that the covariance, and with it the standard error of
/// a difference, is the sum over rows or clusters of the products of their influences. This is what
/// R's `concordance(fit1, fit2)` gives.
public struct ConcordanceComparison: Sendable {
  /// What can be chosen.
  public struct Options: Sendable, Hashable, Codable {
    /// What the pairs of an event count.
    public var timeWeight: Concordance.TimeWeight
    /// Events after this time do not count.
    public var tau: Double?
    /// Whether a higher score means a later event; an earlier one otherwise.
    public var reverse: Bool

    /// What a case weight stands for.
    public var weightKind = WeightKind.automatic

    /// Makes options.
    public init(
      timeWeight: Concordance.TimeWeight = .pairs, tau: Double? = nil, reverse: Bool = false
    ) {
      self.timeWeight = timeWeight
      self.tau = tau
      self.reverse = reverse
    }
  }

  /// The difference of two concordances.
  public struct Difference: Sendable, Hashable {
    /// First less second.
    public let estimate: Double
    /// Its standard error.
    public let standardError: Double
    /// Its confidence interval.
    public let interval: ConfidenceInterval
    /// The p-value against no difference.
    public let pValue: Double
  }

  /// The concordance of each score.
  public let concordances: [Concordance]
  /// The covariance of their estimates.
  public let covariance: Matrix
  /// The rows counted: those of weight zero are not.
  public let observationCount: Int
  /// The events among them.
  public let eventCount: Int

  /// Counts the pairs of every score.
  ///
  /// - Throws: `FitError` without rows or events, for a weight or score that makes no sense, and for
  ///   a weight by the censoring distribution with delayed entry, where that does not exist.
  /// - Complexity: O(n log n) a score, after one sort.
  public static func count(
    _ outcomes: SurvivalOutcomes, scores: [[Double]], strata: Grouping? = nil,
    weights: [Double]? = nil, clusters: Grouping? = nil, options: Options = Options()
  ) throws(FitError) -> ConcordanceComparison {
    guard outcomes.count > 0 else { throw .noObservations }
    try CaseWeights.check(weights, count: outcomes.count)
    try check(outcomes, scores, options)
    let risk = RiskSets(outcomes, strata: strata)
    let windows = EventWindows(risk, outcomes, isIncluded: weights.map { $0.map { $0 > 0 } })
    guard windows.eventCount > 0 else { throw .noEvents }
    let timeWeights = options.timeWeight.values(
      windows, risk, outcomes, weights: weights, tau: options.tau)
    let kept = weights.map { weights in windows.rows.map { weights[Int($0)] } }
    let sign: Double = options.reverse ? -1 : 1
    let influences = scores.map { score in
      ConcordanceInfluence(
        windows, scores: windows.rows.map { sign * score[Int($0)] }, weights: kept,
        timeWeights: timeWeights, countsRows: options.weightKind == .frequency)
    }
    let values = influences.map { influence in
      influence.units(
        windows, clusters: clusters, rowCounts: options.weightKind == .frequency ? kept : nil)
    }
    func number(_ isCounted: (Int) -> Bool) -> Int {
      options.weightKind.subjectCount(
        outcomes.time.indices.filter(isCounted), weights: weights)
    }
    var covariance = Matrix(rowCount: scores.count, columnCount: scores.count)
    for a in scores.indices {
      for b in 0...a {
        var sum = 0.0
        for unit in values[a].indices { sum += values[a][unit] * values[b][unit] }
        covariance[a, b] = sum
        covariance[b, a] = sum
      }
    }
    return ConcordanceComparison(
      concordances: scores.indices.map {
        Concordance(influences[$0], variance: covariance[$0, $0])
      },
      covariance: covariance, observationCount: number { _ in true },
      eventCount: number { outcomes.isEvent[$0] })
  }

  private static func check(
    _ outcomes: SurvivalOutcomes, _ scores: [[Double]], _ options: Options
  ) throws(FitError) {
    for (index, score) in scores.enumerated() {
      precondition(score.count == outcomes.count, "one score per row")
      if let row = score.firstIndex(where: { $0.isNaN }) {
        throw .notFinite(column: "score \(index + 1)", row: row)
      }
    }
    if options.timeWeight.needsCensoring, outcomes.entry != nil {
      throw .invalidOption(
        name: "method", value: options.timeWeight.rawValue,
        expected: "n, S or I with delayed entry, where rows leave and come back and the "
          + "distribution of censoring is not known")
    }
    if let tau = options.tau, tau.isNaN {
      throw .invalidOption(name: "tau", value: "\(tau)", expected: "a time")
    }
  }

  /// The difference of two scores' concordances.
  public func difference(_ first: Int, _ second: Int, level: Double) -> Difference {
    let estimate = concordances[first].estimate - concordances[second].estimate
    let variance =
      covariance[first, first] + covariance[second, second] - 2 * covariance[first, second]
    let error = variance.isNaN ? .nan : max(variance, 0).squareRoot()
    let z = Normal.standard.upperTailQuantile((1 - level) / 2)
    let statistic = abs(estimate) / error
    return Difference(
      estimate: estimate, standardError: error,
      interval: ConfidenceInterval(
        level: level, lower: estimate - z * error, upper: estimate + z * error),
      pValue: statistic.isNaN ? .nan : 2 * Normal.standard.upperTail(statistic))
  }
}

extension CoxModel {
  /// The concordance of linear predictor and survival with other weights than Harrell's.
  public func concordance(
    timeWeight: Concordance.TimeWeight, tau: Double? = nil
  ) throws(FitError) -> Concordance {
    if timeWeight == .pairs && tau == nil { return concordance() }
    if timeWeight.needsCensoring, fitted.outcomes.entry != nil {
      throw .invalidOption(
        name: "concordance", value: timeWeight.rawValue,
        expected: "n, S or I with delayed entry")
    }
    let risk = RiskSets(fitted.outcomes, strata: fitted.strata)
    return Concordance(
      fitted.windows, scores: fitted.point.eta, weights: fitted.data.likelihood.weights,
      clusters: fitted.clusters,
      timeWeights: timeWeight.values(
        fitted.windows, risk, fitted.outcomes, weights: fitted.weights, tau: tau),
      countsRows: fitted.data.likelihood.countsRows)
  }
}
