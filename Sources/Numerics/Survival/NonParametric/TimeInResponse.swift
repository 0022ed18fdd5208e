public import Outcomes
public import Statistics

/// Being in response over time, among everybody treated: responders or not.
///
/// Every row has two times. Its *waiting* ends with the onset of response or with failure,
/// whichever is first; its *response* ends with the loss of response or with failure, and for who
/// fails without ever responding it ends with the waiting. Somebody is in response at t when the
/// waiting is over and the response is not, so that with the Kaplan-Meier curves of the two times
///
///     P(in response at t)            = S₂(t) − S₁(t)
///     E(time in response up to τ)    = ∫₀^τ S₂ − S₁
///
/// Who never responds adds nothing to either. Unlike the duration of response among responders,
/// neither conditions on something that comes after treatment began.
///
/// Variances are those of the infinitesimal jackknife, summed over clusters (patients, say, when
/// the rows are hips); without a small-sample factor. Without censoring they are those of a plain
/// proportion or mean.
///
/// Conventions. Both times must end independently of what would come after: a row censored while
/// waiting counts as censored for both. With censoring the difference of the curves can be
/// negative, and may fall where nobody has lost a response, for the two curves share out the
/// censored rows among different rows still followed; it is left as it is. Nothing is said about
/// times after the end of follow-up of either curve, unless that curve is at zero.
///
/// References: Temkin (1978), Biometrics 34, 571-580, for the probability of being in response;
/// Pepe, Longton and Thornquist (1991), Statistics in Medicine 10, 413-421, for the difference of
/// two curves; Efron (1981), doi:10.1093/biomet/68.3.589, for the jackknife. Tested against R's
/// survival in the reference tables `timeInResponse/*`.
public struct TimeInResponse: Sendable {
  /// What to compute.
  public struct Options: Sendable, Hashable, Codable {
    /// The scale of the confidence intervals of probabilities.
    public var interval: SurvivalInterval
    /// The confidence level, between 0 and 1.
    public var level: Double

    /// Makes options.
    public init(interval: SurvivalInterval = .logit, level: Double = 0.95) {
      self.interval = interval
      self.level = level
    }
  }

  /// The curve of those still waiting: neither in response yet nor failed, S₁.
  public let waiting: KaplanMeierCurve
  /// The curve of those waiting or in response, S₂.
  public let response: KaplanMeierCurve
  /// What was computed.
  public let options: Options
  /// The number of rows.
  public var rowCount: Int { waiting.table.rowCount }
  /// The number of clusters with a row in them; that of the rows without clusters.
  public let clusterCount: Int

  let waitingSteps: InfluenceSteps
  let responseSteps: InfluenceSteps
  /// The cluster of each row.
  let clusters: Grouping

  /// Estimates both curves.
  ///
  /// O(n), besides the sort.
  ///
  /// - Parameters:
  ///   - waiting: the end of waiting of every row, an event when it is the onset of response or
  ///     failure.
  ///   - response: the end of response of the same rows, an event when it is loss or failure.
  ///   - clusters: rows that belong together; `nil` when every row stands for itself.
  ///   - options: what to compute.
  public static func fit(
    waiting: SurvivalOutcomes, response: SurvivalOutcomes, clusters: Grouping? = nil,
    options: Options = Options()
  ) throws(TimeInResponseError) -> TimeInResponse {
    precondition(waiting.count == response.count, "one end of response per end of waiting")
    precondition(clusters.map { $0.codes.count == waiting.count } ?? true, "one cluster per row")
    try check(waiting, response, level: options.level)
    let curves = KaplanMeier.Options(interval: options.interval, level: options.level)
    var tally = JackknifeVariance(clusterCount: clusters?.count ?? 0)
    func curve(_ outcomes: SurvivalOutcomes, _ risk: RiskSets) -> KaplanMeierCurve {
      KaplanMeierRows(
        outcomes: outcomes, risk: risk, group: 0, weights: nil, clusters: clusters
      ).curve(method: clusters == nil ? .greenwood : .robust, options: curves, tally: &tally)
    }
    let risks = (RiskSets(waiting), RiskSets(response))
    let first = curve(waiting, risks.0)
    let second = curve(response, risks.1)
    let grouping =
      clusters ?? Grouping(codes: Array(0..<Int32(waiting.count)), count: waiting.count)
    return TimeInResponse(
      waiting: first, response: second, options: options,
      clusterCount: clusters.map { Set($0.codes).count } ?? waiting.count,
      waitingSteps: InfluenceSteps(first, risks.0), responseSteps: InfluenceSteps(second, risks.1),
      clusters: grouping)
  }

  private static func check(
    _ waiting: SurvivalOutcomes, _ response: SurvivalOutcomes, level: Double
  ) throws(TimeInResponseError) {
    guard waiting.count > 0 else { throw .noObservations }
    guard level > 0, level < 1 else { throw .levelOutOfRange(level) }
    guard waiting.entry == nil, response.entry == nil else { throw .delayedEntry }
    for row in waiting.time.indices {
      if waiting.time[row] < 0 { throw .beforeOrigin(row: row, time: waiting.time[row]) }
      if response.time[row] < waiting.time[row] {
        throw .responseEndsFirst(
          row: row, waiting: waiting.time[row], response: response.time[row])
      }
    }
  }
}

/// Why there is no estimate of the time in response.
public enum TimeInResponseError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No row at all.
  case noObservations
  /// A confidence level outside (0, 1).
  case levelOutOfRange(Double)
  /// Rows that come under observation after the origin.
  case delayedEntry
  /// A time before the origin.
  case beforeOrigin(row: Int, time: Double)
  /// A response that ends before the waiting does.
  case responseEndsFirst(row: Int, waiting: Double, response: Double)

  /// One sentence that says what is wrong and what was expected.
  public var description: String {
    switch self {
    case .noObservations:
      "no rows are left from which to estimate the time in response"
    case .levelOutOfRange(let level):
      "the confidence level is \(level); expected between 0 and 1"
    case .delayedEntry:
      "the time in response counts from the origin; expected rows followed from there on"
    case .beforeOrigin(let row, let time):
      "the end of waiting in row \(row + 1) is \(time); expected a time from the origin, 0 or later"
    case .responseEndsFirst(let row, let waiting, let response):
      "in row \(row + 1) the response ends at \(response), before the waiting, which ends at "
        + "\(waiting); expected waiting <= response"
    }
  }
}
