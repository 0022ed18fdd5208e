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

  /// The line of a row, in O(log shifts).
  public subscript(row: Int) -> Int {
    var low = 0
    var high = shifts.count
    while low < high {
      let middle = (low + high) / 2
      if shifts[middle].row <= row { low = middle + 1 } else { high = middle }
    }
    return first + row + (low == 0 ? 0 : shifts[low - 1].extraLines)
  }

  /// Collects the lines of rows in order.
  struct Builder {
    private var first = 2
    private var shifts: [Shift] = []
    private var extra = 0
    private(set) var rowCount = 0

    /// Adds the next row, which starts on `line`.
    @inline(__always)
    mutating func append(line: Int) {
      if rowCount == 0 {
        first = line
      } else if line - first - rowCount != extra {
        extra = line - first - rowCount
        shifts.append(Shift(row: rowCount, extraLines: extra))
      }
      rowCount += 1
    }

    /// The lines of all rows.
    var lineNumbers: LineNumbers { LineNumbers(first: first, shifts: shifts) }
  }
}
