internal import Distributions

/// The chance of a false alarm that a test allows itself, and on how many sides.
public struct ErrorLevel: Sendable, Hashable {
  /// On how many sides a test looks for a difference.
  public enum Sides: Int, Sendable, Hashable, CaseIterable {
    /// On the side that was expected.
    case one = 1
    /// On both.
    case two = 2
  }

  /// α, in (0, 1): the probability of rejecting a null hypothesis that is true.
  public let alpha: Double
  /// The sides that share α.
  public let sides: Sides

  /// Makes a level.
  public init(alpha: Double = 0.05, sides: Sides = .two) {
    self.alpha = alpha
    self.sides = sides
  }

  /// α of one side.
  public var tail: Double { alpha / Double(sides.rawValue) }

  /// The normal quantile a test statistic must reach on its side.
  public var criticalValue: Double { Normal.standard.upperTailQuantile(tail) }
}
