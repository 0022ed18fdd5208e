/// The probability, over time, of one way of being: still free of any event, or having had the event
/// of one cause.
public struct StateCurve: Sendable, Hashable {
  /// The probability from each time on.
  public internal(set) var probability: [Double]
  /// The variance of the probability.
  public internal(set) var variance: [Double]
  /// The cumulative hazard of moving from event-free to the state (Nelson-Aalen, Σ d / n); of any
  /// event at all for the event-free state.
  public internal(set) var hazard: [Double]
  /// The variance of the cumulative hazard.
  public internal(set) var hazardVariance: [Double]

  /// Makes room for a number of times.
  init(count: Int) {
    probability = [Double](repeating: 0, count: count)
    variance = probability
    hazard = probability
    hazardVariance = probability
  }
}

/// A mean time spent in a state up to a horizon: lost to a cause, or free of any event.
public struct MeanTime: Sendable, Hashable {
  /// The area under the curve of the state from 0 to the horizon; NaN where follow-up ends before.
  public let value: Double
  /// Its variance.
  public let variance: Double

  /// What is said where follow-up ends before the horizon.
  static let unknown = MeanTime(value: .nan, variance: .nan)
}
