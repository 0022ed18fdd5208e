/// A unit of follow-up time.
///
/// Reports speak in months of 30.4375 days (365.25 / 12), so every unit knows its length in them.
public enum TimeUnit: String, Sendable, Hashable, Codable, CaseIterable {
  case days
  case weeks
  case months
  case years

  /// The length of one unit in months.
  public var inMonths: Double {
    switch self {
    case .days: 1 / 30.4375
    case .weeks: 7 / 30.4375
    case .months: 1
    case .years: 12
    }
  }

  /// A number of these units in months.
  ///
  /// Days are divided rather than multiplied by a reciprocal, so that 365.25 days are exactly 12.
  public func months(_ count: Double) -> Double {
    switch self {
    case .days: count / 30.4375
    case .weeks: count * 7 / 30.4375
    case .months: count
    case .years: count * 12
    }
  }
  /// A number of months in these units; what `months(_:)` made of a count comes back the same.
  public func count(ofMonths months: Double) -> Double {
    switch self {
    case .days: months * 30.4375
    case .weeks: months * 30.4375 / 7
    case .months: months
    case .years: months / 12
    }
  }
}
