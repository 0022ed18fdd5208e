package import Outcomes
package import Statistics
package import Survival

/// The probability that an event comes after the lower and by the upper end of a band of time.
///
/// Events inside the band are taken for one cause, those outside it for a second, and the events that
/// compete for the others. The Aalen-Johansen estimate of the first at the upper end b is then
///
///     Σ S(s−) d(s) / n(s)  over the event times s in (a, b]
///
/// which is F(b) − F(a), and S(a) − S(b) where nothing competes, with a standard error that takes the
/// covariance of the two ends into account: Greenwood's joint one, or the jackknife over clusters.
package struct BandShare {
  /// The share with its standard error and interval; NaN where follow-up ends inside the band.
  package let reading: IncidenceCurves.Reading
  /// The events in the band.
  package let events: Int
  /// How it was computed.
  package let method: String

  /// Estimates the share.
  ///
  /// - Parameter events: the first event of each unit, cause 1 being the one of interest.
  package init?(
    _ events: [CompetingEvent], after lower: Double, upTo upper: Double,
    clusters: Grouping? = nil, interval: SurvivalInterval, level: Double
  ) throws {
    guard !events.isEmpty else { return nil }
    let causes = events.map { event -> Int32 in
      if event.cause == 1 { return event.time > lower && event.time <= upper ? 1 : 2 }
      return event.cause == 0 ? 0 : Int32(event.cause) + 1
    }
    let outcomes = try SurvivalOutcomes(
      events.map { EventTime(time: $0.time, isEvent: !$0.isCensored) })
    let curves = try AalenJohansen.fit(
      outcomes, causes: causes, causeCount: Int(max(2, causes.max() ?? 2)), clusters: clusters,
      options: .init(interval: interval, level: level))
    guard let curve = curves.first else { return nil }
    reading = curve.reading(1, at: upper)
    self.events = curve.table.eventCounts[0]
    method = curve.methodWords
  }
}
