internal import Glibc

/// The survival curve assumed of a group: Weibull, S(t) = exp(−(t/b)^k), and exponential for k = 1.
///
/// A hazard ratio θ makes it S(t)^θ, of the same shape.
public struct EventCurve: Sendable, Hashable {
  /// k: hazards fall for k < 1, rise for k > 1.
  public let shape: Double
  /// The rate (1/b)^k, so that the cumulative hazard is rate · t^k.
  public let rate: Double

  /// Makes a curve.
  public init(shape: Double = 1, rate: Double) {
    self.shape = shape
    self.rate = rate
  }

  /// Makes the curve that passes through a probability at a time.
  ///
  /// - Parameters:
  ///   - survival: the probability of being event-free, in (0, 1).
  ///   - time: the time, positive.
  public init(survival: Double, at time: Double, shape: Double = 1) {
    self.init(shape: shape, rate: -log(survival) / pow(time, shape))
  }

  /// The curve under a hazard ratio.
  public func scaled(hazardRatio: Double) -> EventCurve {
    EventCurve(shape: shape, rate: rate * hazardRatio)
  }

  /// −log S(t).
  public func cumulativeHazard(_ time: Double) -> Double { rate * pow(time, shape) }

  /// S(t).
  public func survival(_ time: Double) -> Double { exp(-cumulativeHazard(time)) }

  /// The time at which the cumulative hazard has a value.
  public func time(cumulativeHazard: Double) -> Double { pow(cumulativeHazard / rate, 1 / shape) }

  /// The time at which S(t) is one half.
  public var median: Double { time(cumulativeHazard: log(2)) }
}
