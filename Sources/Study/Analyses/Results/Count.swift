/// How many, or that it is not shown.
///
/// Under the protocol's `min_cell` a count of fewer is hidden, and with it every other count from
/// which it could be had. A count reaches the page through its ``number`` alone, so that a hidden
/// one cannot be printed by accident.
public enum Count: Sendable, Hashable {
  /// A number that may be read.
  case shown(Int)
  /// A number that may not.
  case hidden(Hidden)

  /// Why a number is not shown.
  public enum Hidden: Sendable, Hashable {
    /// It counts some, and fewer than the least number that is shown.
    case small(below: Int)
    /// It would reveal a smaller one, or rests on one.
    case revealing
  }

  /// The number where it may be read.
  public var number: Int? { if case .shown(let number) = self { number } else { nil } }

  /// The number while an analysis is at work, before anything is hidden.
  var counted: Int { number ?? 0 }

  /// Whether it may not be read.
  public var isHidden: Bool { number == nil }
}

extension Count: ExpressibleByIntegerLiteral {
  /// Makes a count that may be read.
  public init(integerLiteral value: Int) { self = .shown(value) }
}
