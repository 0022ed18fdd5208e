public import Cohorts

/// The course of one score in each group, as its figure shows it.
public struct CourseCurves: Sendable, Hashable {
  /// A mean at a time, with its limits; not-a-number where there is none.
  public struct Point: Sendable, Hashable {
    /// The mean of those seen.
    public internal(set) var mean: Double
    /// The lower limit.
    public internal(set) var lower: Double
    /// The upper limit.
    public internal(set) var upper: Double
    /// How many were seen; nil where that is hidden.
    public internal(set) var seen: Int?
    /// How many were there to be seen, and were not.
    public internal(set) var notSeen: Int?
    /// How many were replaced or dead.
    public internal(set) var failed: Int?
  }

  /// One group.
  public struct Group: Sendable, Hashable {
    /// The group; empty for everybody.
    public let group: [GroupLevel]
    /// Everybody treated in it.
    public let treated: Int
    /// A mean for each time.
    public internal(set) var points: [Point]
    /// A value for each time and each hip drawn, not-a-number where it was not seen.
    public internal(set) var lines: [[Double]]
  }

  /// The name of the figure's files.
  public let id: String
  /// The score.
  public let score: VisitPlan.Score
  /// The times in months; the baseline is 0.
  public let months: [Double]
  /// The groups: the arms of the comparison, or everybody.
  public internal(set) var groups: [Group]
  /// The hips that have a line to draw, drawn or not.
  public let lineCount: Int
  /// What the means are about.
  public let context: OutcomeContext
  /// The confidence level of the limits.
  public let level: Double
}
