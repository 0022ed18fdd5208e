/// What a figure of step curves over time shows, as plain values: survival curves, event-free
/// curves or cumulative incidences, with the numbers at risk under them.
public struct SurvivalFigure: Sendable, Hashable {
  /// The name from which the ids inside the picture are made.
  public var id: String
  /// The title, for readers of the picture and for screen readers.
  public var title: String
  /// What the figure shows, in a sentence that states the result.
  public var description: String
  /// The label of the time axis, with its unit: `Months since injection`.
  public var xLabel: String
  /// The label of the other axis: `Benefit-free survival`.
  public var yLabel: String
  /// How the other axis is labelled.
  public var yScale: YScale
  /// The curves, in the order of their colours.
  public var series: [Series]
  /// What the names of the curves are values of, where they do not say it: `BMI` of `25 to <30`.
  public var namesHeading: String?
  /// The counts under the curves, if they are shown.
  public var riskTable: RiskTable?
  /// Where the time axis ends; by default at the last time of any curve.
  public var xMaximum: Double?
  /// Where the vertical axis ends, at most 1; below 1 the axis no longer shows the whole.
  public var yMaximum: Double
  /// Lines of text inside the plot, for example a hazard ratio with its interval.
  public var annotation: String?

  /// How the vertical axis is labelled; it always begins at 0.
  public enum YScale: Sendable, Hashable {
    /// 0.0 to 1.0.
    case proportion
    /// 0% to 100%.
    case percent
  }

  /// One step curve.
  public struct Series: Sendable, Hashable {
    /// The name of the group.
    public var label: String
    /// The times at which the curve steps, ascending.
    public var times: [Double]
    /// The value from each time on.
    public var values: [Double]
    /// The lower bound of the band from each time on, not-a-number where it is undefined.
    public var lower: [Double]?
    /// The upper bound of the band from each time on, not-a-number where it is undefined.
    public var upper: [Double]?
    /// The times at which someone's follow-up ended without an event.
    public var censorTimes: [Double]
    /// The value before the first step: 1 for survival, 0 for incidence.
    public var initialValue: Double
    /// Where the curve ends, if follow-up goes on past its last step.
    public var lastTime: Double?
    /// Where the curve is known at both ends only, in ascending order; the line stops there and a
    /// pale box stands in its place.
    public var undetermined: [Stretch]
    /// From when on the curve rests on few; it is thin and pale from there.
    public var paleFrom: Double?
    /// Where the curve is cut off because too few are left; nothing after it is shown.
    public var cutAt: Double?

    /// Creates a curve.
    ///
    /// - Precondition: `values`, and the bounds if they are given, are as long as `times`.
    public init(
      label: String, times: [Double], values: [Double], lower: [Double]? = nil,
      upper: [Double]? = nil, censorTimes: [Double] = [], initialValue: Double = 1,
      lastTime: Double? = nil, undetermined: [Stretch] = [], paleFrom: Double? = nil,
      cutAt: Double? = nil
    ) {
      precondition(values.count == times.count, "a curve needs a value for every time")
      precondition(lower.map { $0.count == times.count } ?? true, "a bound for every time")
      precondition(upper.map { $0.count == times.count } ?? true, "a bound for every time")
      self.label = label
      self.times = times
      self.values = values
      self.lower = lower
      self.upper = upper
      self.censorTimes = censorTimes
      self.initialValue = initialValue
      self.lastTime = lastTime
      self.undetermined = undetermined
      self.paleFrom = paleFrom
      self.cutAt = cutAt
    }
  }

  /// A stretch of time over which a curve moves from one value to another, nobody knows when: what
  /// an estimate from interval-censored times leaves open.
  public struct Stretch: Sendable, Hashable {
    /// The last time at which the first value is known.
    public var from: Double
    /// The first time at which the second value is known; infinite if there is none.
    public var to: Double
    /// The larger of the two values.
    public var upper: Double
    /// The smaller of the two values.
    public var lower: Double

    /// Creates a stretch.
    public init(from: Double, to: Double, upper: Double, lower: Double) {
      self.from = from
      self.to = to
      self.upper = upper
      self.lower = lower
    }
  }

  /// Counts printed under the time axis.
  public struct RiskTable: Sendable, Hashable {
    /// The times of the counts; the time axis has its ticks exactly there.
    public var times: [Double]
    /// One or more kinds of counts, such as at risk, events and censored.
    public var sections: [Section]
    /// What stands in place of a count that is hidden.
    public var hiddenMark: String

    /// Counts of one kind.
    public struct Section: Sendable, Hashable {
      /// What is counted: `Number at risk`.
      public var title: String
      /// One row for each curve, or a single row for all; one count for each time, nil where a
      /// count is hidden.
      public var counts: [[Int?]]
      /// Whom the single row counts, where all curves share one: `Everybody`.
      public var shared: String?

      /// Creates counts of one kind.
      public init(title: String, counts: [[Int?]]) {
        self.title = title
        self.counts = counts
      }

      /// Creates counts that all curves share, as those at risk of any of several events.
      public init(title: String, shared name: String, counts: [Int?]) {
        self.title = title
        self.counts = [counts]
        shared = name
      }

      /// How many rows the counts take under some curves.
      package func rowCount(_ curves: Int) -> Int { shared == nil ? curves : 1 }
    }

    /// Creates a table with several kinds of counts.
    public init(times: [Double], sections: [Section], hiddenMark: String = "\u{2014}") {
      self.times = times
      self.sections = sections
      self.hiddenMark = hiddenMark
    }

    /// Creates a table of the numbers at risk, one row for each curve.
    public init(times: [Double], counts: [[Int?]], title: String = "Number at risk") {
      self.init(times: times, sections: [Section(title: title, counts: counts)])
    }
  }

  /// Creates a figure.
  ///
  /// - Precondition: Every section of the risk table has a row for each curve and a count for each
  ///   time.
  public init(
    id: String, title: String, description: String, xLabel: String, yLabel: String,
    yScale: YScale = .proportion, series: [Series], namesHeading: String? = nil,
    riskTable: RiskTable? = nil, xMaximum: Double? = nil, yMaximum: Double = 1,
    annotation: String? = nil
  ) {
    if let table = riskTable {
      precondition(
        table.sections.allSatisfy { section in
          section.counts.count == section.rowCount(series.count)
            && section.counts.allSatisfy { $0.count == table.times.count }
        }, "a risk table needs a count for every curve and time")
    }
    self.id = id
    self.title = title
    self.description = description
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.yScale = yScale
    self.series = series
    self.namesHeading = namesHeading
    self.riskTable = riskTable
    self.xMaximum = xMaximum
    self.yMaximum = yMaximum
    self.annotation = annotation
  }
}
