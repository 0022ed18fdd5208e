internal import Glibc
internal import Statistics

/// The times of the rows used, on the scale of the model: shifted and divided so that they are near
/// zero and of size one.
struct CensoredRows: Sendable {
  /// What a row says of its time.
  enum Kind: UInt8, Sendable {
    case nothing, exact, above, below, between
  }

  /// What each row says.
  var kinds: [Kind] = []
  /// The time, or the end of the interval that the row has; its lower end where it has two.
  var times: [Double] = []
  /// The width of an interval with two ends; computed from the ends before their logarithms are
  /// taken, so that narrow ones keep their digits.
  var widths: [Double] = []
  /// The time of entry; −infinity for a row seen from the start.
  var entries: [Double]?

  var count: Int { kinds.count }

  /// Takes the rows of `order` on the scale of the model, not standardised yet.
  ///
  /// - Throws: for a time no value of the distribution can have, such as an event at 0 on the
  ///   logarithmic scale.
  init(
    _ failures: FailureTimes, order: [Int32], offset: [Double]?,
    _ distribution: FailureTimeDistribution
  ) throws(FitError) {
    let isLog = distribution.isOnLogTime
    kinds.reserveCapacity(order.count)
    times.reserveCapacity(order.count)
    widths = [Double](repeating: 0, count: order.count)
    if failures.entry != nil { entries = [] }
    for row in order.map(Int.init) {
      let (lower, upper) = (failures.lower[row], failures.upper[row])
      let shift = offset?[row] ?? 0
      let kind = Self.kind(lower, upper, isLog: isLog)
      if isLog, upper <= 0 || upper == .infinity && lower < 0 {
        throw .responseOutOfRange(
          expected: "a time above 0, since the \(distribution.rawValue) distribution has none there"
            + " (leave such rows out, or add the smallest time that could be measured)",
          row: row, value: min(lower, upper) == -.infinity ? upper : min(lower, upper))
      }
      let known = kind == .below ? upper : lower
      times.append(kind == .nothing ? 0 : (isLog ? log(known) : known) - shift)
      if kind == .between {
        widths[kinds.count] = isLog ? log1p((upper - lower) / lower) : upper - lower
      }
      kinds.append(kind)
      if let entry = failures.entry?[row] {
        // A start of 0 is the beginning, on whatever scale.
        let isOpen = isLog ? entry <= 0 : entry == 0 || entry == -.infinity
        entries?.append(isOpen ? -.infinity : (isLog ? log(entry) : entry) - shift)
      }
    }
  }

  private static func kind(_ lower: Double, _ upper: Double, isLog: Bool) -> Kind {
    if lower == upper { return .exact }
    let isOpen = isLog ? lower <= 0 : lower == -.infinity
    if upper == .infinity { return isOpen ? .nothing : .above }
    return isOpen ? .below : .between
  }

  /// One number a row for starting values: the time, or the middle of its interval.
  func dated(_ row: Int) -> Double { times[row] + 0.5 * widths[row] }

  /// Replaces y by (y − center) / scale.
  mutating func standardise(center: Double, scale: Double) {
    for row in kinds.indices {
      if kinds[row] != .nothing { times[row] = (times[row] - center) / scale }
      widths[row] /= scale
    }
    entries = entries?.map { ($0 - center) / scale }
  }
}
