/// How far apart the arms stand in each covariate (a Love plot): a row for each covariate, a mark for
/// each pair of arms, or one before and one after weighting.
public struct BalanceFigure: Sendable, Hashable {
  /// The name from which the ids inside the picture are made.
  public var id: String
  /// The title, for readers of the picture and for screen readers.
  public var title: String
  /// What the figure shows, in a sentence that states the result.
  public var description: String
  /// The label of the axis: `Standardised mean difference`, `Absolute standardised mean difference`.
  public var axisLabel: String
  /// The difference that counts as balanced, where a dashed line stands; on a signed axis there is
  /// one on either side of zero.
  public var threshold: Double
  /// Where the axis ends on either side; marks beyond it stand at the edge as arrowheads.
  ///
  /// By default the axis holds every finite difference.
  public var limit: Double?
  /// The names of the marks, in the order of their colours: `Before weighting`, `After weighting`.
  public var series: [String]
  /// The rows, from top to bottom.
  public var rows: [Row]

  /// A covariate, or a level of one.
  public struct Row: Sendable, Hashable {
    /// The name of the covariate.
    public var label: String
    /// How many steps the name stands to the right of the first one.
    public var indent: Int
    /// One difference for each series: infinite ones are printed as ∞ at the edge, nil and
    /// not-a-number as a dash.
    ///
    /// A row without differences is a heading.
    public var differences: [Double?]

    /// Creates a row.
    public init(_ label: String, indent: Int = 0, differences: [Double?]) {
      self.label = label
      self.indent = indent
      self.differences = differences
    }
  }

  /// Creates a figure.
  public init(
    id: String, title: String, description: String,
    axisLabel: String = "Standardised mean difference", threshold: Double = 0.1,
    limit: Double? = nil, series: [String], rows: [Row]
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.axisLabel = axisLabel
    self.threshold = threshold
    self.limit = limit
    self.series = series
    self.rows = rows
  }

  /// The plotted numbers: one row for each covariate and series.
  public var dataTable: CSVTable {
    let rows = rows.flatMap { row in
      row.differences.prefix(series.count).enumerated().map { index, difference in
        [
          CSVValue.text(row.label), .text(series[index]), .optional(difference),
          .number(threshold),
        ]
      }
    }
    return CSVTable(header: ["covariate", "series", "difference", "threshold"], rows: rows)
  }
}
