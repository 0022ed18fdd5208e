import ReferenceTables
import Testing

/// Reference rows that belong to one formula or sample, in file order.
struct ReferenceGroup: Sendable, CustomTestStringConvertible {
  let name: String
  let rows: [ReferenceTable.Row]

  var testDescription: String { name }

  /// The values of the rows.
  var values: [Double] { rows.map(\.value) }

  /// The groups of `Tables/formulas/<file>.csv`.
  static func load(_ file: String) throws -> [ReferenceGroup] {
    var order: [String] = []
    var rows: [String: [ReferenceTable.Row]] = [:]
    for row in try ReferenceTable.load("formulas/\(file)").rows {
      if rows[row.quantity] == nil { order.append(row.quantity) }
      rows[row.quantity, default: []].append(row)
    }
    return order.map { ReferenceGroup(name: $0, rows: rows[$0] ?? []) }
  }

  /// The names before the `#` of the terms, each once, in order: the columns of a matrix.
  var columnNames: [String] {
    var names: [String] = []
    for row in rows {
      let name = row.term.split(separator: "#").first.map(String.init) ?? row.term
      if names.last != name { names.append(name) }
    }
    return names
  }

  /// Compares values with the rows, one to one.
  func expect(_ actual: [Double], sourceLocation: SourceLocation = #_sourceLocation) {
    guard actual.count == rows.count else {
      Issue.record(
        "\(name): \(actual.count) values, expected \(rows.count)", sourceLocation: sourceLocation)
      return
    }
    for (value, row) in zip(actual, rows) {
      #expect(
        isClose(
          value, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
        "\(difference(value, row.value, "\(name) \(row.term)"))", sourceLocation: sourceLocation)
    }
  }
}
