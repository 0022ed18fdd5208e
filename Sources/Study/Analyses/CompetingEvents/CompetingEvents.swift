import Cohorts
import Outcomes
import Statistics
import Survival
import Tables

/// Some units with events of which the first ends the count, ready for cumulative incidence.
struct CompetingEvents {
  /// One of the events.
  struct Cause {
    /// The event in words.
    let words: String
    /// The event with its instrument, threshold, origin and population.
    let context: OutcomeContext
  }

  let study: StudyProtocol
  /// The name of the set in the results, such as `treated`.
  let set: String
  /// The first event of each unit, in months; cause k is `causes[k - 1]`.
  let events: [CompetingEvent]
  let causes: [Cause]
  /// The patient of each unit, where one has several.
  let clusters: Grouping?
  /// The arms of each unit, where the study compares some.
  let arms: (variable: String, categories: Categories)?
  /// Everybody treated, where the units are some of them.
  var treated: TreatedAccount?

  /// The rows, and the curves of everybody and of each arm.
  func results() throws -> (results: [AnalysisResult], curves: IncidenceResults?) {
    guard !events.isEmpty else { return ([], nil) }
    let outcomes = try SurvivalOutcomes(
      events.map { EventTime(time: $0.time, isEvent: !$0.isCensored) })
    let codes = events.map { Int32($0.cause) }
    let everybody = try AalenJohansen.fit(
      outcomes, causes: codes, causeCount: causes.count, clusters: clusters, options: options)
    var rows = everybody.flatMap { self.rows($0, group: []) }
    var groups: [(group: [GroupLevel], curves: IncidenceCurves)] = []
    var tests: IncidenceComparison?
    if let arms, let part = ArmRows(arms.categories) {
      let compared = try AalenJohansen.fit(
        outcomes.rows(part.rows), causes: part.rows.map { codes[$0] }, causeCount: causes.count,
        groups: part.grouping,
        clusters: clusters.map { all in
          Grouping(codes: part.rows.map { all.codes[$0] }, count: all.count)
        }, options: options)
      groups = zip(part.levels, compared).map {
        ([GroupLevel(variable: arms.variable, level: $0)], $1)
      }
      rows += groups.flatMap { self.rows($0.curves, group: $0.group) }
      if compared.count > 1 {
        let comparison = try IncidenceComparison.comparing(compared)
        rows += testRows(comparison, arms: arms.variable, compared)
        tests = comparison
      }
    }
    let curves = everybody.first.map {
      IncidenceResults(self, everybody: $0, groups: groups, tests: tests)
    }
    return (rows, curves)
  }

  /// Intervals on the scale and at the level of the study's survival curves.
  private var options: AalenJohansen.Options {
    let settings = study.survival
    return .init(
      interval: SurvivalInterval(rawValue: settings.intervalKind.rawValue) ?? .logLog,
      level: settings.confidenceLevel)
  }

  private func denominators(
    _ curves: IncidenceCurves, _ group: [GroupLevel], events: Int
  ) -> Denominators {
    let n = curves.table.all.rowCount
    let counts = Denominators(n: n, events: events)
    return treated?.completed(counts, group: group)
      ?? Denominators(n: n, events: events, treated: n, accounts: [])
  }

  /// Per event: how often it came first, and its incidence at each landmark; then those at risk.
  private func rows(_ curves: IncidenceCurves, group: [GroupLevel]) -> [AnalysisResult] {
    let months = study.survival.landmarkMonths
    var rows: [AnalysisResult] = []
    for (place, cause) in causes.enumerated() {
      let count = curves.table.eventCounts[place]
      let counts = denominators(curves, group, events: count)
      rows.append(
        AnalysisResult(
          .competingEvents, name: set, population: cause.context.population, stratum: group,
          level: cause.words, statistic: .events, value: .count(count), unit: "units",
          denominators: counts, context: cause.context))
      rows += months.map { month in
        CumulativeIncidence(
          set: set, context: cause.context, cause: cause.words, group: group,
          reading: curves.reading(place + 1, at: month), denominators: counts,
          method: curves.methodWords
        ).result
      }
    }
    let total = curves.table.eventCounts.reduce(0, +)
    return rows
      + months.map { month in
        AnalysisResult(
          .competingEvents, name: set, population: causes.first?.context.population ?? "",
          stratum: group, statistic: .atRisk,
          value: .count(Int(curves.table.all.atRisk(at: month).count)), timeMonths: month,
          unit: "units", denominators: denominators(curves, group, events: total),
          context: causes.first?.context)
      }
  }

  /// Gray's test of each event between the arms.
  private func testRows(
    _ comparison: IncidenceComparison, arms: String, _ curves: [IncidenceCurves]
  ) -> [AnalysisResult] {
    let n = curves.reduce(0) { $0 + $1.table.all.rowCount }
    return zip(causes, comparison.causes).enumerated().compactMap { place, pair in
      let (cause, tests) = pair
      let count = curves.reduce(0) { $0 + $1.table.eventCounts[place] }
      let test = tests.gray?.test
      let statistic = test?.statistic ?? .nan
      return AnalysisResult(
        .competingEvents, name: set, population: cause.context.population, variable: arms,
        level: cause.words, statistic: .chiSquared,
        value: statistic.isNaN ? .state(.notEstimable) : .number(statistic),
        pValue: statistic.isNaN ? nil : test?.pValue, degreesOfFreedom: test?.degreesOfFreedom,
        method: "Gray's test of equal cumulative incidence, units taken as independent",
        denominators: Denominators(n: n, events: count), context: cause.context,
        diagnostics: comparison.diagnostics)
    }
  }
}

/// The rows that have a level of a grouping, and the levels that have rows.
struct ArmRows {
  let rows: [Int]
  let grouping: Grouping
  let levels: [String]

  /// Nil where no row has a level.
  init?(_ categories: Categories) {
    rows = categories.codes.indices.filter { categories.codes[$0] >= 0 }
    let occurring = Set(rows.map { categories.codes[$0] }).sorted()
    guard !occurring.isEmpty else { return nil }
    levels = occurring.map { categories.levels[Int($0)] }
    var place = [Int32](repeating: 0, count: categories.levels.count)
    for (code, level) in occurring.enumerated() {
      place[Int(level)] = Int32(truncatingIfNeeded: code)
    }
    grouping = Grouping(
      codes: rows.map { place[Int(categories.codes[$0])] }, count: occurring.count)
  }
}
