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

/// The line in the file on which each row starts, counted from one as an editor shows them.
///
/// Rows usually stand one to a line below the header; only where a quoted field holds a newline or
/// a blank line is skipped is more than the first line remembered.
public struct LineNumbers: Sendable, Hashable {
  /// The line of row 0.
  public let first: Int
  /// Rows before which extra lines stand, with the total number of extra lines up to and
  /// including that row; rows increasing.
  public let shifts: [Shift]

  /// A row from which on rows stand `extraLines` further down than one to a line.
  public struct Shift: Sendable, Hashable {
    /// The first row concerned.
    public let row: Int
    /// The extra lines above it.
    public let extraLines: Int

    /// Makes a shift.
    public init(row: Int, extraLines: Int) {
      self.row = row
      self.extraLines = extraLines
    }
  }

  /// Makes line numbers: row 0 on line `first`, the rest below with the given shifts.
  public init(first: Int = 2, shifts: [Shift] = []) {
    self.first = first
    self.shifts = shifts
  }

  /// The line of `row`. O(log shifts).
  public subscript(row: Int) -> Int {
    var low = 0
    var high = shifts.count
    while low < high {
      let middle = (low + high) / 2
      if shifts[middle].row <= row { low = middle + 1 } else { high = middle }
    }
    return first + row + (low == 0 ? 0 : shifts[low - 1].extraLines)
  }
}
