import Tables

/// Rows of the table that were not used, and why.
public struct Exclusion: Sendable, Hashable, Codable {
  /// Why rows are left out.
  public enum Reason: String, Sendable, Hashable, Codable {
    /// The column has no value there.
    case missing
    /// The row does not meet the condition that chooses the rows, or a missing value leaves it open.
    case condition
  }

  /// Why the rows are left out.
  public let reason: Reason
  /// The column, or the condition as typed.
  public let column: String
  /// How many rows lack a value in this column.
  ///
  /// A row that lacks several values is counted under each column.
  public let count: Int

  /// Makes an exclusion.
  public init(reason: Reason, column: String, count: Int) {
    self.reason = reason
    self.column = column
    self.count = count
  }
}

/// The rows of a table that hold a value in every column used.
struct RowSelection {
  /// The rows used, increasing; `nil` when all are.
  let rows: [Int32]?
  /// What is missing, by column.
  let exclusions: [Exclusion]
  /// The number of rows used.
  let count: Int

  /// Every row of a table.
  init(allOf table: Table) {
    rows = nil
    exclusions = Self.restriction(of: table)
    count = table.rowCount
  }

  /// The rows of the file that a condition keeps out of the table.
  private static func restriction(of table: Table) -> [Exclusion] {
    table.restriction.map {
      [Exclusion(reason: .condition, column: $0.condition, count: $0.leftOut)]
    } ?? []
  }

  /// The rows of `table` without a missing value in the columns at `positions`, and with at least
  /// one bound of an interval-censored time.
  init(of table: Table, completeIn positions: [Int], intervals: IntervalReading? = nil) {
    var isUsed: [Bool] = []
    var exclusions: [Exclusion] = []
    if let intervals {
      let without = intervals.rowsWithoutBounds()
      let missing = Self.mark(without, &isUsed) { $0 }
      if missing > 0 {
        let name = "\(intervals.lower.label), \(intervals.upper.label)"
        exclusions.append(Exclusion(reason: .missing, column: name, count: missing))
      }
    }
    for position in positions {
      let column = table.columns[position]
      let missing = Self.markMissing(column, &isUsed)
      if missing > 0 {
        exclusions.append(Exclusion(reason: .missing, column: column.name, count: missing))
      }
    }
    self.exclusions = Self.restriction(of: table) + exclusions
    guard !exclusions.isEmpty else {
      rows = nil
      count = table.rowCount
      return
    }
    var rows: [Int32] = []
    for (row, used) in isUsed.enumerated() where used { rows.append(Int32(row)) }
    self.rows = rows
    count = rows.count
  }

  /// Marks the rows that lack a value as not used; returns how many they are.
  private static func markMissing(_ column: Column, _ isUsed: inout [Bool]) -> Int {
    switch column.values {
    case .numbers(let values): mark(values, &isUsed) { $0.isNaN }
    case .categories(let categories): mark(categories.codes, &isUsed) { $0 < 0 }
    case .dates(let days): mark(days, &isUsed) { $0 == Column.missingDate }
    }
  }

  @inline(__always)
  private static func mark<Value>(
    _ values: [Value], _ isUsed: inout [Bool], _ isMissing: (Value) -> Bool
  ) -> Int {
    var count = 0
    for value in values where isMissing(value) { count += 1 }
    guard count > 0 else { return 0 }
    if isUsed.isEmpty { isUsed = [Bool](repeating: true, count: values.count) }
    for (row, value) in values.enumerated() where isMissing(value) { isUsed[row] = false }
    return count
  }

  /// The row of the table behind position `position` among the rows used.
  func tableRow(_ position: Int) -> Int { rows.map { Int($0[position]) } ?? position }

  /// The values of the rows used.
  func gather<Value>(_ values: [Value]) -> [Value] {
    guard let rows else { return values }
    return rows.map { values[Int($0)] }
  }
}
