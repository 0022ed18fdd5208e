import Analyses
import Cohorts
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Tables
import Testing

/// Bands of time beside a curve, against R and by hand.
@Suite struct PublishedRangeTests {
  /// Time in days and event of the patients of `Datasets/hodg`.
  private static func hodg() throws -> [CompetingEvent] {
    let path = StudyRunnerTests.protocolFile.replacing("protocol.yml", with: "hodg.csv")
    let table = try CSVReader.read(path: path)
    guard case .numbers(let times)? = table.column(named: "time")?.values,
      case .numbers(let events)? = table.column(named: "event")?.values
    else { throw RecoveryFault(reason: "no times in \(path)") }
    return zip(times, events).map { CompetingEvent(time: $0, cause: Int($1)) }
  }

  private static func numbers(_ term: String) -> [Double] {
    term.split(separator: " ").compactMap { Double($0) }
  }

  @Test func theConfidenceOfTheMedianIsThatOfTheLimits() throws {
    let events = try Self.hodg()
    let outcomes = try SurvivalOutcomes(
      events.map { EventTime(time: $0.time, isEvent: !$0.isCensored) })
    for row in try ReferenceTable.load("publishedRanges/hodg").rows("confidence") {
      let words = row.term.split(separator: " ")
      let scale = try #require(SurvivalInterval(rawValue: String(words[0])))
      let time = try #require(Double(words[1]))
      let curve = try #require(
        try KaplanMeier.fit(outcomes, options: .init(interval: scale)).first)
      let value = curve.confidence(isAtMost: time)
      #expect(
        isClose(value, row.value, relative: 1e-9, absolute: row.absoluteTolerance),
        "\(difference(value, row.value, row.description))")
    }
  }

  @Test func theConfidenceIsZeroBeforeAnyEventAndUnknownAfterTheEnd() throws {
    let outcomes = try SurvivalOutcomes([
      EventTime(time: 5, isEvent: true), EventTime(time: 8, isEvent: true),
      EventTime(time: 9, isEvent: false),
    ])
    let curve = try #require(try KaplanMeier.fit(outcomes).first)
    #expect(curve.confidence(isAtMost: 4) == 0)
    #expect(curve.confidence(isAtMost: 5) > 0)
    #expect(curve.confidence(isAtMost: 10).isNaN)
  }

  @Test func theShareInABandIsTheDropOfTheCurve() throws {
    let events = try Self.hodg()
    let table = try ReferenceTable.load("publishedRanges/hodg")
    for row in try table.rows("share") {
      let ends = Self.numbers(row.term)
      let band = try #require(
        try BandShare(
          events, after: ends[0], upTo: ends[1], interval: .logLog, level: 0.95))
      let error = try table.row("error", row.term)
      #expect(
        isClose(band.reading.value, row.value, relative: 1e-9),
        "\(difference(band.reading.value, row.value, row.description))")
      #expect(
        isClose(band.reading.standardError, error.value, relative: 1e-9),
        "\(difference(band.reading.standardError, error.value, error.description))")
    }
  }

  @Test func whatCompetesTakesFromTheShare() throws {
    // Four at risk: an event at 2 before the band, a competing one at 4, one inside at 6, one censored.
    let events = [
      CompetingEvent(time: 2, cause: 1), .init(time: 4, cause: 2), .init(time: 6, cause: 1),
      .init(time: 9, cause: 0),
    ]
    let band = try #require(
      try BandShare(events, after: 3, upTo: 8, interval: .plain, level: 0.95))
    // S(6−) = 3/4 · 2/3 = 1/2, and one of the two at risk has the event.
    #expect(isClose(band.reading.value, 0.25, relative: 1e-12))
    #expect(band.events == 1)
    let beyond = try #require(
      try BandShare(events, after: 3, upTo: 20, interval: .plain, level: 0.95))
    #expect(beyond.reading.value.isNaN)
  }

  @Test(arguments: [
    (13.0, 20.0, RangeVerdict.compatible), (12, 24, .compatible), (11, 20, .cannotSay),
    (13, 25, .cannotSay), (5, 40, .cannotSay), (25, 40, .notCompatible), (3, 11, .notCompatible),
    (13, .nan, .cannotSay), (25, .nan, .notCompatible), (.nan, .nan, .cannotSay),
  ])
  func theVerdictFollowsTheInterval(_ lower: Double, _ upper: Double, _ verdict: RangeVerdict) {
    let interval = ConfidenceInterval(level: 0.95, lower: lower, upper: upper)
    #expect(RangeVerdict(interval, range: 12...24) == verdict)
  }

  @Test func onsetBetweenVisitsIsBounded() throws {
    // Inside the band (1, 3]; across its start; across its end; before it.
    let intervals = [
      IntervalCensoredTime(lower: 1, upper: 2), .init(lower: 0, upper: 2),
      .init(lower: 2, upper: 6), .init(lower: 0, upper: 1),
    ]
    let curve = try TurnbullEstimator.fit(IntervalCensoredOutcomes(intervals))
    let band = OnsetBand(curve, of: intervals, after: 1, upTo: 3)
    #expect(band.least == 0.25)
    #expect(band.greatest == 0.75)
    #expect(band.halfWay >= 0 && band.halfWay <= 1)
  }

  @Test func everyRangeSaysWhereItIsFromAndWhatItLeavesOut() {
    #expect(PublishedRange.layTexts.count == 4)
    for range in PublishedRange.layTexts {
      #expect(range.evidence == .layText && !range.source.isEmpty && range.unsaid.count >= 4)
      #expect(range.lower <= range.upper)
    }
    #expect(
      PublishedRange.layTexts.filter(\.isOfResponders).map(\.id) == ["duration-12-24-months"])
  }
}
