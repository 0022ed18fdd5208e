import Tables

/// Small tables, column by column.
enum Fixture {
  static func table(_ columns: [Column], source: String = "data.csv") -> Table {
    Table(source: source, columns: columns, rowCount: columns.first?.count ?? 0)
  }

  static func numbers(_ name: String, _ values: [Double?]) -> Column {
    Column(name: name, values: .numbers(values.map { $0 ?? .nan }))
  }

  /// A text column; levels sorted unless given.
  static func text(_ name: String, _ values: [String?], levels: [String]? = nil) -> Column {
    let levels = levels ?? Array(Set(values.compactMap { $0 })).sorted()
    let codes = values.map { value in
      value.flatMap { levels.firstIndex(of: $0) }.map { Int32($0) } ?? -1
    }
    return Column(name: name, values: .categories(Categories(codes: codes, levels: levels)))
  }

  static func dates(_ name: String, _ days: [Int32?]) -> Column {
    Column(name: name, values: .dates(days.map { $0 ?? Column.missingDate }))
  }
}
