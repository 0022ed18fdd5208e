/// A right-continuous step function: survival, hazard and incidence curves are all this type.
public struct StepFunction: Sendable, Hashable {
  /// The places of the steps, strictly increasing.
  public let times: [Double]
  /// The value from each step on, up to the next.
  public let values: [Double]
  /// The value before the first step.
  public let initialValue: Double

  /// Makes a step function.
  ///
  /// - Precondition: as many values as times.
  public init(times: [Double], values: [Double], initialValue: Double) {
    precondition(times.count == values.count, "a step function needs one value per step")
    self.times = times
    self.values = values
    self.initialValue = initialValue
  }

  /// The value at `time`: that of the last step at or before it.
  ///
  /// O(log n).
  public func value(at time: Double) -> Double {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? initialValue : values[low - 1]
  }
}
