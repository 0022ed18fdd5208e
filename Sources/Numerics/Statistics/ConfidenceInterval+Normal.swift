internal import Distributions

extension ConfidenceInterval {
  /// Estimate ± z · standard error, z being the normal quantile of the level.
  public init(normalAround estimate: Double, standardError: Double, level: Double) {
    let z = Normal.standard.upperTailQuantile((1 - level) / 2)
    self.init(
      level: level, lower: estimate - z * standardError, upper: estimate + z * standardError)
  }
}
