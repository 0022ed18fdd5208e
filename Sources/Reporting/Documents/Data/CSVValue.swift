/// A field of a CSV file.
public enum CSVValue: Sendable, Hashable {
  /// Text, written as it is.
  case text(String)
  /// A number at full precision; not-a-number is written as missing, an infinity as `Inf`.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// Nothing: the field is empty.
  case missing

  /// A number, or missing for nil.
  public static func optional(_ value: Double?) -> CSVValue {
    value.map(CSVValue.number) ?? .missing
  }

  /// A whole number, or missing for nil.
  public static func optional(_ value: Int?) -> CSVValue { value.map(CSVValue.integer) ?? .missing }

  /// Text, or missing for nil.
  public static func optional(_ value: String?) -> CSVValue { value.map(CSVValue.text) ?? .missing }
}

extension CSVValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
  /// Creates text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// Creates a whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// Creates a number.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// Creates a missing field.
  public init(nilLiteral: ()) { self = .missing }
}

/// A header and rows on their way to a CSV file.
public struct CSVTable: Sendable, Hashable {
  /// The names of the columns.
  public var header: [String]
  /// The rows, each as long as the header.
  public var rows: [[CSVValue]]

  /// Creates a table.
  ///
  /// - Precondition: Every row is as long as the header.
  public init(header: [String], rows: [[CSVValue]]) {
    precondition(rows.allSatisfy { $0.count == header.count }, "a row differs from the header")
    self.header = header
    self.rows = rows
  }
}
