public import Cohorts
import Statistics
package import Survival

/// The curves of cumulative incidence of one set of competing events, as a figure draws them.
public struct IncidenceResults: Sendable, Hashable {
  /// One event in one group.
  public struct Curve: Sendable, Hashable {
    /// The group; empty for everybody.
    public let group: [GroupLevel]
    /// The event in words.
    public let cause: String
    /// The times of the events, in months.
    public internal(set) var times: [Double]
    /// The incidence from each time on.
    public internal(set) var values: [Double]
    /// The lower limits; NaN where there is none.
    public internal(set) var lower: [Double]
    /// The upper limits.
    public internal(set) var upper: [Double]
    /// The end of follow-up in the group.
    public internal(set) var lastTime: Double
    /// From when on fewer than ten are at risk; nil where there are ten to the end.
    public internal(set) var paleFrom: Double?
    /// From when on so few are at risk that the curve ends; nil where there are enough to the end.
    public internal(set) var cutAt: Double?
    /// The units of the group.
    public internal(set) var n: Count
    /// The events of the cause.
    public internal(set) var eventCount: Count
    /// The number at risk of any event, at each time of the table below the figure;
    /// nil where it is hidden.
    public internal(set) var atRisk: [Int?]
    /// The events of the cause up to each time of that table; empty where they are not told.
    public internal(set) var eventsSoFar: [Int]
    /// The events at each time of the curve.
    var eventCounts: [Int] = []
  }

  /// The name of the set in the results, such as `treated`.
  public let set: String
  /// The curves of everybody, one per event in the order of the causes.
  public internal(set) var everybody: [Curve]
  /// The curves of the arms: by event, then by arm.
  public internal(set) var arms: [[Curve]]
  /// What each event is, in the order of the causes.
  public internal(set) var contexts: [OutcomeContext]
  /// The p-value of Gray's test of each event; NaN where there is none.
  public internal(set) var grayPValues: [Double]
  /// The times of the tables below the figures.
  public let riskTimes: [Double]
  /// The confidence level of the limits.
  public let level: Double
  /// Fewer than this many at risk are not shown.
  public let leastAtRisk: Int

  init(
    _ set: CompetingEvents, everybody: IncidenceCurves,
    groups: [(group: [GroupLevel], curves: IncidenceCurves)], tests: IncidenceComparison?
  ) {
    let riskTimes = SurvivalComparison.ticks(upTo: everybody.times.last ?? 0)
    let least = FewLeft.least(set.study)
    func curve(_ curves: IncidenceCurves, _ group: [GroupLevel], _ place: Int) -> Curve {
      Curve(
        curves, place: place, cause: set.causes[place].words, group: group, riskTimes: riskTimes,
        least: least)
    }
    leastAtRisk = least
    self.set = set.set
    self.riskTimes = riskTimes
    let places = set.causes.indices
    self.everybody = places.map { curve(everybody, [], $0) }
    arms = places.map { place in groups.map { curve($0.curves, $0.group, place) } }
    contexts = set.causes.map(\.context)
    grayPValues = places.map { place in
      tests.flatMap { $0.causes[place].gray?.test.pValue } ?? .nan
    }
    level = set.study.survival.confidenceLevel
  }
}

extension IncidenceResults.Curve {
  /// The curve of one cause in one group as a figure draws it, with the counts of the table below.
  ///
  /// - Parameters:
  ///   - place: the place of the cause among the causes, from 0.
  ///   - least: the curve ends where fewer than this many are at risk.
  package init(
    _ curves: IncidenceCurves, place: Int, cause: String, group: [GroupLevel],
    riskTimes: [Double], least: Int = FewLeft.usualLeast
  ) {
    let fewLeft = FewLeft(curves.table.all, least: least)
    let events = curves.table.events[place]
    let slots = events.indices.filter { events[$0] > 0 }
    let limits = slots.map { curves.confidenceInterval(place + 1, index: $0) }
    self.init(
      group: group, cause: cause, times: slots.map { curves.times[$0] },
      values: slots.map { curves.states[place + 1].probability[$0] },
      lower: limits.map(\.lower), upper: limits.map(\.upper),
      lastTime: curves.times.last ?? 0, paleFrom: fewLeft.paleFrom, cutAt: fewLeft.cutAt,
      n: .shown(curves.table.all.rowCount), eventCount: .shown(curves.table.eventCounts[place]),
      atRisk: riskTimes.map { Int(curves.table.all.atRisk(at: $0).count) },
      eventsSoFar: riskTimes.map { time in
        Int(slots.reduce(0) { $0 + (curves.times[$1] <= time ? events[$1] : 0) })
      }, eventCounts: slots.map { Int(events[$0]) })
  }
}
