/// What a protocol says about a column, instead of leaving it to be inferred.
public struct ColumnDeclaration: Codable, Sendable, Hashable {
  /// The kinds of column.
  public enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
    /// Numbers.
    case number
    /// Unordered levels.
    case category
    /// Levels in the order declared.
    case ordinal
    /// ISO dates.
    case date
    /// Text that is only carried along.
    case text
  }

  /// The kind of column; nil to infer it.
  public var type: Kind?
  /// The levels, in order; nil to take those found, sorted.
  public var levels: [String]?
  /// The smallest and largest value that make sense, both allowed.
  public var range: ClosedRange<Double>?
  /// Codes that mean missing in this column only, such as `-99`.
  public var missing: [String]
  /// The decimal mark of this column, where it differs from the file's.
  public var decimal: DecimalMark?
  /// The unit of measurement, for people.
  public var unit: String?
  /// The name to print.
  public var label: String?

  /// Makes a declaration.
  public init(
    type: Kind? = nil, levels: [String]? = nil, range: ClosedRange<Double>? = nil,
    missing: [String] = [], decimal: DecimalMark? = nil, unit: String? = nil, label: String? = nil
  ) {
    self.type = type
    self.levels = levels
    self.range = range
    self.missing = missing
    self.decimal = decimal
    self.unit = unit
    self.label = label
  }

  /// Reads a declaration; every key may be left out, and codes may be written as numbers.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    type = try keys.decodeIfPresent(Kind.self, forKey: .type)
    levels = try keys.decodeIfPresent([Code].self, forKey: .levels)?.map(\.text)
    range = try keys.decodeIfPresent(ClosedRange<Double>.self, forKey: .range)
    missing = try keys.decodeIfPresent([Code].self, forKey: .missing)?.map(\.text) ?? []
    decimal = try keys.decodeIfPresent(DecimalMark.self, forKey: .decimal)
    unit = try keys.decodeIfPresent(String.self, forKey: .unit)
    label = try keys.decodeIfPresent(String.self, forKey: .label)
  }

  /// A code written as text or as a number.
  private struct Code: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        self.text = text
      } else if let whole = try? value.decode(Int.self) {
        text = String(whole)
      } else {
        text = String(try value.decode(Double.self))
      }
    }
  }
}

/// The mark between the whole and the fractional part of a number.
public enum DecimalMark: String, Codable, Sendable, Hashable, CaseIterable {
  /// `27.4`
  case point = "."
  /// `27,4`
  case comma = ","

  var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
  var other: DecimalMark { self == .point ? .comma : .point }
  var name: String { self == .point ? "decimal point" : "decimal comma" }
}

/// The character between the fields of a line.
public enum Delimiter: String, Codable, Sendable, Hashable, CaseIterable {
  /// `,`
  case comma = ","
  /// `;`
  case semicolon = ";"
  /// A tab.
  case tab = "\t"
  /// `|`, never detected, only declared.
  case pipe = "|"

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    case .pipe: UInt8(ascii: "|")
    }
  }

  var name: String {
    switch self {
    case .comma: "comma"
    case .semicolon: "semicolon"
    case .tab: "tab"
    case .pipe: "vertical bar"
    }
  }
}
