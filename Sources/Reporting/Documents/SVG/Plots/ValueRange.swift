/// The stretch of an axis that holds some estimates and as much of their intervals as leaves the
/// estimates apart.
package enum ValueRange {
  /// The range of an axis.
  ///
  /// Every estimate lies inside unless it is more than a thousandfold from the middle one. A bound
  /// lies inside if it is not much farther away than the estimates are from each other; an interval
  /// with a bound farther out is cut.
  ///
  /// - Parameters:
  ///   - estimates: The values to hold; those without a place are left out.
  ///   - intervals: The bounds of each value.
  ///   - reference: A value to hold in any case.
  ///   - scale: How values are laid along the axis.
  package static func around(
    _ estimates: [Double], intervals: [(lower: Double, upper: Double)], reference: Double?,
    _ scale: ValueScale
  ) -> (lower: Double, upper: Double) {
    func measured(_ values: [Double]) -> [Double] {
      values.map { ValueAxis.measure($0, scale) }.filter(\.isFinite)
    }
    let anchors = measured(reference.map { [$0] } ?? [])
    let bounds = measured(intervals.flatMap { [$0.lower, $0.upper] })
    var core = measured(estimates)
    if scale == .logarithmic, let middle = anchors.first ?? median(core) {
      core = core.filter { abs($0 - middle) <= 7 }
    }
    // With intervals only, as of medians that were not reached, their bounds have to do.
    core = (core.isEmpty ? bounds : core) + anchors
    guard let least = core.min(), let most = core.max() else {
      return scale == .linear ? (0, 1) : (0.5, 2)
    }
    let widths = intervals.flatMap { [$0.upper, $0.lower] }
    let halves = zip(widths, estimates.flatMap { [$0, $0] }).map { bound, estimate in
      abs(ValueAxis.measure(bound, scale) - ValueAxis.measure(estimate, scale))
    }.filter { $0.isFinite && $0 > 0 }
    let reach = max(1.5 * (most - least), 2.5 * (median(halves) ?? 0))
    let inside = bounds.filter { $0 >= least - reach && $0 <= most + reach }
    var low = min(least, inside.min() ?? least)
    var high = max(most, inside.max() ?? most)
    // An interval that is cut is seen to run on beyond its estimate.
    if intervals.contains(where: { ValueAxis.measure($0.lower, scale) < low }) {
      low = min(low, least - reach * 0.4)
    }
    if intervals.contains(where: { ValueAxis.measure($0.upper, scale) > high }) {
      high = max(high, most + reach * 0.4)
    }
    return padded(low, high, scale, isPositive: !(bounds + core).contains { $0 < 0 })
  }

  /// A range a little longer than what it holds; one that held a single value is given a length.
  private static func padded(
    _ low: Double, _ high: Double, _ scale: ValueScale, isPositive: Bool
  ) -> (lower: Double, upper: Double) {
    let least = scale == .logarithmic ? 0.35 : high == 0 ? 1 : high.magnitude * 0.1
    let extra = high > low ? (high - low) * 0.05 : least
    // What cannot be negative, such as a time, gets no room below zero.
    let start = scale == .linear && isPositive ? max(0, low - extra) : low - extra
    let end = high + extra
    return (ValueAxis.value(start, scale), ValueAxis.value(end, scale))
  }

  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    return sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
  }
}
