extension Table {
  /// Why the columns of another table cannot stand beside these.
  public enum JoinProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// A table lacks the column both should share.
    case noSuchColumn(String, source: String, nearest: String?)
    /// The shared column holds text in one table and numbers or dates in the other.
    case differentKinds(column: String)
    /// Two rows of the other table have the same value of the shared column.
    case repeated(value: String, column: String, source: String, lines: [Int])
    /// Both tables have a column of this name, and no prefix tells them apart.
    case sameName(String, source: String)

    /// One sentence that says what is wrong and what to do.
    public var description: String {
      switch self {
      case .noSuchColumn(let column, let source, let nearest):
        "no column `\(column)` in \(source)" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
      case .differentKinds(let column):
        "`\(column)` holds text in one file and numbers or dates in the other"
      case .repeated(let value, let column, let source, let lines):
        "\(source) has two rows whose `\(column)` is `\(value)` (lines "
          + lines.map(String.init).joined(separator: " and ")
          + "); a file to join has one row for each value"
      case .sameName(let name, let source):
        "both \(source) and the first file have a column `\(name)`; give its columns a prefix, as "
          + "in --with other=\(source)"
      }
    }
  }

  /// This table with the columns of another beside its own, row by row where `key` has the same
  /// value, and how many rows found none: those have missing values there.
  ///
  /// - Parameters:
  ///   - other: a table with at most one row for each value of `key`.
  ///   - key: the column both share.
  ///   - prefix: what goes before the names of the columns that come, with a dot between.
  public func joined(
    with other: Table, on key: String, prefix: String? = nil
  ) throws(JoinProblem) -> (table: Table, unmatched: Int) {
    let keys = try Self.keys(key, of: self)
    let otherKeys = try Self.keys(key, of: other)
    guard keys.kind == otherKeys.kind else { throw .differentKinds(column: key) }
    var rowOfKey: [String: Int] = [:]
    for (row, value) in otherKeys.texts.enumerated() {
      guard let value else { continue }
      if let earlier = rowOfKey[value] {
        throw .repeated(
          value: value, column: key, source: other.source,
          lines: [other.lines[earlier], other.lines[row]])
      }
      rowOfKey[value] = row
    }
    let matches = keys.texts.map { $0.flatMap { rowOfKey[$0] } }
    var joined = columns
    for column in other.columns where column.name != key {
      let name = prefix.map { "\($0).\(column.name)" } ?? column.name
      guard self.column(named: name) == nil else { throw .sameName(name, source: other.source) }
      joined.append(Column(name: name, values: column.values.rows(matches)))
    }
    return (replacing(columns: joined), matches.count { $0 == nil })
  }

  /// A number with the digits that tell it from every other.
  private static func text(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }

  private enum KeyKind { case text, number, date }

  /// The values of a key as text, `nil` where missing.
  private static func keys(
    _ key: String, of table: Table
  ) throws(JoinProblem) -> (kind: KeyKind, texts: [String?]) {
    guard let column = table.column(named: key) else {
      throw .noSuchColumn(
        key, source: table.source,
        nearest: NameSuggestion.nearest(to: key, among: table.columnNames))
    }
    let rows = 0..<table.rowCount
    switch column.values {
    case .categories(let categories):
      return (.text, categories.codes.map { $0 < 0 ? nil : categories.levels[Int($0)] })
    case .numbers(let numbers):
      return (.number, rows.map { column.isMissing($0) ? nil : Self.text(numbers[$0]) })
    case .dates(let days):
      return (.date, rows.map { column.isMissing($0) ? nil : "\(days[$0])" })
    }
  }
}

extension Column.Values {
  /// The values of these rows, missing where there is no row.
  fileprivate func rows(_ numbers: [Int?]) -> Column.Values {
    switch self {
    case .numbers(let values): .numbers(numbers.map { $0.map { values[$0] } ?? .nan })
    case .dates(let days): .dates(numbers.map { $0.map { days[$0] } ?? Column.missingDate })
    case .categories(let categories):
      .categories(
        Categories(
          codes: numbers.map { $0.map { categories.codes[$0] } ?? -1 }, levels: categories.levels))
    }
  }
}
