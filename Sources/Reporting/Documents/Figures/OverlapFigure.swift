/// How the arms overlap in a propensity score or a covariate, as histograms: of two arms the first
/// stands up and the second down, of more each has a line of its own; a covariate with categories has
/// the arms' bars side by side.
public struct OverlapFigure: Sendable, Hashable {
  /// The name from which the ids inside the picture are made.
  public var id: String
  /// The title, for readers of the picture and for screen readers.
  public var title: String
  /// What the figure shows, in a sentence that states the result.
  public var description: String
  /// The label of the horizontal axis: `Propensity of Wharton's jelly`.
  public var xLabel: String
  /// What is counted: `Number of hips`.
  public var yLabel: String
  /// What each bar holds.
  public var bars: Bars
  /// The arms, in the order of their colours.
  public var arms: [Arm]
  /// Where the arms have counterparts in each other; nil where that is not shown.
  public var support: Support?
  /// What is written where they have none: `no counterpart`.
  public var outsideLabel: String

  /// What each bar holds.
  public enum Bars: Sendable, Hashable {
    /// The values between two edges.
    case intervals(HistogramBins)
    /// The members of a category.
    case categories([String])

    /// How many bars each arm has.
    public var count: Int {
      switch self {
      case .intervals(let bins): bins.count
      case .categories(let names): names.count
      }
    }
  }

  /// The bars of an arm.
  public struct Arm: Sendable, Hashable {
    /// The name of the arm.
    public var label: String
    /// The height of each bar, nil where a count is hidden.
    public var counts: [Int?]

    /// Creates the bars of an arm; bars without a count are empty.
    public init(_ label: String, counts: [Int?]) {
      self.label = label
      self.counts = counts
    }
  }

  /// Where every arm has members; what lies outside is hatched.
  public enum Support: Sendable, Hashable {
    /// From one value to another; where the second is the smaller there is no common support at all.
    case interval(from: Double, to: Double)
    /// The categories, counted from 0.
    case categories(Set<Int>)
  }

  /// Creates a figure.
  public init(
    id: String, title: String, description: String, xLabel: String,
    yLabel: String = "Number of hips", bars: Bars, arms: [Arm], support: Support? = nil,
    outsideLabel: String = "no counterpart"
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.bars = bars
    self.arms = arms
    self.support = support
    self.outsideLabel = outsideLabel
  }

  /// The plotted numbers: one row for each arm and bar, with the edges of the bar or the name of the
  /// category.
  public var dataTable: CSVTable {
    let places: [[CSVValue]] =
      switch bars {
      case .intervals(let bins):
        (0..<bins.count).map { [.number(bins.edges[$0]), .number(bins.edges[$0 + 1])] }
      case .categories(let names): names.map { [.text($0)] }
      }
    let header =
      switch bars {
      case .intervals: ["arm", "from", "to", "count"]
      case .categories: ["arm", "category", "count"]
      }
    let rows = arms.flatMap { arm in
      places.indices.map { index in
        [.text(arm.label)] + places[index]
          + [.optional(arm.counts.indices.contains(index) ? arm.counts[index] : 0)]
      }
    }
    return CSVTable(header: header, rows: rows)
  }
}
