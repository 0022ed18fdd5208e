/// A share such as 30 %, held exactly, and compared exactly with scores as they were written.
///
/// Scores are decimals, and binary arithmetic on decimals is not exact: 100 · (7.0 − 4.9) exceeds
/// 30 · 7.0 by a rounding error or falls short of it by one. Both sides are therefore whole
/// numbers of millionths, so that a fall from 10 to 7 is 30 %, and one from 7.0 to 4.9 is too.
public struct ExactShare: Sendable, Hashable, Comparable, Codable {
  /// The share in millionths: 300 000 for 30 %.
  public let millionths: Int64

  /// Makes a share from its millionths.
  public init(millionths: Int64) { self.millionths = millionths }

  /// Makes a share from a percentage with at most four decimals; nil outside 0 to 100 %.
  public init?(percent: Double) {
    guard percent >= 0, percent <= 100 else { return nil }
    millionths = Int64((percent * 10_000).rounded())
  }

  /// The share as a percentage.
  public var percent: Double { Double(millionths) / 10_000 }

  /// The words for a page: `30 %`.
  public var description: String { "\(Stratifier.text(percent)) %" }

  /// Orders shares by size.
  public static func < (left: ExactShare, right: ExactShare) -> Bool {
    left.millionths < right.millionths
  }

  /// Whether `deficit` lies below `baseline` by at least this share of `baseline`.
  ///
  /// A baseline of 0 leaves nothing to improve, so nothing is an improvement on it.
  @inlinable
  public func isReached(from baseline: Double, to deficit: Double) -> Bool {
    let start = Self.whole(baseline)
    guard start > 0 else { return false }
    let fall = start - Self.whole(deficit)
    let left = fall.multipliedFullWidth(by: 1_000_000)
    let right = start.multipliedFullWidth(by: millionths)
    return left.high != right.high ? left.high > right.high : left.low >= right.low
  }

  /// A score in millionths; scores are far smaller than the largest whole number.
  @inlinable
  static func whole(_ score: Double) -> Int64 {
    Int64(exactly: (score * 1_000_000).rounded()) ?? (score > 0 ? .max / 4 : .min / 4)
  }
}
