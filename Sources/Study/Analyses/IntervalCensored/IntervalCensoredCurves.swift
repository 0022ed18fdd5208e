public import Cohorts

/// Curves from interval-censored times for one figure, in months.
public struct IntervalCensoredCurves: Sendable, Hashable {
  /// One group's curve.
  public struct Curve: Sendable, Hashable {
    /// The group.
    public let group: [GroupLevel]
    /// Its rows.
    public internal(set) var n: Count
    /// Where the mass lies.
    public internal(set) var curve: IntervalCurve
    /// The last time anybody was seen.
    public internal(set) var lastTime: Double
    /// The rows seen without the event up to each time of the table below the figure;
    /// nil where they are hidden.
    public internal(set) var seenWithout: [Int?]
    /// From when on the curve rests on few.
    public internal(set) var paleFrom: Double?
    /// From when on it rests on too few to be shown.
    public internal(set) var cutAt: Double?
  }

  /// The variable that tells the curves apart; empty for one curve of everybody.
  public let variable: String
  /// The curves.
  public internal(set) var curves: [Curve]
  /// The times of the table below the figure.
  public let riskTimes: [Double]
  /// What the probability is about.
  public let context: OutcomeContext
  /// The confidence level of the limits beside them.
  public let level: Double
}

extension IntervalCensoredCurves.Curve {
  /// A curve with its counts from the ends of the rows' intervals.
  ///
  /// - Parameters:
  ///   - keepsEvents: whether who has had the event still carries the curve, as in one that tells how
  ///     many have; a curve of those still without it rests on these alone.
  ///   - least: fewer than this many are too few to show.
  package init(
    group: [GroupLevel], curve: IntervalCurve, lower: [Double], upper: [Double],
    riskTimes: [Double], keepsEvents: Bool, least: Int = FewLeft.usualLeast
  ) {
    let seen = lower.sorted()
    let carried =
      keepsEvents
      ? zip(lower, upper).map { $1 < .infinity ? .infinity : $0 }.sorted() : seen
    /// The last time up to which the curve rests on at least some number; nil where it always does.
    func last(withAtLeast count: Int) -> Double? {
      guard carried.count >= count else { return 0 }
      let time = carried[carried.count - count]
      return time < .infinity ? time : nil
    }
    self.group = group
    n = .shown(lower.count)
    self.curve = curve
    lastTime = max(seen.last ?? 0, upper.filter(\.isFinite).max() ?? 0)
    seenWithout = riskTimes.map { time in lower.count { $0 >= time } }
    paleFrom = last(withAtLeast: FewLeft.few(least: least))
    cutAt = last(withAtLeast: least)
  }
}
