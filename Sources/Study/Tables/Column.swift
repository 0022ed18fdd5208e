/// One column of a table.
public struct Column: Sendable {
  /// The name in the header.
  public let name: String
  /// The values, one per row.
  public let values: Values

  /// What a column holds.
  public enum Values: Sendable {
    /// Numbers as they stand in the file; NaN is a missing value.
    case numbers([Double])
    /// Text, held as codes into sorted levels.
    case categories(Categories)
    /// Dates (ISO 8601), as days since 1970-01-01; `Column.missingDate` is a missing value.
    case dates([Int32])
  }

  /// The day that stands for a missing date.
  public static let missingDate = Int32.min

  /// Makes a column.
  public init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  /// The number of values, missing ones included.
  public var count: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .categories(let categories): categories.codes.count
    case .dates(let days): days.count
    }
  }

  /// Whether the value in `row` is missing.
  public func isMissing(_ row: Int) -> Bool {
    switch values {
    case .numbers(let numbers): numbers[row].isNaN
    case .categories(let categories): categories.codes[row] < 0
    case .dates(let days): days[row] == Self.missingDate
    }
  }
}

/// A categorical column: each value is a code into the levels, −1 when missing.
public struct Categories: Sendable, Hashable {
  /// The level of each row, or −1.
  public let codes: [Int32]
  /// The distinct values: in sorted order, or in the order a schema declares.
  public let levels: [String]

  /// Makes a categorical column.
  public init(codes: [Int32], levels: [String]) {
    self.codes = codes
    self.levels = levels
  }
}
