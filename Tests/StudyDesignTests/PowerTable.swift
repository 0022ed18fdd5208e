import ReferenceTables
import StudyDesign
import Testing

/// The rows of a table of power, with the numbers of their terms.
struct PowerTable {
  let rows: [(row: ReferenceTable.Row, words: [String], numbers: [Double])]

  static func load(_ name: String) throws -> PowerTable {
    PowerTable(
      rows: try ReferenceTable.load("power/\(name)").rows.map { row in
        let words = row.term.split(separator: " ").map(String.init)
        return (row, words, words.compactMap(Double.init))
      })
  }

  static func check(_ actual: Double?, _ row: ReferenceTable.Row) {
    let actual = actual ?? .nan
    #expect(
      isClose(
        actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
      "\(difference(actual, row.value, "\(row)"))")
  }

  static func level(_ alpha: Double, _ sides: Double) -> ErrorLevel {
    ErrorLevel(alpha: alpha, sides: sides == 1 ? .one : .two)
  }
}
