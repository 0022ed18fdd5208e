import Tables

/// Rows that break the same rule, folded into one problem.
struct DataFault {
  /// How many lines a message names.
  private static let namedLines = 5

  private(set) var firstRows: [Int] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Notes one more row of the table.
  mutating func add(row: Int) {
    if firstRows.count < Self.namedLines { firstRows.append(row) }
    count += 1
  }

  /// The rows among those used for which `isFault` holds.
  static func rows(
    _ count: Int, of selection: RowSelection, where isFault: (Int) -> Bool
  ) -> DataFault {
    var fault = DataFault()
    for position in 0..<count where isFault(position) {
      fault.add(row: selection.tableRow(position))
    }
    return fault
  }

  /// The lines concerned: `line 3`, or `lines 3, 7, 9, 12, 15 and 20 more`.
  func lines(in table: Table) -> String {
    let lines = firstRows.map { String(table.lines[$0]) }
    let rest = count - lines.count
    return (count == 1 ? "line " : "lines ") + lines.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }

  /// The problem, as an error at the first row concerned.
  func problem(
    in table: Table, column: String?, found: String? = nil, message: String, help: String?
  ) -> TableProblem {
    TableProblem(
      .error, source: table.source, line: firstRows.first.map { table.lines[$0] },
      columnNumber: column.flatMap { name in
        table.columns.firstIndex { $0.name == name }.map { $0 + 1 }
      },
      columnName: column, found: found,
      message: count > 1 ? "\(message) (\(lines(in: table)))" : message, help: help,
      alike: max(0, count - 1))
  }
}
