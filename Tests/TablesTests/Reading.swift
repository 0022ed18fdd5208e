import Tables

/// Reads text as the file `file.csv`.
func read(_ text: String, _ options: CSVReader.Options = .init()) throws(TableError) -> Table {
  try CSVReader.read(bytes: Array(text.utf8), source: "file.csv", options: options)
}

/// The problems of a file that cannot be used, or the notes of one that can.
func problems(_ text: String, _ options: CSVReader.Options = .init()) -> [TableProblem] {
  problems(bytes: Array(text.utf8), options)
}

/// The problems of a file that cannot be used, or the notes of one that can.
func problems(bytes: [UInt8], _ options: CSVReader.Options = .init()) -> [TableProblem] {
  do {
    return try CSVReader.read(bytes: bytes, source: "file.csv", options: options).notes
  } catch {
    return error.problems
  }
}

extension TableProblem {
  /// The problem without its help, on one line: `error 3:2 bmi "x": message (+1)`.
  var summary: String {
    var text = severity.rawValue
    if line != nil || columnNumber != nil {
      text += " \(line.map(String.init) ?? "-")"
      if let columnNumber { text += ":\(columnNumber)" }
    }
    if let columnName { text += " \(columnName)" }
    if let found { text += " [\(found)]" }
    text += ": \(message)"
    return alike > 0 ? text + " (+\(alike))" : text
  }
}

/// The numbers of a column, or nil when it holds something else.
func numbers(_ table: Table, _ name: String) -> [Double]? {
  guard case .numbers(let numbers)? = table.column(named: name)?.values else { return nil }
  return numbers
}

/// The texts of a categorical column, nil where missing, or nil when it holds something else.
func texts(_ table: Table, _ name: String) -> [String?]? {
  guard case .categories(let categories)? = table.column(named: name)?.values else { return nil }
  return categories.codes.map { $0 < 0 ? nil : categories.levels[Int($0)] }
}

/// The levels of a categorical column, or nil when it holds something else.
func levels(_ table: Table, _ name: String) -> [String]? {
  guard case .categories(let categories)? = table.column(named: name)?.values else { return nil }
  return categories.levels
}

/// The dates of a column as text, or nil when it holds something else.
func dates(_ table: Table, _ name: String) -> [String?]? {
  guard case .dates(let days)? = table.column(named: name)?.values else { return nil }
  return days.map { $0 == Column.missingDate ? nil : CalendarDate.text($0) }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
