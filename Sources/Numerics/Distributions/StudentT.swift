/// Student's t distribution; with infinite degrees of freedom the standard normal.
public struct StudentT: Distribution {
  /// The degrees of freedom, positive.
  public let degreesOfFreedom: Double
  /// Makes a distribution.
  public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }
  public func density(_ x: Double) -> Double { .nan }
  public func cumulative(_ x: Double) -> Double { .nan }
  public func upperTail(_ x: Double) -> Double { .nan }
  public func quantile(_ probability: Double) -> Double { .nan }
  public func upperTailQuantile(_ probability: Double) -> Double { .nan }
}
