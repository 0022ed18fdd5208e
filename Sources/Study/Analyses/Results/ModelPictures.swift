/// What the figures of the models and of the comparison of the arms are drawn from.
public struct ModelPictures: Sendable, Hashable {
  /// The effects of numbers that enter a model as splines.
  public internal(set) var splines: [SplineCurve] = []
  /// The propensities of each arm and the reference.
  public internal(set) var overlaps: [OverlapPicture] = []
  /// The curves the outcome model expects of everybody in either arm.
  public internal(set) var standardized: StandardizedCurves?
}
