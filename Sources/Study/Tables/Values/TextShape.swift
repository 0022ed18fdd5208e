/// What a text that is not a number may have been meant as.
enum TextShape: Int, CaseIterable {
  /// A number after all.
  case number
  /// A whole number written with zeros before it, as codes are.
  case leadingZero
  /// A whole number that no double holds exactly.
  case longInteger
  /// A number with the other decimal mark.
  case otherDecimal
  /// A number with marks between thousands.
  case thousands
  /// A number with a percent sign.
  case percent
  /// A number behind `<` or `>`.
  case limit
  /// A number with a word behind it.
  case unit
  /// A hexadecimal number.
  case hexadecimal
  /// An error of a spreadsheet, as `#DIV/0!`.
  case spreadsheetError
  /// An ISO date.
  case date
  /// An ISO date that the calendar does not have.
  case impossibleDate
  /// An ISO date with a time of day.
  case dateTime
  /// A date in another order.
  case otherDate
  /// Anything else.
  case text

  init(_ bytes: Span<UInt8>, from start: Int, to end: Int, decimal: DecimalMark) {
    self = Self.shape(bytes, from: start, to: end, decimal: decimal)
  }

  /// Whether this is a number with something that keeps it from being read as one.
  var isDisguisedNumber: Bool {
    switch self {
    case .otherDecimal, .thousands, .percent, .limit, .unit, .hexadecimal, .spreadsheetError: true
    default: false
    }
  }

  private static func shape(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, decimal: DecimalMark
  ) -> TextShape {
    guard start < end else { return .text }
    let first = bytes[start]
    switch first {
    case UInt8(ascii: "#"): return isSpreadsheetError(bytes, start, end) ? .spreadsheetError : .text
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return limit(bytes, start, end, decimal)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "I"):
      break
    default: return .text
    }
    let scanned = NumberScanner.scan(bytes, from: start, to: end, decimal: decimal.byte)
    if scanned.isNumber {
      return scanned.hasLeadingZero
        ? .leadingZero : scanned.isInexactInteger ? .longInteger : .number
    }
    if first == UInt8(ascii: "I") { return .text }
    if isThousands(bytes, start, end, decimal) { return .thousands }
    let other = NumberScanner.scan(bytes, from: start, to: end, decimal: decimal.other.byte)
    if other.isNumber { return .otherDecimal }
    return dateShape(bytes, start, end) ?? suffixed(bytes, start, end, decimal)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 <= 9 }

  private static func isSpreadsheetError(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let known = [
      "#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#WERT!", "#BEZUG!",
      "#VALEUR!", "#NV", "#SPILL!", "#CALC!", "#####",
    ]
    let text = String(
      decoding: unescaped(Cell(start: start, end: end, flags: 0), of: bytes), as: UTF8.self)
    return known.contains { text.hasPrefix($0) }
  }

  private static func limit(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ decimal: DecimalMark
  ) -> TextShape {
    var index = start + 1
    if index < end, bytes[index] == UInt8(ascii: "=") { index += 1 }
    while index < end, bytes[index] == 0x20 { index += 1 }
    let isNumber = [decimal, decimal.other].contains {
      NumberScanner.scan(bytes, from: index, to: end, decimal: $0.byte).isNumber
    }
    return isNumber ? .limit : .text
  }

  /// Groups of three digits behind a first one of up to three, all with the same mark between
  /// them: with one group behind a mark that may be decimal, the reading stays open.
  private static func isThousands(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ decimal: DecimalMark
  ) -> Bool {
    var index = start
    if bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
    var digits = 0
    while index < end, isDigit(bytes[index]) {
      digits += 1
      index += 1
    }
    guard (1...3).contains(digits) else { return false }
    var groups = 0
    var mark: [UInt8] = []
    while index < end, let found = thousandsMark(bytes, index, end), found[0] != decimal.byte {
      guard groups == 0 || found == mark, index + found.count + 3 <= end else { return false }
      mark = found
      index += found.count
      for _ in 0..<3 {
        guard isDigit(bytes[index]) else { return false }
        index += 1
      }
      groups += 1
    }
    if index < end, bytes[index] == decimal.byte || bytes[index] == decimal.other.byte {
      guard groups > 0, mark.first != bytes[index] else { return false }
      index += 1
      while index < end, isDigit(bytes[index]) { index += 1 }
      return index == end
    }
    return index == end && groups > (mark.first == decimal.other.byte ? 1 : 0)
  }

  /// A point, comma, apostrophe, space, no-break space or narrow no-break space.
  private static func thousandsMark(_ bytes: Span<UInt8>, _ index: Int, _ end: Int) -> [UInt8]? {
    switch bytes[index] {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "'"), 0x20: return [bytes[index]]
    case 0xC2: return index + 1 < end && bytes[index + 1] == 0xA0 ? [0xC2, 0xA0] : nil
    case 0xE2:
      guard index + 2 < end, bytes[index + 1] == 0x80 else { return nil }
      return bytes[index + 2] == 0xAF || bytes[index + 2] == 0x99
        ? [0xE2, 0x80, bytes[index + 2]] : nil
    default: return nil
    }
  }

  private static func dateShape(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> TextShape? {
    if CalendarDate.hasShape(bytes, from: start, to: end) {
      return CalendarDate.scan(bytes, from: start, to: end) == nil ? .impossibleDate : .date
    }
    if end - start >= 13, CalendarDate.hasShape(bytes, from: start, to: start + 10),
      bytes[start + 10] == UInt8(ascii: "T") || bytes[start + 10] == 0x20,
      isDigit(bytes[start + 11])
    {
      return .dateTime
    }
    var groups: [Int] = [0]
    var mark: UInt8 = 0
    for index in start..<min(end, start + 10) {
      let byte = bytes[index]
      if isDigit(byte) {
        groups[groups.count - 1] += 1
      } else {
        guard byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"),
          mark == 0 || mark == byte
        else { return nil }
        mark = byte
        groups.append(0)
      }
    }
    guard end - start <= 10, groups.count == 3, groups.allSatisfy({ (1...4).contains($0) }) else {
      return nil
    }
    return .otherDate
  }

  /// A number with a percent sign or a word behind it.
  private static func suffixed(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ decimal: DecimalMark
  ) -> TextShape {
    if end - start > 2, bytes[start] == 48, bytes[start + 1] | 0x20 == UInt8(ascii: "x") {
      return .hexadecimal
    }
    var index = start
    while index < end,
      isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ".")
        || bytes[index] == UInt8(ascii: ",")
        || (index == start
          && (bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")))
    {
      index += 1
    }
    let isNumber = [decimal, decimal.other].contains {
      NumberScanner.scan(bytes, from: start, to: index, decimal: $0.byte).isNumber
    }
    guard isNumber, index < end else { return .text }
    while index < end, bytes[index] == 0x20 { index += 1 }
    if index == end - 1, bytes[index] == UInt8(ascii: "%") { return .percent }
    while index < end {
      let letter = bytes[index] | 0x20
      let isUnit = letter &- 97 < 26 || bytes[index] >= 0x80 || bytes[index] == UInt8(ascii: "/")
      guard isUnit else { return .text }
      index += 1
    }
    return .unit
  }
}
