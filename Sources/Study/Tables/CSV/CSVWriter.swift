import Dispatch
import Synchronization

/// Writes tables as CSV that reads back as the same table.
///
/// Fields are quoted where they must be: when they hold the delimiter, a quote, a line end, or a
/// space at either end. Numbers have the fewest digits that give back the same double, always with
/// a decimal point. Text is written as it is; a spreadsheet that opens the file may take a text
/// such as `=A1` for a formula.
public enum CSVWriter {
  /// How to write.
  public struct Options: Codable, Sendable, Hashable {
    /// What stands between fields.
    public var delimiter: Delimiter
    /// What stands for a missing value; a row of nothing else gets `NA` in its first field.
    public var missing: String

    /// Makes options.
    public init(delimiter: Delimiter = .comma, missing: String = "NA") {
      self.delimiter = delimiter
      self.missing = missing
    }
  }

  /// The table as UTF-8 text with a header and lines ended by LF.
  ///
  /// Long tables are written in blocks on all cores; the bytes do not depend on how many.
  public static func bytes(of table: Table, options: Options = Options()) -> [UInt8] {
    var text: [UInt8] = []
    for (place, column) in table.columns.enumerated() {
      if place > 0 { text.append(options.delimiter.byte) }
      text.append(contentsOf: field(column.name, delimiter: options.delimiter))
    }
    text.append(0x0A)
    let writers = table.columns.map { column in fieldWriter(column, options) }
    guard table.rowCount > blockSize else {
      append(0..<table.rowCount, of: table, writers, options, to: &text)
      return text
    }
    let count = (table.rowCount + blockSize - 1) / blockSize
    let blocks = Mutex<[[UInt8]]>([[UInt8]](repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { block in
      var part: [UInt8] = []
      append(
        block * blockSize..<min(table.rowCount, (block + 1) * blockSize), of: table, writers,
        options, to: &part)
      let finished = part
      blocks.withLock { $0[block] = finished }
    }
    let parts = blocks.withLock { $0 }
    text.reserveCapacity(text.count + parts.reduce(0) { $0 + $1.count })
    for part in parts { text.append(contentsOf: part) }
    return text
  }

  /// The rows of the table alone, for a text put together from several.
  public static func rows(of table: Table, options: Options = Options()) -> [UInt8] {
    var text: [UInt8] = []
    let writers = table.columns.map { column in fieldWriter(column, options) }
    append(0..<table.rowCount, of: table, writers, options, to: &text)
    return text
  }

  private static let blockSize = 50_000

  /// Writes the field of a row.
  private typealias FieldWriter = @Sendable (Int, inout [UInt8]) -> Void

  private static func append(
    _ rows: Range<Int>, of table: Table, _ writers: [FieldWriter], _ options: Options,
    to text: inout [UInt8]
  ) {
    for row in rows {
      let isBlank =
        options.missing.isEmpty && table.columns.allSatisfy { $0.isMissing(row) }
      for (place, writer) in writers.enumerated() {
        if place > 0 { text.append(options.delimiter.byte) }
        if isBlank, place == 0 { text.append(contentsOf: "NA".utf8) } else { writer(row, &text) }
      }
      text.append(0x0A)
    }
  }

  /// The table as text.
  public static func text(of table: Table, options: Options = Options()) -> String {
    String(decoding: bytes(of: table, options: options), as: UTF8.self)
  }

  /// A number with the fewest digits that give it back: `27.4`, `3`, `1e-7`, `Inf`, `NaN`.
  public static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "Inf" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A field, quoted if it must be.
  public static func field(_ text: String, delimiter: Delimiter = .comma) -> [UInt8] {
    let bytes = Array(text.utf8)
    let isSpecial = bytes.contains { byte in
      byte == delimiter.byte || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    let blanks: [UInt8?] = [0x20, 0x09]
    guard isSpecial || blanks.contains(bytes.first) || blanks.contains(bytes.last) else {
      return bytes
    }
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { quoted.append(byte) }
      quoted.append(byte)
    }
    return quoted + [UInt8(ascii: "\"")]
  }

  private static func fieldWriter(
    _ column: Column, _ options: Options
  ) -> FieldWriter {
    let missing = Array(options.missing.utf8)
    switch column.values {
    case .numbers(let numbers):
      return { row, text in
        if numbers[row].isNaN {
          text.append(contentsOf: missing)
        } else {
          text.append(contentsOf: Self.text(numbers[row]).utf8)
        }
      }
    case .categories(let categories):
      let fields = categories.levels.map { field($0, delimiter: options.delimiter) }
      return { row, text in
        let code = Int(categories.codes[row])
        text.append(contentsOf: code < 0 ? missing : fields[code])
      }
    case .dates(let days):
      return { row, text in
        let day = days[row]
        text.append(
          contentsOf: day == Column.missingDate ? missing : Array(CalendarDate.text(day).utf8))
      }
    }
  }
}
