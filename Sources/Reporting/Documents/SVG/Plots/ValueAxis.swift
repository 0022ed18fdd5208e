import Foundation

/// Where values stand along an axis, from the place of its lower end to that of its upper end.
package struct ValueAxis: Sendable {
  /// How values are laid along the axis.
  package let scale: ValueScale
  /// The value at the lower end.
  package let lower: Double
  /// The value at the upper end.
  package let upper: Double
  /// The place of the lower end.
  package let start: Double
  /// The place of the upper end.
  package let end: Double

  /// Creates an axis; a range that has no length, or that a logarithm cannot take, is replaced.
  package init(
    _ scale: ValueScale, from lower: Double, to upper: Double, start: Double, end: Double
  ) {
    self.scale = scale
    self.start = start
    self.end = end
    let isUsable =
      lower.isFinite && upper.isFinite && lower < upper && (upper - lower).isFinite
      && (scale == .linear || lower > 0)
    self.lower = isUsable ? lower : scale == .linear ? 0 : 0.5
    self.upper = isUsable ? upper : scale == .linear ? 1 : 2
  }

  /// The value as the axis measures it: itself, or its logarithm.
  package static func measure(_ value: Double, _ scale: ValueScale) -> Double {
    scale == .linear ? value : value > 0 ? log(value) : value == 0 ? -.infinity : .nan
  }

  /// The value of a measure.
  package static func value(_ measure: Double, _ scale: ValueScale) -> Double {
    scale == .linear ? measure : exp(measure)
  }

  /// The place of a value, also of one beyond the ends; not-a-number where it has none.
  package func place(_ value: Double) -> Double {
    let low = ValueAxis.measure(lower, scale)
    let high = ValueAxis.measure(upper, scale)
    return start + (end - start) * ((ValueAxis.measure(value, scale) - low) / (high - low))
  }

  /// The place of a value, held at the ends of the axis.
  package func held(_ value: Double) -> Double {
    place(min(max(value, lower), upper))
  }

  /// Whether a value has its place between the ends.
  package func holds(_ value: Double) -> Bool { value >= lower && value <= upper }

  /// A mark of the axis with its label.
  package struct Tick: Sendable, Hashable {
    /// The value.
    package var value: Double
    /// Its text.
    package var label: String
  }

  /// The marks of the axis: of round values whose labels keep clear of each other the most.
  ///
  /// - Parameters:
  ///   - numbers: The marks of numbers.
  ///   - whole: Whether only whole numbers are marked, as on an axis of counts.
  ///   - extent: How long a label is along the axis.
  package func ticks(
    _ numbers: NumberStyle, whole: Bool = false, extent: (String) -> Double
  ) -> [Tick] {
    var best: [Tick] = []
    for values in candidates where values.count > best.count {
      if whole, !values.allSatisfy({ $0.rounded() == $0 }) { continue }
      let ticks = labelled(values, numbers)
      let isClear = zip(ticks, ticks.dropFirst()).allSatisfy { before, after in
        abs(place(after.value) - place(before.value))
          >= (extent(before.label) + extent(after.label)) / 2 + 8
      }
      if isClear { best = ticks }
    }
    return best
  }

  /// Sets of round values between the ends; of sets with as many values the first is the rounder.
  private var candidates: [[Double]] {
    let steps = [8, 6, 5, 4, 3, 2, 1].map {
      multiples(of: AxisTicks.step(over: upper - lower, count: $0))
    }
    let single = multiples(of: 1).prefix(1)
    guard scale == .logarithmic else { return steps + [Array(single)] }
    let decades = [[1.0, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 3], [1]].map { powers($0, every: 1) }
    let sparser = [2, 3, 5, 10, 20, 50].map { stride in powers([1], every: stride) }
    // Within one decade even steps are rounder than 1, 2 and 5; over many decades some are left out.
    return (upper / lower < 4 ? steps : []) + decades + sparser + [
      Array(powers([1], every: 1).prefix(1))
    ]
  }

  private func multiples(of step: Double) -> [Double] {
    let first = (lower / step - 1e-9).rounded(.up)
    let last = (upper / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 100 else { return [] }
    return (0...Int(last - first)).map { AxisTicks.multiple(first + Double($0), of: step) }
  }

  private func powers(_ factors: [Double], every stride: Int) -> [Double] {
    let first = DecimalExpansion(lower).exponent
    let last = DecimalExpansion(upper).exponent
    return (first...max(first, last)).filter { $0.isMultiple(of: stride) }.flatMap { power in
      factors.compactMap { Double("\($0)e\(power)") }.filter(holds)
    }
  }

  private func labelled(_ values: [Double], _ numbers: NumberStyle) -> [Tick] {
    let needed = values.map { value in
      let digits = DecimalExpansion(value)
      return (significant: digits.digits.count, decimals: digits.digits.count - 1 - digits.exponent)
    }
    let most = max(0, needed.map(\.decimals).max() ?? 0)
    return values.indices.map { index in
      let value = values[index]
      let isEven = scale == .linear && most < 7
      let label =
        isEven
        ? numbers.text(value, decimals: most)
        : numbers.text(value, significant: max(1, needed[index].significant))
      return Tick(value: value, label: label)
    }
  }
}
