import Formulas
public import Outcomes
public import Statistics
public import Survival

/// Formula and table → Turnbull's curves of interval-censored times.
public struct TurnbullAnalysis: Sendable {
  /// What to compute.
  public struct Options: Sendable, Hashable {
    /// The times at which to report the curves.
    public var times: [Double]
    /// The end of the restricted mean; by default the last time up to which every curve is known.
    public var horizon: Double?
    /// Where masses are placed.
    public var placement: TurnbullCurve.Placement
    /// The confidence level.
    public var level: Double
    /// The bootstrap; none with 0 replicates.
    public var bootstrap: Resampling.Options

    /// Makes options.
    public init(
      times: [Double] = [], horizon: Double? = nil,
      placement: TurnbullCurve.Placement = .midpoint, level: Double = 0.95,
      bootstrap: Resampling.Options = .init()
    ) {
      self.times = times
      self.horizon = horizon
      self.placement = placement
      self.level = level
      self.bootstrap = bootstrap
    }
  }

  /// The curve of one group.
  public struct Group: Sendable {
    /// What tells the group apart, in formula order.
    public let levels: [GroupLevel]
    /// The number of rows by what is known of their time.
    public let counts: IntervalCounts
    /// The readings.
    public let summary: TurnbullSummary
    /// The intervals of the rows of weight above 0.
    let outcomes: IntervalCensoredOutcomes

    /// The lower ends of these intervals.
    package var lower: [Double] { outcomes.lower }
    /// Their upper ends, infinite where the event was not seen.
    package var upper: [Double] { outcomes.upper }
    /// The curve.
    public var curve: TurnbullCurve { summary.curve }
    /// The name of the group: `cell_source=autologous`; empty for the only one.
    public var name: String {
      levels.map { "\($0.variable)=\($0.level)" }.joined(separator: ", ")
    }
  }

  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The groups, in order.
  public let groups: [Group]
  /// What was asked for.
  public let options: Options
  /// The end of the restricted means.
  public let horizon: Double
  /// The log-likelihood of all groups.
  public var logLikelihood: Double { groups.reduce(0) { $0 + $1.curve.logLikelihood } }
}

/// The number of rows by what is known of their time.
public struct IntervalCounts: Sendable, Hashable {
  /// Known exactly.
  public let exact: Int
  /// Before a first observation: in (0, r].
  public let left: Int
  /// Between two observations.
  public let interval: Int
  /// After the last observation.
  public let right: Int

  /// All of them.
  public var total: Int { exact + left + interval + right }

  /// Counts rows; those of weight zero are left out, and frequency weights are rows.
  public init(
    _ outcomes: IntervalCensoredOutcomes, weights: [Double]?, kind: WeightKind = .automatic
  ) {
    var counts = (exact: 0, left: 0, interval: 0, right: 0)
    for row in 0..<outcomes.count where weights.map({ $0[row] > 0 }) ?? true {
      let (lower, upper) = (outcomes.lower[row], outcomes.upper[row])
      let number = kind == .frequency ? Int(weights?[row] ?? 1) : 1
      if upper == .infinity {
        counts.right += number
      } else if lower == upper {
        counts.exact += number
      } else if lower == 0 {
        counts.left += number
      } else {
        counts.interval += number
      }
    }
    (exact, left, interval, right) = counts
  }
}
