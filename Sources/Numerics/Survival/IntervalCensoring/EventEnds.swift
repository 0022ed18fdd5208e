internal import Outcomes
internal import Statistics

/// The ends of the intervals that events lie in, and the cuts or knots made from them.
struct EventEnds: Sendable {
  /// The finite ends after 0, ascending, each once, with the sum of their weights.
  let times: [Double]
  let weights: [Double]
  /// The last finite time of all rows.
  let last: Double

  init(_ outcomes: IntervalCensoredOutcomes, rows: [Int], weights: [Double]?) {
    var times: [Double] = []
    var own: [Double] = []
    var last = 0.0
    for row in rows {
      let (lower, upper) = (outcomes.lower[row], outcomes.upper[row])
      last = max(last, upper < .infinity ? upper : lower)
      guard upper < .infinity else { continue }
      for time in lower == upper ? [lower] : [lower, upper] where time > 0 {
        times.append(time)
        own.append(weights?[row] ?? 1)
      }
    }
    var distinct: [Double] = []
    var sums: [Double] = []
    for place in SortOrder.ascending(times).lazy.map(Int.init) {
      if times[place] == distinct.last {
        sums[sums.count - 1] += own[place]
      } else {
        distinct.append(times[place])
        sums.append(own[place])
      }
    }
    self.times = distinct
    self.weights = sums
    self.last = last
  }

  /// The basis that options ask for.
  func basis(_ options: IntervalHazardModel.Options) throws(FitError) -> HazardBasis {
    guard last > 0 else {
      throw .responseOutOfRange(
        expected: "a time above 0 in some row, which none has", row: 0, value: 0)
    }
    if let cuts = options.cuts {
      guard zip([0] + cuts, cuts + [last]).allSatisfy({ $0 < $1 }) else {
        throw .invalidOption(
          name: "cuts", value: cuts.map { "\($0)" }.joined(separator: ","),
          expected: "ascending times between 0 and the last time of the data, \(last)")
      }
      return HazardBasis(options.shape, cuts: cuts, end: last)
    }
    guard (0...50).contains(options.knots) else {
      throw .invalidOption(name: "knots", value: "\(options.knots)", expected: "0 to 50")
    }
    let inner =
      options.knots == 0
      ? []
      : (1...options.knots).map {
        quantile(Double($0) / Double(options.knots + 1))
      }
    var cuts: [Double] = []
    for cut in inner where cut > cuts.last ?? 0 && cut < last { cuts.append(cut) }
    return HazardBasis(options.shape, cuts: cuts, end: last)
  }

  /// The first end at or before which lies a share of the weight.
  private func quantile(_ share: Double) -> Double {
    let wanted = share * weights.reduce(0, +) * (1 - 1e-12)
    var sum = 0.0
    for (time, weight) in zip(times, weights) {
      sum += weight
      if sum >= wanted { return time }
    }
    return last
  }
}
