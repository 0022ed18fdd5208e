/// The footnotes of one table with their letters.
package struct Footnotes: Sendable {
  /// The distinct footnotes in order of first appearance.
  package private(set) var notes: [RichText] = []
  private var positions: [RichText: Int] = [:]

  /// Reads a table: the title, then the headers, then row by row from left to right.
  package init(of table: TableBlock) {
    add(table.titleFootnotes)
    for column in table.columns { add(column.footnotes) }
    for row in table.rows {
      for cell in row.cells { add(cell.footnotes) }
    }
  }

  private mutating func add(_ footnotes: [RichText]) {
    for note in footnotes where positions[note] == nil {
      positions[note] = notes.count
      notes.append(note)
    }
  }

  /// The letters of some footnotes in alphabetical order, separated by commas.
  package func marks(for footnotes: [RichText]) -> String {
    places(of: footnotes).map(Footnotes.letter).joined(separator: ",")
  }

  /// The positions of some footnotes among the notes, in order and each once.
  package func places(of footnotes: [RichText]) -> [Int] {
    Set(footnotes.compactMap { positions[$0] }).sorted()
  }

  /// The letter of a position: a to z, then aa, ab, and so on.
  package static func letter(_ position: Int) -> String {
    var rest = position
    var result = ""
    repeat {
      let scalar = Unicode.Scalar(UInt8(ascii: "a") + UInt8(rest % 26))
      result = String(scalar) + result
      rest = rest / 26 - 1
    } while rest >= 0
    return result
  }
}
