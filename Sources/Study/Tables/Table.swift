/// Data read from a file: named columns of equal length, held column by column.
public struct Table: Sendable {
  /// The name a message should call the source by: the path as given, or `standard input`.
  public let source: String
  /// The columns, in file order.
  public let columns: [Column]
  /// The number of data rows.
  public let rowCount: Int
  /// The line of the file each row starts on.
  public let lines: LineNumbers
  /// What the reader noticed and the user should know: encoding, decimal comma, suspicious codes.
  public let notes: [TableProblem]

  /// The condition that chose these rows among those of the file, if one did.
  public let restriction: Restriction?

  /// A choice of rows, which every result names: a number that does not say whom it is about cannot
  /// be judged.
  public struct Restriction: Sendable, Hashable {
    /// The condition as typed.
    public let condition: String
    /// The rows of the file that do not meet it, those for which it is open included.
    public let leftOut: Int
    /// The rows for which it is open, because a value is missing.
    public let unknown: Int

    /// Makes a restriction.
    public init(condition: String, leftOut: Int, unknown: Int) {
      self.condition = condition
      self.leftOut = leftOut
      self.unknown = unknown
    }
  }

  /// Makes a table.
  ///
  /// - Precondition: every column has `rowCount` values.
  public init(
    source: String, columns: [Column], rowCount: Int, lines: LineNumbers = LineNumbers(),
    notes: [TableProblem] = [], restriction: Restriction? = nil
  ) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns of unequal length")
    self.source = source
    self.columns = columns
    self.rowCount = rowCount
    self.lines = lines
    self.notes = notes
    self.restriction = restriction
  }

  /// The names of the columns, in file order.
  public var columnNames: [String] { columns.map(\.name) }

  /// The column with exactly this name.
  public func column(named name: String) -> Column? { columns.first { $0.name == name } }
}
