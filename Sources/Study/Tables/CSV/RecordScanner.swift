/// Where a field stands in the text, without its quotes.
struct Cell {
  let start: Int
  private let packed: Int

  /// Where the field ends; the byte there no longer belongs to it.
  var end: Int { packed >> 2 }
  var isEmpty: Bool { packed >> 2 == start }
  /// Whether quotes stood around it.
  var isQuoted: Bool { packed & 1 != 0 }
  /// Whether it holds quotes written twice, which mean one.
  var hasDoubledQuotes: Bool { packed & 2 != 0 }

  static let none = Cell(start: 0, end: 0, flags: 0)

  @inline(__always)
  init(start: Int, end: Int, flags: Int) {
    self.start = start
    self.packed = end << 2 | flags
  }
}

/// Splits text into records and fields, RFC 4180 and what people write besides, a block at a time.
///
/// Lines may end in LF, CRLF or a lone CR. Spaces around fields go. A quote inside an unquoted field
/// is an ordinary character. Blank lines and records of empty fields are passed over; records with
/// the wrong number of fields are passed over too, and counted in `faults`.
struct RecordScanner {
  let delimiter: UInt8
  let columnCount: Int
  /// Where the next record starts.
  private(set) var position: Int
  /// The line the next record starts on.
  private(set) var line: Int
  private(set) var faults = RecordFaults()
  private(set) var lines = LineNumbers.Builder()
  /// Fields beyond `columnCount` in the record at hand, and whether one of them holds something.
  private var excessHoldsText = false
  private let delimiters: UInt64

  init(delimiter: UInt8, columnCount: Int, position: Int, line: Int) {
    self.delimiter = delimiter
    self.columnCount = columnCount
    self.position = position
    self.line = line
    delimiters = Word.ones &* UInt64(delimiter)
  }

  /// Fills `cells`, row by row, from the text, and returns the number of rows.
  mutating func fill(_ cells: inout MutableSpan<Cell>, from bytes: Span<UInt8>) -> Int {
    let capacity = cells.count / columnCount
    var rows = 0
    while rows < capacity, position < bytes.count {
      let recordLine = line
      let base = rows * columnCount
      let fields = scanRecord(&cells, base: base, from: bytes)
      // What an open quote has swallowed is no row, and its number of fields says nothing.
      if position == bytes.count, faults.openQuote.count > 0 { break }
      if fields == columnCount || (fields > columnCount && !excessHoldsText) {
        if cells[base].isEmpty, holdsNothing(cells, base: base, fields: fields) {
          faults.skip(line: recordLine, fields: fields, quoted: cells[base].isQuoted)
          if fields > 1 || !cells[base].isQuoted { continue }
        }
        if fields > columnCount { faults.trailing.count(line: recordLine, fields: fields) }
        lines.append(line: recordLine)
        rows += 1
      } else if cells[base].isEmpty, fields < columnCount,
        holdsNothing(cells, base: base, fields: fields)
      {
        faults.skip(line: recordLine, fields: fields, quoted: false)
      } else if fields < columnCount {
        faults.tooFew.count(line: recordLine, fields: fields)
      } else {
        faults.tooMany.count(line: recordLine, fields: fields)
      }
    }
    return rows
  }

  private func holdsNothing(_ cells: borrowing MutableSpan<Cell>, base: Int, fields: Int) -> Bool {
    for index in 0..<min(fields, columnCount) where !cells[base + index].isEmpty { return false }
    return true
  }

  /// Scans one record, writes its first fields, and returns how many it has.
  @inline(__always)
  fileprivate mutating func scanRecord(
    _ cells: inout MutableSpan<Cell>, base: Int, from bytes: Span<UInt8>
  ) -> Int {
    let count = bytes.count
    var index = position
    var fields = 0
    excessHoldsText = false
    while true {
      while index < count, isBlank(bytes[index]) { index += 1 }
      let cell: Cell
      if index < count, bytes[index] == UInt8(ascii: "\"") {
        cell = scanQuoted(from: &index, in: bytes, field: fields)
      } else {
        let start = index
        index = fieldEnd(from: index, in: bytes)
        var end = index
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        cell = Cell(start: start, end: end, flags: 0)
      }
      if fields < columnCount {
        cells[base + fields] = cell
      } else if !cell.isEmpty {
        excessHoldsText = true
      }
      fields += 1
      guard index < count else { break }
      let terminator = bytes[index]
      index += 1
      if terminator == delimiter { continue }
      line += 1
      if terminator == 0x0D, index < count, bytes[index] == 0x0A { index += 1 }
      break
    }
    position = index
    return fields
  }

  @inline(__always)
  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte == 0x09 && delimiter != 0x09)
  }

  /// The first delimiter or line end from `start` on, or the end of the text.
  @inline(__always)
  private func fieldEnd(from start: Int, in bytes: Span<UInt8>) -> Int {
    var index = start
    while index + 8 <= bytes.count {
      let word = bytes.word(at: index)
      let mask = Word.equal(word, delimiters) | Word.control(word)
      if mask == 0 {
        index += 8
        continue
      }
      index += Word.first(mask)
      let byte = bytes[index]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { return index }
      index += 1
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { return index }
      index += 1
    }
    return index
  }

  /// Scans a quoted field; `index` goes from its opening quote to the delimiter or line end after.
  private mutating func scanQuoted(
    from index: inout Int, in bytes: Span<UInt8>, field: Int
  ) -> Cell {
    let opening = line
    let start = index + 1
    var flags = 1
    index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
          flags |= 2
          index += 2
          continue
        }
        break
      }
      index += 1
      if byte == 0x0A {
        line += 1
      } else if byte == 0x0D {
        line += 1
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
      }
    }
    let cell = Cell(start: start, end: index, flags: flags)
    guard index < bytes.count else {
      faults.openQuote.count(line: opening, fields: field)
      return cell
    }
    index += 1
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    let rest = fieldEnd(from: index, in: bytes)
    if rest > index {
      faults.closingQuote.count(line: line, fields: field, opening: opening)
      index = rest
    }
    return cell
  }
}

/// One record by itself, with as many fields as it has.
struct SingleRecord {
  let cells: [Cell]
  /// Where the next record starts.
  let next: Int
  /// The line the next record starts on.
  let nextLine: Int
  let faults: RecordFaults

  /// Scans the record at `position`.
  init(in bytes: Span<UInt8>, at position: Int, line: Int, delimiter: Delimiter) {
    var room = 64
    while true {
      var scanner = RecordScanner(
        delimiter: delimiter.byte, columnCount: room, position: position, line: line)
      var cells = [Cell](repeating: .none, count: room)
      var span = cells.mutableSpan
      let fields = scanner.scanRecord(&span, base: 0, from: bytes)
      if fields <= room {
        self.cells = Array(cells.prefix(fields))
        next = scanner.position
        nextLine = scanner.line
        faults = scanner.faults
        return
      }
      room = fields
    }
  }

  /// Whether it is a blank line.
  var isBlank: Bool { cells.count == 1 && cells[0].isEmpty && !cells[0].isQuoted }
}
