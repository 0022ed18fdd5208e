/// The area under a survival curve from the origin to a horizon τ: the restricted mean survival
/// time E[min(T, τ)].
///
/// The origin is 0, or the first time where that is negative (as in R); E[min(T, τ)] is the origin
/// plus the area.
struct RestrictedArea {
  /// The restricted mean.
  let mean: Double
  /// The restricted mean time lost, τ less the mean: the area between the curve and 1, exactly 0
  /// where nobody had the event.
  let lost: Double
  /// The area from each time to τ; 0 from τ on.
  ///
  /// Summed backwards, so that the small late areas carry no rounding of the early ones.
  let remaining: [Double]

  /// Adds up the rectangles.
  ///
  /// - Parameters:
  ///   - survival: the curve from each time on; it is 1 before the first.
  init(times: [Double], survival: [Double], to tau: Double) {
    var remaining = [Double](repeating: 0, count: times.count)
    var area = 0.0
    var lost = 0.0
    var end = tau
    for slot in times.indices.reversed() where times[slot] <= tau {
      area += survival[slot] * (end - times[slot])
      lost += (1 - survival[slot]) * (end - times[slot])
      end = times[slot]
      remaining[slot] = area
    }
    let origin = min(0, times.first ?? 0)
    self.remaining = remaining
    self.lost = lost
    mean = end == tau ? tau : origin + (area + (end - origin))
  }

  /// Greenwood's variance of the mean: Σ d / (n (n − d)) × the squared area that remains.
  ///
  /// A time at which nobody is left adds nothing: no area remains.
  func greenwoodVariance(_ tally: EventTable.Tally) -> Double {
    var variance = 0.0
    for slot in remaining.indices where tally.events[slot] > 0 && remaining[slot] > 0 {
      let survivors = tally.atRisk[slot] - tally.events[slot]
      let scaled = remaining[slot] / survivors
      variance += tally.events[slot] / tally.atRisk[slot] * survivors * scaled * scaled
    }
    return variance
  }
}
