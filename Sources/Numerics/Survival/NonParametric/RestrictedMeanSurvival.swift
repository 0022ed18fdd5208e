public import LinearAlgebra
public import Outcomes
public import Statistics

/// Restricted mean survival times of groups: the mean time to the event up to a horizon τ.
///
///     μ = E[min(T, τ)] = ∫₀^τ S(t) dt,    time lost = τ − μ
///
/// with S the Kaplan-Meier curve. Greenwood's variance is
///
///     var μ = Σ d / (n (n − d)) (∫ S from t to τ)²   over the event times t up to τ,
///
/// the variance of the estimate (and not that of min(T, τ) between subjects). The robust variance
/// is the infinitesimal jackknife over clusters, or over rows; for plain data it is the same.
/// Clusters with rows in several groups make the means of the groups covary, and the contrasts
/// know that.
///
/// τ may not lie beyond the last time of follow-up, event or censoring, of any group: there the
/// mean is NaN, unless the curve is at zero by then. Without a τ it is the smallest of the groups'
/// last times.
///
/// References: Irwin (1949), doi:10.1017/S0022172400014443; Royston and Parmar (2013),
/// doi:10.1186/1471-2288-13-152; Uno et al. (2014), doi:10.1200/JCO.2014.55.2208.
/// Tested against R's survival in the reference tables `rmst/*`.
public struct RestrictedMeanSurvival: Sendable, Hashable {
  /// What to compute.
  public struct Options: Sendable, Hashable, Codable {
    /// The horizon; `nil` for the smallest of the groups' last times.
    public var tau: Double?
    /// The confidence level, between 0 and 1.
    public var level: Double
    /// The method of the variance.
    public var variance: KaplanMeier.Variance
    /// What the weights stand for.
    public var weightKind: WeightKind

    /// Makes options.
    public init(
      tau: Double? = nil, level: Double = 0.95, variance: KaplanMeier.Variance = .automatic,
      weightKind: WeightKind = .automatic
    ) {
      self.weightKind = weightKind
      self.tau = tau
      self.level = level
      self.variance = variance
    }
  }

  /// The restricted mean of one group.
  public struct Group: Sendable, Hashable {
    /// The number of rows.
    public let rowCount: Int
    /// The number of events up to τ, in heads.
    public let eventCount: Double
    /// The last time of follow-up, over rows with a weight.
    public let lastTime: Double
    /// The restricted mean, μ; NaN where follow-up ends before τ with some still event-free.
    public let mean: Double
    /// The restricted mean time lost, τ − μ.
    public let timeLost: Double
    /// The standard error of both.
    public let standardError: Double
    /// The confidence interval of the mean, μ ± z·error, cut at 0 and τ.
    public let interval: ConfidenceInterval
    /// The confidence interval of the time lost, cut at 0 and τ.
    public let timeLostInterval: ConfidenceInterval
  }

  /// The horizon, τ.
  public let tau: Double
  /// Where the time scale begins: 0, or the first time where that is negative.
  let origin: Double
  /// Whether τ was found from the data, as the smallest of the groups' last times.
  public let tauIsFromData: Bool
  /// The groups, in the order of their codes.
  public let groups: [Group]
  /// The covariance of the groups' means; diagonal unless clusters have rows in several groups.
  public let covariance: Matrix
  /// The method of the variance.
  public let variance: KaplanMeier.Variance
  /// The confidence level.
  public let level: Double
  /// What the reader of the numbers must know, with the code of the group it concerns.
  public let diagnostics: [GroupDiagnostic]

  /// A diagnostic about a group.
  public struct GroupDiagnostic: Sendable, Hashable {
    /// The code of the group; `nil` when it concerns them all.
    public let group: Int?
    /// What was noticed.
    public let diagnostic: Diagnostic
  }

  /// Estimates the restricted mean of every group.
  ///
  /// One sort, then O(n), and O(n + clusters × groups within them) for the robust variance.
  ///
  /// - Parameters:
  ///   - outcomes: the follow-up of every row.
  ///   - groups: the group of every row; `nil` for a single one.
  ///   - weights: a case weight per row, real-valued and not negative.
  ///   - clusters: rows that belong together, for the robust variance.
  ///   - options: what to compute.
  /// - Throws: `FitError` for no rows at all, a bad weight, a bad level or a τ that is not a number
  ///   after the origin.
  public static func fit(
    _ outcomes: SurvivalOutcomes, groups: Grouping? = nil, weights: [Double]? = nil,
    clusters: Grouping? = nil, options: Options = Options()
  ) throws(FitError) -> RestrictedMeanSurvival {
    precondition(groups.map { $0.codes.count == outcomes.count } ?? true, "one group per row")
    precondition(clusters.map { $0.codes.count == outcomes.count } ?? true, "one cluster per row")
    guard outcomes.count > 0 else { throw .noObservations }
    precondition(weights.map { $0.count == outcomes.count } ?? true, "one weight per row")
    try options.weightKind.check(weights)
    guard options.level > 0, options.level < 1 else {
      throw .invalidOption(
        name: "conf-level", value: "\(options.level)", expected: "a number between 0 and 1")
    }
    let curves = RestrictedCurves(
      outcomes, groups: groups, weights: weights, weightKind: options.weightKind)
    let tau = options.tau ?? curves.commonLastTime
    if options.tau != nil, !(tau.isFinite && tau > curves.origin) {
      throw .invalidOption(
        name: "tau", value: "\(tau)",
        expected: "a number after the origin of the time scale, at most \(curves.commonLastTime)"
          + ", the smallest of the groups' last times")
    }
    let method = KaplanMeier.variance(
      options.variance, options.weightKind, weights: weights, clusters: clusters)
    return curves.means(
      to: tau, method: method, weights: weights, clusters: clusters, options: options)
  }
}
