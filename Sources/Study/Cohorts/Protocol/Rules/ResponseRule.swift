/// What counts as a response, and when it is looked for.
public struct ResponseRule: Sendable, Hashable {
  /// What makes one visit a visit in response.
  public enum Criterion: Sendable, Hashable {
    /// The score has improved on its baseline by the threshold.
    case improvement
    /// Both scores have improved on their baselines by the threshold.
    case improvementInBoth(with: String)
    /// The deficit is at or below this value on the 0–100 scale, whatever the baseline was.
    case acceptableState(Double)
    /// The OMERACT-OARSI set of responder criteria.
    case omeractOARSI(pain: String, function: String, global: String?)

    /// Whether a visit is compared with a baseline at all.
    public var needsBaseline: Bool {
      if case .acceptableState = self { return false }
      return true
    }
  }

  /// Which value before the injection is the baseline.
  public enum Baseline: String, Sendable, Hashable, CaseIterable {
    /// The last valid one in the window.
    case last
    /// The mean of the last two in the window.
    case meanOfTwo = "mean-of-two"
  }

  /// The window of a response time point, in whole days from the injection, both ends included.
  public struct Window: Sendable, Hashable {
    /// The time point, in months.
    public let month: Double
    /// The days that belong to it.
    public let days: ClosedRange<Int>

    /// Makes a window.
    public init(month: Double, days: ClosedRange<Int>) {
      self.month = month
      self.days = days
    }
  }

  /// The score the response is about.
  public let score: String
  /// What makes one visit a visit in response.
  public let criterion: Criterion
  /// The improvement, as a share of the baseline deficit.
  public var threshold: ExactShare
  /// The improvement needed besides, in points of the 0–100 scale.
  public var minimumChange: Double
  /// The days before the injection in which a baseline may lie.
  public let baselineDays: ClosedRange<Int>
  /// Which value in those days it is.
  public let baseline: Baseline
  /// The deficit at baseline below which a unit cannot be classed, on the 0–100 scale.
  public var floor: Double
  /// The month after which a first response is late; nil for none.
  public let deadlineMonths: Double?
  /// The improvement of a clear response.
  public var clear: ExactShare
  /// The improvement of a partial response.
  public var partial: ExactShare
  /// Whether a response must be seen at two consecutive visits.
  public var isConfirmed: Bool
  /// The time points, with their windows.
  public var windows: [Window]

  /// Makes a rule.
  public init(
    score: String, criterion: Criterion = .improvement, threshold: ExactShare,
    minimumChange: Double = 0, baselineDays: ClosedRange<Int> = -90...0,
    baseline: Baseline = .last, floor: Double = 20, deadlineMonths: Double? = 7.5,
    clear: ExactShare, partial: ExactShare, isConfirmed: Bool = false, windows: [Window]
  ) {
    self.score = score
    self.criterion = criterion
    self.threshold = threshold
    self.minimumChange = minimumChange
    self.baselineDays = baselineDays
    self.baseline = baseline
    self.floor = floor
    self.deadlineMonths = deadlineMonths
    self.clear = clear
    self.partial = partial
    self.isConfirmed = isConfirmed
    self.windows = windows
  }
}
