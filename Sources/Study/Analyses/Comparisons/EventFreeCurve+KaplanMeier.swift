import Statistics
package import Survival

extension EventFreeCurves.Curve {
  /// The curve of one group as a figure draws it, with the counts of the table below.
  ///
  /// - Parameters:
  ///   - band: limits to draw in place of those at each time by itself.
  ///   - least: the curve ends where fewer than this many are at risk.
  package init(
    _ curve: KaplanMeierCurve, group: [GroupLevel], riskTimes: [Double],
    least: Int = FewLeft.usualLeast, band: ConfidenceBand? = nil
  ) {
    let fewLeft = FewLeft(curve.table, least: least)
    let limits =
      band.map { band in curve.times.indices.map { band.limits(curve, index: $0) } }
      ?? curve.confidenceIntervals
    self.init(
      group: group, n: .shown(curve.table.rowCount),
      median: curve.median.time.isNaN ? .state(.notReached) : .number(curve.median.time),
      times: curve.times, survival: curve.survival,
      lower: limits.map { $0?.lower ?? .nan }, upper: limits.map { $0?.upper ?? .nan },
      censorTimes: zip(curve.times, curve.table.counts.censored).filter { $1 > 0 }.map(\.0),
      atRisk: riskTimes.map { Int(curve.table.atRisk(at: $0).count) },
      eventsBy: riskTimes.map { curve.table.sum(\.events, upTo: $0) },
      censoredBy: riskTimes.map { curve.table.sum(\.censored, upTo: $0) },
      eventCounts: curve.table.counts.events.map { Int($0) },
      paleFrom: fewLeft.paleFrom, cutAt: fewLeft.cutAt)
  }
}

extension EventTable {
  /// The rows counted up to and including a time.
  fileprivate func sum(_ counts: KeyPath<Tally, [Double]>, upTo time: Double) -> Int {
    Int(self.counts[keyPath: counts].prefix(timeCount(upTo: time)).reduce(0, +))
  }
}
