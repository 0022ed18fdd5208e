/// How values are laid along an axis.
public enum ValueScale: Sendable, Hashable {
  /// Equal differences are equal distances: months, rates, scores.
  case linear
  /// Equal ratios are equal distances: hazard, odds and rate ratios. Only positive values have a
  /// place.
  case logarithmic
}
