/// Where a rising step curve reaches a height: the rule for medians and their limits.
///
/// The curve starts at height 0 at `origin` and takes the height `height(i)` at `times[i]`. The
/// p-quantile is the time of the lowest height that reaches p. Products such as (6/7)(7/8)... miss
/// a half by a rounding unit, so heights within 1.5e-8 of p count as equal to it; the quantile is
/// then the midpoint of the flat stretch at p: the mean of the time at which the curve comes
/// within the tolerance of p and that at which it leaves it. A flat that lasts to the end ends at
/// the last time of follow-up. This is the rule of R's quantile.survfit; `QuantileRule` has those of
/// other packages.
///
/// The heights need not rise: a lower or upper confidence limit may turn back late in follow-up,
/// when few are left. As in R the lowest height that reaches p decides, wherever it stands.
/// Heights that do not exist (NaN) are passed over.
enum StepInversion {
  /// Heights closer than this count as equal: the square root of the rounding unit.
  static let tolerance = 0x1p-26

  /// The lowest height at or above a threshold, and its time.
  private struct Crossing {
    let threshold: Double
    var height = Double.infinity
    var time = Double.nan

    init(threshold: Double, origin: Double) {
      self.threshold = threshold
      take(height: 0, time: origin)
    }

    @inline(__always)
    mutating func take(height: Double, time: Double) {
      if height >= threshold && height < self.height {
        self.height = height
        self.time = time
      }
    }
  }

  /// The quantiles at the probabilities given; NaN where the curve does not reach one.
  ///
  /// - Parameters:
  ///   - rule: which time of a flat at p is the quantile.
  ///   - times: the times of the curve, ascending.
  ///   - origin: the start of the curve.
  ///   - changes: whether the curve may take a new height at an index.
  ///   - height: the height from an index on; asked only where the curve may change.
  @inline(__always)
  static func quantiles(
    _ probabilities: [Double], rule: QuantileRule = .midpoint, times: [Double], origin: Double,
    changes: (Int) -> Bool,
    height: (Int) -> Double
  ) -> [Double] {
    var reaching = probabilities.map { Crossing(threshold: $0 - tolerance, origin: origin) }
    var leaving = probabilities.map { Crossing(threshold: $0 + tolerance, origin: origin) }
    var last = 0.0
    for index in times.indices where changes(index) {
      let height = height(index)
      last = height
      let time = times[index]
      for k in probabilities.indices {
        reaching[k].take(height: height, time: time)
        leaving[k].take(height: height, time: time)
      }
    }
    return probabilities.indices.map { k in
      let probability = probabilities[k]
      guard probability >= 0, probability <= 1 else { return .nan }
      if probability == 0 { return origin }
      if rule == .firstReached { return reaching[k].time }
      if let end = times.last, abs(probability - last) < tolerance {
        return rule == .midpoint ? (reaching[k].time + end) / 2 : .nan
      }
      return (reaching[k].time + leaving[k].time) / 2
    }
  }
}
