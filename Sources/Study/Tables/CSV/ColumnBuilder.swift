/// A block of records, split into cells, row by row.
struct RecordBlock {
  var cells: [Cell]
  let columnCount: Int
  var rowCount = 0

  /// A block of some thousands of cells: few enough to stay in the cache between the scanner and
  /// the columns.
  init(columnCount: Int) {
    self.columnCount = columnCount
    let rows = max(1, 8192 / columnCount)
    cells = [Cell](repeating: .none, count: rows * columnCount)
  }
}

/// Grows one column, a block at a time, as long as its values are of one kind.
///
/// The first value decides the kind. When a later value is of another kind, the column
/// `needsText`: it is built again as text, and its levels tell what was in the way.
struct ColumnBuilder {
  enum Kind { case undetermined, number, date, text }

  /// Values that are not of the declared kind.
  struct Misfits {
    var count = 0
    var row = 0
    var found = ""
  }

  let index: Int
  let name: String
  let declaration: ColumnDeclaration?
  let missing: MissingCodes
  let decimal: DecimalMark
  private(set) var kind: Kind
  private(set) var needsText = false
  private(set) var misfits = Misfits()
  private(set) var hasDecimalMark = false
  private(set) var rowCount = 0
  /// How often each missing code was found.
  private(set) var missingCounts: [Int]
  var numbers: [Double] = []
  var days: [Int32] = []
  /// Per row the number of a level, or -1 - k for missing code k.
  var codes: [Int32] = []
  var levels = LevelDictionary()
  private var missingLevels: [Int32: Int] = [:]
  private var isDeclared: Bool { declaration?.type != nil }

  init(
    index: Int, name: String, declaration: ColumnDeclaration?, missing: [String],
    decimal: DecimalMark, asText: Bool = false
  ) {
    self.index = index
    self.name = name
    self.declaration = declaration
    self.missing = MissingCodes(missing, declaration: declaration)
    self.decimal = declaration?.decimal ?? decimal
    missingCounts = [Int](repeating: 0, count: self.missing.codes.count)
    kind =
      switch declaration?.type {
      case .number: .number
      case .date: .date
      case .category, .ordinal, .text: .text
      case nil: asText || declaration?.levels != nil ? .text : .undetermined
      }
  }

  /// Makes room for `count` rows in all.
  mutating func reserve(_ count: Int) {
    switch kind {
    case .undetermined: break
    case .number: numbers.reserveCapacity(count)
    case .date: days.reserveCapacity(count)
    case .text: codes.reserveCapacity(count)
    }
  }

  /// Takes this column's cells of a block.
  mutating func append(_ block: borrowing RecordBlock, of bytes: Span<UInt8>) {
    guard !needsText else { return }
    if kind == .undetermined { determineKind(block, of: bytes) }
    switch kind {
    case .undetermined: break
    case .number: appendNumbers(block, of: bytes)
    case .date: appendDates(block, of: bytes)
    case .text: appendTexts(block, of: bytes)
    }
    rowCount += block.rowCount
  }

  /// Lets the first value of the block decide; rows before it were missing.
  private mutating func determineKind(_ block: borrowing RecordBlock, of bytes: Span<UInt8>) {
    for row in 0..<block.rowCount {
      let cell = trimmed(block.cells[row * block.columnCount + index], of: bytes)
      if missing.code(bytes, from: cell.start, to: cell.end) != nil { continue }
      let scanned = number(cell, of: bytes)
      if scanned.isNumber, !scanned.hasLeadingZero, !scanned.isInexactInteger {
        kind = .number
        numbers = [Double](repeating: .nan, count: rowCount)
      } else if CalendarDate.scan(bytes, from: cell.start, to: cell.end) != nil {
        kind = .date
        days = [Int32](repeating: Column.missingDate, count: rowCount)
      } else {
        kind = .text
        codes = [Int32](repeating: -1, count: rowCount)
      }
      return
    }
    for row in 0..<block.rowCount {
      let cell = trimmed(block.cells[row * block.columnCount + index], of: bytes)
      if let code = missing.code(bytes, from: cell.start, to: cell.end) { missingCounts[code] += 1 }
    }
  }

