/// Reads comma-separated files as people have them: any of the usual delimiters, encodings and line
/// ends, both decimal marks, with types inferred from every row.
///
/// Nothing is guessed silently. What was detected stands in `Table.notes`; what cannot be used is
/// one `TableError` with every problem of the file in it.
public enum CSVReader {
  /// What the caller knows about the file beforehand.
  public struct Options: Codable, Sendable, Hashable {
    /// Text that means missing, in every column.
    public var missing: [String]
    /// What is declared about columns, by name.
    public var columns: [String: ColumnDeclaration]
    /// The delimiter; nil to detect it.
    public var delimiter: Delimiter?
    /// The decimal mark; nil to detect it.
    public var decimal: DecimalMark?
    /// Whether a header without rows is a table, as it is of events that did not happen.
    public var allowsNoRows = false
    /// Whether declared columns may be absent: the caller looks for them itself.
    public var allowsAbsentColumns = false

    /// Text that means missing when nothing else is declared; a number never does.
    public static let usualMissing = [
      "", "NA", "na", "N/A", "n/a", ".", "-", "NULL", "Null", "null", "NaN", "nan", "ND", "unk",
      "Unk", "UNK", "missing", "Missing", "MISSING", "#N/A",
    ]

    /// Makes options.
    public init(
      missing: [String] = usualMissing, columns: [String: ColumnDeclaration] = [:],
      delimiter: Delimiter? = nil, decimal: DecimalMark? = nil
    ) {
      self.missing = missing
      self.columns = columns
      self.delimiter = delimiter
      self.decimal = decimal
    }
  }

  /// Reads the file at `path`, or standard input when it is `-`.
  public static func read(
    path: String, options: Options = Options()
  ) throws(TableError) -> Table {
    if path == "-" {
      return try read(
        bytes: try InputFile.standardInput(), source: "standard input", options: options)
    }
    return try InputFile.withBytes(of: path) { (bytes: Span<UInt8>) throws(TableError) in
      try read(bytes: bytes, source: path, options: options)
    }
  }

  /// Reads a file that is already in memory; messages call it `source`.
  public static func read(
    bytes: [UInt8], source: String, options: Options = Options()
  ) throws(TableError) -> Table {
    try read(bytes: bytes.span, source: source, options: options)
  }

  /// Reads a file that is already in memory; messages call it `source`.
  public static func read(
    bytes: Span<UInt8>, source: String, options: Options = Options()
  ) throws(TableError) -> Table {
    let table = try examine(bytes: bytes, source: source, options: options)
    guard !table.notes.contains(where: { $0.severity == .error }) else {
      throw TableError(problems: table.notes)
    }
    return table
  }

  /// Reads the file at `path` as far as it can be read, for a caller who looks for further faults.
  ///
  /// - Returns: the table, whose notes hold the errors too; a cell that does not fit its column is
  ///   missing. With an error among the notes the table is not fit for use.
  /// - Throws: the faults that leave no table at all.
  public static func examine(
    path: String, options: Options = Options()
  ) throws(TableError) -> Table {
    try InputFile.withBytes(of: path) { (bytes: Span<UInt8>) throws(TableError) in
      try examine(bytes: bytes, source: path, options: options)
    }
  }

  private static func examine(
    bytes: Span<UInt8>, source: String, options: Options
  ) throws(TableError) -> Table {
    var log = ProblemLog(source: source)
    let text = try DecodedText(bytes, log: &log)
    var parse = CSVParse(options: options, log: log, start: text.start)
    guard let transcoded = text.transcoded else { return try parse.table(from: bytes) }
    return try parse.table(from: transcoded.span)
  }
}
