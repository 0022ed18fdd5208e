/// Estimates with their intervals, one to a row, on one axis: hazard ratios by subgroup, or one
/// median under several definitions.
///
/// The figure is a table with a plot in it. To the left of the plot stand the labels and any columns
/// of text, to the right the estimates in words and one more column if it has a heading.
public struct ForestFigure: Sendable, Hashable {
  /// The name from which the ids inside the picture are made.
  public var id: String
  /// The title, for readers of the picture and for screen readers.
  public var title: String
  /// What the figure shows, in a sentence that states the result.
  public var description: String
  /// The label of the axis: `Hazard ratio of loss of benefit`, `Median, months`.
  public var axisLabel: String
  /// What the values are of, in full, for readers of the plotted numbers alone: instrument,
  /// threshold, population; nil where the figure is of none.
  public var subject: String?
  /// How values are laid along the axis.
  public var scale: ValueScale
  /// The ends of the axis; intervals that run beyond them end in an arrowhead.
  ///
  /// By default the axis holds every estimate and as much of the intervals as leaves the estimates
  /// apart.
  public var range: ClosedRange<Double>?
  /// The value of no difference, where a line stands; nil where there is none.
  public var reference: Double?
  /// What lies on each side of the reference line, printed under the axis.
  public var directions: Directions?
  /// The heading of the labels: `Subgroup`.
  public var labelHeading: String
  /// The columns of text between the labels and the plot.
  public var columns: [Column]
  /// The heading of the estimates in words: `Hazard ratio (95% CI)`.
  public var estimateHeading: String
  /// The heading of the last column, such as `P for interaction`; nil leaves the column out.
  public var noteHeading: String?
  /// The names of the groups rows belong to, in the order of their colours and marks; empty where
  /// rows are not told apart.
  public var groups: [String]
  /// The rows, from top to bottom.
  public var rows: [Row]

  /// What lies on each side of the reference line.
  public struct Directions: Sendable, Hashable {
    /// Below the reference, without the arrow: `later loss`.
    public var lower: String
    /// Above the reference, without the arrow: `sooner loss`.
    public var upper: String

    /// Creates the words of both sides.
    public init(lower: String, upper: String) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// A column of text.
  public struct Column: Sendable, Hashable {
    /// What stands at the head of the column.
    public var heading: String
    /// Whether the cells are words, which begin at the left; numbers end at the right.
    public var holdsWords: Bool

    /// Creates a column.
    public init(_ heading: String, holdsWords: Bool = false) {
      self.heading = heading
      self.holdsWords = holdsWords
    }
  }

  /// What stands in the plot beside a row.
  public enum Mark: Sendable, Hashable {
    /// Nothing: the row is a heading, or says only its label.
    case heading
    /// A point with its interval. A bound that is infinite runs off the axis, one that is
    /// not-a-number is not drawn.
    case estimate(Double, lower: Double, upper: Double)
    /// A summary of the rows above, as a diamond as wide as its interval.
    case summary(Double, lower: Double, upper: Double)
    /// The level others are compared with: a hollow mark on the reference line.
    case reference
    /// No estimate, and in a few words why: `not estimable: no loss in one arm`.
    case absent(String)
  }

  /// A row.
  public struct Row: Sendable, Hashable {
    /// The name of the row.
    public var label: String
    /// How many steps the name stands to the right of the first one.
    public var indent: Int
    /// What stands in the plot.
    public var mark: Mark
    /// The text of the columns between the label and the plot; missing cells are empty.
    public var cells: [String]
    /// The estimate in words: `0.71 (0.52 to 0.97)`.
    public var estimate: String
    /// The text of the last column.
    public var note: String
    /// What the area of the mark stands for, such as the number of events; nil for marks of one
    /// size.
    public var weight: Double?
    /// The group the row belongs to, counted from 0.
    public var group: Int
    /// Whether the row stands out, as the analysis that was specified beforehand.
    public var isHighlighted: Bool

    /// Creates a row.
    public init(
      _ label: String, indent: Int = 0, mark: Mark, cells: [String] = [], estimate: String = "",
      note: String = "", weight: Double? = nil, group: Int = 0, isHighlighted: Bool = false
    ) {
      self.label = label
      self.indent = indent
      self.mark = mark
      self.cells = cells
      self.estimate = estimate
      self.note = note
      self.weight = weight
      self.group = group
      self.isHighlighted = isHighlighted
    }
  }

  /// Creates a figure.
  public init(
    id: String, title: String, description: String, axisLabel: String, subject: String? = nil,
    scale: ValueScale,
    range: ClosedRange<Double>? = nil, reference: Double? = nil, directions: Directions? = nil,
    labelHeading: String = "", columns: [Column] = [], estimateHeading: String,
    noteHeading: String? = nil, groups: [String] = [], rows: [Row]
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.axisLabel = axisLabel
    self.subject = subject
    self.scale = scale
    self.range = range
    self.reference = reference
    self.directions = directions
    self.labelHeading = labelHeading
    self.columns = columns
    self.estimateHeading = estimateHeading
    self.noteHeading = noteHeading
    self.groups = groups
    self.rows = rows
  }
}
