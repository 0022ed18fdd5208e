/// Writes CSV after RFC 4180, with LF line ends.
///
/// Numbers are written in the shortest form that reads back to the same value. Text is quoted when
/// it holds the delimiter, a quotation mark or a line end, begins or ends with a space, or is empty,
/// so that empty text and a missing value stay apart.
public struct CSVRenderer: Sendable {
  /// What stands between fields.
  public var delimiter: Delimiter
  /// What separates the whole part of a number from its fraction.
  public var decimalMark: NumberStyle.DecimalMark
  /// Whether the file begins with a byte order mark, which Excel needs to see UTF-8.
  public var writesByteOrderMark: Bool

  /// What stands between fields.
  public enum Delimiter: String, Sendable, Hashable, CaseIterable {
    /// A comma.
    case comma = ","
    /// A semicolon, usual where the decimal mark is a comma.
    case semicolon = ";"
    /// A tab.
    case tab = "\t"

    package var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      }
    }
  }

  /// Creates a renderer.
  public init(
    delimiter: Delimiter = .comma, decimalMark: NumberStyle.DecimalMark = .point,
    writesByteOrderMark: Bool = false
  ) {
    self.delimiter = delimiter
    self.decimalMark = decimalMark
    self.writesByteOrderMark = writesByteOrderMark
  }

  /// The table as text.
  public func render(_ table: CSVTable) -> String { String(decoding: bytes(table), as: UTF8.self) }

  /// The table as UTF-8 bytes.
  public func bytes(_ table: CSVTable) -> [UInt8] {
    var buffer: [UInt8] = writesByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    append(table.header.map(CSVValue.text), to: &buffer)
    for row in table.rows { append(row, to: &buffer) }
    return buffer
  }

  /// Writes a row with its line end at the end of a buffer.
  public func append(_ row: [CSVValue], to buffer: inout [UInt8]) {
    // A line without a byte is read as no line at all.
    if row == [.missing] { buffer.append(contentsOf: "\"\"".utf8) }
    for (position, value) in row.enumerated() {
      if position > 0 { buffer.append(delimiter.byte) }
      append(value, to: &buffer)
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  private func append(_ value: CSVValue, to buffer: inout [UInt8]) {
    switch value {
    case .missing: return
    case .integer(let count): buffer.append(contentsOf: String(count).utf8)
    case .number(let number): append(number, to: &buffer)
    case .text(let text): append(text, to: &buffer)
    }
  }

  private func append(_ number: Double, to buffer: inout [UInt8]) {
    if number.isNaN { return }
    if number.isInfinite {
      return buffer.append(contentsOf: (number < 0 ? "-Inf" : "Inf").utf8)
    }
    guard decimalMark != .point else { return JSONRenderer.append(number, to: &buffer) }
    var digits: [UInt8] = []
    JSONRenderer.append(number, to: &digits)
    var field = ""
    for byte in digits {
      field += byte == UInt8(ascii: ".") ? decimalMark.rawValue : String(Unicode.Scalar(byte))
    }
    append(field, to: &buffer)
  }

  private func append(_ text: String, to buffer: inout [UInt8]) {
    guard needsQuotes(text) else { return buffer.append(contentsOf: text.utf8) }
    let quote = UInt8(ascii: "\"")
    buffer.append(quote)
    for byte in text.utf8 {
      if byte == quote { buffer.append(quote) }
      buffer.append(byte)
    }
    buffer.append(quote)
  }

  private func needsQuotes(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return true }
    let space = UInt8(ascii: " ")
    if first == space || last == space { return true }
    return text.utf8.contains { byte in
      byte == delimiter.byte || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
  }
}
