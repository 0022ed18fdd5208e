/// A number on its way to the page, or the reason why there is none.
public enum PrintableValue: Sendable, Hashable {
  /// A finite number.
  case number(Double)
  /// No number, and why.
  case undefined(UndefinedValue)

  /// A number as it comes: not-a-number is missing, an infinity is infinite.
  public init(_ value: Double) {
    if value.isNaN {
      self = .undefined(.missing)
    } else if value.isInfinite {
      self = .undefined(value < 0 ? .negativeInfinity : .infinity)
    } else {
      self = .number(value)
    }
  }

  /// A number as it comes, or a reason in place of nil and not-a-number.
  public init(_ value: Double?, otherwise reason: UndefinedValue) {
    if let value, !value.isNaN { self.init(value) } else { self = .undefined(reason) }
  }

  /// The number, if there is one.
  public var value: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  /// The value with a fixed count of decimals.
  public func text(_ style: NumberStyle = .point, decimals: Int) -> String {
    switch self {
    case .number(let value) where value.isFinite: style.text(value, decimals: decimals)
    case .number(let value): PrintableValue(value).text(style, decimals: decimals)
    case .undefined(let reason): reason.text(style)
    }
  }
}

extension PrintableValue: ExpressibleByFloatLiteral {
  /// Creates a value from a number.
  public init(floatLiteral value: Double) { self.init(value) }
}

/// Why a statistic has no number; each has its own sign on the page, because none of them is zero.
public enum UndefinedValue: Sendable, Hashable {
  /// There is nothing to report.
  case missing
  /// The curve never came down to the level asked for.
  case notReached
  /// Follow-up ended before the time asked for.
  case notEvaluable
  /// The data hold no information about it, as with no event in an arm.
  case notEstimable
  /// The conditions under which it would mean something are not met.
  case withheld
  /// It grows without bound.
  case infinity
  /// It falls without bound.
  case negativeInfinity
  /// It is hidden because it counts fewer people than the protocol lets be shown.
  case suppressed(below: Int)
  /// It is hidden because one that counts so few people could be worked out from it, or because it
  /// rests on one.
  case concealed

  /// The sign on the page.
  public func text(_ style: NumberStyle = .point) -> String {
    switch self {
    case .missing: "\u{2014}"
    case .notReached: "NR"
    case .notEvaluable: "NE"
    case .notEstimable: "not estimable"
    case .withheld: "withheld"
    case .infinity: "\u{221E}"
    case .negativeInfinity: style.minus.rawValue + "\u{221E}"
    case .suppressed(let minimum): "<" + style.text(minimum)
    case .concealed: "[c]"
    }
  }

  /// What the sign stands for, for the abbreviations under a table; nil where it speaks for itself.
  public var abbreviation: String? {
    switch self {
    case .notReached: "NR, not reached"
    case .notEvaluable: "NE, not evaluable (follow-up ended earlier)"
    case .missing, .notEstimable, .withheld, .infinity, .negativeInfinity, .suppressed, .concealed:
      nil
    }
  }

  /// The name in files that machines read.
  public var key: String {
    switch self {
    case .missing: "missing"
    case .notReached: "not reached"
    case .notEvaluable: "not evaluable"
    case .notEstimable: "not estimable"
    case .withheld: "withheld"
    case .infinity: "infinite"
    case .negativeInfinity: "negative infinite"
    case .suppressed, .concealed: "suppressed"
    }
  }
}