  private mutating func appendNumbers(_ block: borrowing RecordBlock, of bytes: Span<UInt8>) {
    let cells = block.cells.span
    let mark = decimal.byte
    numbers.append(contentsOf: repeatElement(.nan, count: block.rowCount))
    var place = index
    for row in 0..<block.rowCount {
      let cell = cells[place]
      place += block.columnCount
      let scanned = NumberScanner.scan(bytes, from: cell.start, to: cell.end, decimal: mark)
      if scanned.isNumber, isDeclared || !(scanned.hasLeadingZero || scanned.isInexactInteger) {
        numbers[rowCount + row] = scanned.value
        if scanned.hasDecimalMark { hasDecimalMark = true }
        continue
      }
      let inner = trimmed(cell, of: bytes)
      if let code = missing.code(bytes, from: inner.start, to: inner.end) {
        missingCounts[code] += 1
        continue
      }
      if inner.start != cell.start || inner.end != cell.end {
        let again = number(inner, of: bytes)
        if again.isNumber, isDeclared || !(again.hasLeadingZero || again.isInexactInteger) {
          numbers[rowCount + row] = again.value
          if again.hasDecimalMark { hasDecimalMark = true }
          continue
        }
      }
      guard misfit(inner, of: bytes, row: rowCount + row) else { return }
    }
  }

  private mutating func appendDates(_ block: borrowing RecordBlock, of bytes: Span<UInt8>) {
    let cells = block.cells.span
    days.append(contentsOf: repeatElement(Column.missingDate, count: block.rowCount))
    for row in 0..<block.rowCount {
      let cell = trimmed(cells[row * block.columnCount + index], of: bytes)
      if let day = CalendarDate.scan(bytes, from: cell.start, to: cell.end) {
        days[rowCount + row] = day
      } else if let code = missing.code(bytes, from: cell.start, to: cell.end) {
        missingCounts[code] += 1
      } else {
        guard misfit(cell, of: bytes, row: rowCount + row) else { return }
      }
    }
  }

  private mutating func appendTexts(_ block: borrowing RecordBlock, of bytes: Span<UInt8>) {
    let cells = block.cells.span
    codes.append(contentsOf: repeatElement(-1, count: block.rowCount))
    for row in 0..<block.rowCount {
      let cell = cells[row * block.columnCount + index]
      let known = levels.count
      let code: Int32?
      if cell.hasDoubledQuotes {
        let plain = unescaped(cell, of: bytes)
        code = levels.code(plain.span, from: 0, to: plain.count)
      } else {
        code = levels.code(bytes, from: cell.start, to: cell.end)
      }
      guard let code else { continue }
      if levels.count > known {
        let inner = trimmed(cell, of: bytes)
        if let number = missing.code(bytes, from: inner.start, to: inner.end) {
          missingLevels[code] = number
        }
      }
      codes[rowCount + row] = code
    }
  }

  /// Notes a value that is not of this column's kind; false when the column must become text.
  private mutating func misfit(_ cell: Cell, of bytes: Span<UInt8>, row: Int) -> Bool {
    guard isDeclared else {
      needsText = true
      (numbers, days) = ([], [])
      return false
    }
    if misfits.count == 0 {
      misfits.row = row
      misfits.found = String(decoding: unescaped(cell, of: bytes), as: UTF8.self)
    }
    misfits.count += 1
    return true
  }

  /// The numbers of the levels that mean missing, with the code each is.
  var levelsThatAreMissing: [Int32: Int] { missingLevels }

  @inline(__always)
  private func number(_ cell: Cell, of bytes: Span<UInt8>) -> ScannedNumber {
    NumberScanner.scan(bytes, from: cell.start, to: cell.end, decimal: decimal.byte)
  }
}

/// The cell without blanks at its ends, which only a quoted one can have.
func trimmed(_ cell: Cell, of bytes: Span<UInt8>) -> Cell {
  guard cell.isQuoted else { return cell }
  var (start, end) = (cell.start, cell.end)
  while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
  while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
  return Cell(start: start, end: end, flags: cell.hasDoubledQuotes ? 3 : 1)
}

/// The bytes of a cell, with quotes written twice made one.
func unescaped(_ cell: Cell, of bytes: Span<UInt8>) -> [UInt8] {
  var plain: [UInt8] = []
  plain.reserveCapacity(cell.end - cell.start)
  var index = cell.start
  while index < cell.end {
    let byte = bytes[index]
    plain.append(byte)
    index += 1
    if cell.hasDoubledQuotes, byte == UInt8(ascii: "\""), index < cell.end,
      bytes[index] == UInt8(ascii: "\"")
    {
      index += 1
    }
  }
  return plain
}
