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

  /// Makes a table.
  ///
  /// - Precondition: every column has `rowCount` values.
  public init(
    source: String, columns: [Column], rowCount: Int, lines: LineNumbers = LineNumbers(),
    notes: [TableProblem] = []
  ) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns of unequal length")
    self.source = source
    self.columns = columns
    self.rowCount = rowCount
    self.lines = lines
    self.notes = notes
  }

  /// The names of the columns, in file order.
  public var columnNames: [String] { columns.map(\.name) }

  /// The column with exactly this name.
  public func column(named name: String) -> Column? { columns.first { $0.name == name } }
}
