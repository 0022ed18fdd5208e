internal import Glibc

/// A function of time that a covariate is multiplied with, so that its effect changes with time.
public enum TimeFunction: Sendable, Hashable, Codable {
  /// t.
  case identity
  /// The natural logarithm of t.
  case logarithm
  /// The square root of t.
  case squareRoot
  /// 1 after a time, 0 up to and at it.
  case after(Double)

  /// The value at a time; not finite where there is none.
  public func value(at time: Double) -> Double {
    switch self {
    case .identity: time
    case .logarithm: Glibc.log(time)
    case .squareRoot: time.squareRoot()
    case .after(let change): time > change ? 1 : 0
    }
  }
}
