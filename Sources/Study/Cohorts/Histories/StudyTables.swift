public import Tables

/// The tables of a study whose endpoints are derived from visits.
public struct StudyTables: Sendable {
  /// One row per unit.
  public let units: Table
  /// One row per unit and assessment.
  public let visits: Table
  /// One row per event, if the study has such a table.
  public let events: Table?

  /// Makes the tables.
  public init(units: Table, visits: Table, events: Table?) {
    self.units = units
    self.visits = visits
    self.events = events
  }
}

/// Which rows of another table belong to each unit: rows of unit u stand at
/// `rows[starts[u]..<starts[u + 1]]`, in file order.
struct RowsByUnit: Sendable {
  let starts: [Int32]
  let rows: [Int32]

  /// Groups rows by the unit of each, −1 where it has none, by counting: O(rows + units).
  init(units: [Int32], count: Int) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for unit in units where unit >= 0 { starts[Int(unit) + 1] += 1 }
    for unit in 0..<count { starts[unit + 1] += starts[unit] }
    var next = starts
    var rows = [Int32](repeating: 0, count: Int(starts[count]))
    for (row, unit) in units.enumerated() where unit >= 0 {
      rows[Int(next[Int(unit)])] = Int32(truncatingIfNeeded: row)
      next[Int(unit)] += 1
    }
    self.starts = starts
    self.rows = rows
  }

  subscript(unit: Int) -> ArraySlice<Int32> { rows[Int(starts[unit])..<Int(starts[unit + 1])] }
}
