/// What a figure of means over planned visits shows, as plain values: the mean of each group with its
/// interval, the lines of single units behind, and the counts under the time axis.
public struct CourseFigure: Sendable, Hashable {
  /// The name from which the ids inside the picture are made.
  public var id: String
  /// The title, for readers of the picture and for screen readers.
  public var title: String
  /// What the figure shows, in a sentence that states the result.
  public var description: String
  /// The label of the time axis, with its unit.
  public var xLabel: String
  /// The label of the other axis, with the instrument and its direction.
  public var yLabel: String
  /// The values at the ends of the vertical axis; values beyond are held at its ends.
  public var range: ClosedRange<Double>
  /// The planned times, ascending.
  public var times: [Double]
  /// The groups, in the order of their colours.
  public var series: [Series]
  /// The counts under the time axis, at the planned times, if they are shown.
  public var counts: SurvivalFigure.RiskTable?

  /// One group.
  public struct Series: Sendable, Hashable {
    /// The name of the group.
    public var label: String
    /// A mean for each planned time.
    public var points: [Point]
    /// Values of single units, one for each planned time, not-a-number where there is none.
    public var lines: [[Double]]

    /// Creates a group.
    public init(label: String, points: [Point], lines: [[Double]] = []) {
      self.label = label
      self.points = points
      self.lines = lines
    }
  }

  /// A mean with the bounds of its interval, not-a-number where there is none.
  public struct Point: Sendable, Hashable {
    /// The mean.
    public var mean: Double
    /// The lower bound.
    public var lower: Double
    /// The upper bound.
    public var upper: Double
    /// Whether so many are missing that the mean is drawn pale.
    public var isDoubtful: Bool

    /// Creates a mean.
    public init(mean: Double, lower: Double, upper: Double, isDoubtful: Bool = false) {
      self.mean = mean
      self.lower = lower
      self.upper = upper
      self.isDoubtful = isDoubtful
    }
  }

  /// Creates a figure.
  ///
  /// - Precondition: Every group has a mean, every line a value and every row of counts a count for
  ///   each time.
  public init(
    id: String, title: String, description: String, xLabel: String, yLabel: String,
    range: ClosedRange<Double>, times: [Double], series: [Series],
    counts: SurvivalFigure.RiskTable? = nil
  ) {
    precondition(
      series.allSatisfy { group in
        group.points.count == times.count && group.lines.allSatisfy { $0.count == times.count }
      }, "a mean and a value for every time")
    if let counts {
      precondition(
        counts.times == times
          && counts.sections.allSatisfy { section in
            section.counts.count == series.count
              && section.counts.allSatisfy { $0.count == times.count }
          }, "a count for every group and time")
    }
    self.id = id
    self.title = title
    self.description = description
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.range = range
    self.times = times
    self.series = series
    self.counts = counts
  }
}
