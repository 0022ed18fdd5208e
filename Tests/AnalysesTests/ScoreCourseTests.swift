import Analyses
import Cohorts
import Foundation
import Statistics
import Testing

/// Scores over the planned visits of the bundled simulated cohort.
@Suite struct ScoreCourseTests {
  static let file = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Datasets/hip-msc-simulated/protocol.yml").path

  static let results: Result<StudyResults, any Error> = Result {
    try StudyRunner.run(protocolFile: file, version: "test")
  }

  private func data() throws -> StudyData {
    let study = try StudyFile.load(Self.file)
    return try StudyData.require(
      study, plan: try #require(study.endpoints), protocolFile: Self.file)
  }

  /// The value at a time point is that of the visit from which the endpoints were derived.
  @Test func valuesAreThoseOfTheEndpoints() throws {
    let data = try data()
    let plan = data.plan
    let score = try #require(plan.score)
    let course = ScoreCourse(
      score, plan: plan, windows: plan.response.windows, visits: data.tables.visits,
      histories: data.histories)
    let hips = try EndpointDataset(data).hips
    #expect(course.hips.count == hips.count && course.conflictCount == 0)
    var seen = 0
    for (hip, course) in zip(hips, course.hips) {
      #expect(hip.baseline == course.baseline)
      for place in plan.response.windows.indices {
        let value = course.values[place]
        #expect((value == nil) == (course.standings[place] != .seen))
        if hip.classes[place] == .failed { #expect(course.standings[place] == .failed) }
        guard let value, let baseline = course.baseline else {
          #expect(hip.improvementPercent[place] == nil)
          continue
        }
        seen += 1
        #expect(
          hip.improvementPercent[place]
            == score.scale.improvementPercent(from: baseline, to: value))
      }
    }
    #expect(seen > 1000)
  }

  /// Seen, not seen, failed and not due make the treated; the arms make everybody.
  @Test func everyTreatedHipIsCountedOnce() throws {
    let rows = try Self.results.get().results.filter { $0.analysis == .scores }
    let counts: Set<AnalysisResult.Statistic> = [.seen, .notSeen, .failed, .notDue]
    var totals: [String: [[GroupLevel]: Int]] = [:]
    for row in rows where counts.contains(row.statistic) {
      let key = "\(row.variable ?? "") \(row.timeMonths ?? -1)"
      totals[key, default: [:]][row.stratum, default: 0] += Int(row.value.double)
      if row.statistic == .seen { #expect(row.value.tally == row.denominators.n) }
    }
    #expect(totals.count == 40)
    for groups in totals.values {
      let everybody = try #require(groups[[]])
      let arms = groups.filter { !$0.key.isEmpty }
      #expect(arms.count == 2 && arms.values.reduce(0, +) == everybody)
    }
    for row in rows {
      let accounts = row.denominators.accounts.compactMap(\.count.number).reduce(0, +)
      let n = try #require(row.denominators.n.number)
      #expect(row.denominators.treated?.number == n + accounts)
    }
  }

  /// The mean of everybody is that of the arms by their sizes, and the figure shows the rows.
  @Test func meansAddUpAndTheFigureShowsThem() throws {
    let results = try Self.results.get()
    let means = results.results.filter { $0.analysis == .scores && $0.statistic == .mean }
    for whole in means where whole.stratum.isEmpty {
      let arms = means.filter {
        !$0.stratum.isEmpty && $0.variable == whole.variable && $0.timeMonths == whole.timeMonths
      }
      let sum = arms.reduce(0) { $0 + $1.value.double * Double($1.denominators.n.number ?? 0) }
      #expect(abs(sum / Double(whole.denominators.n.number ?? 0) - whole.value.double) < 1e-9)
    }
    #expect(results.courses.map(\.score.name).first == results.study.endpoints?.response.score)
    for course in results.courses {
      #expect(course.groups.map(\.lines.count).reduce(0, +) == min(200, course.lineCount))
      for group in course.groups {
        for (month, point) in zip(course.months, group.points) {
          let row = try #require(
            means.first {
              $0.variable == course.score.name && $0.stratum == group.group
                && $0.timeMonths == month
            })
          #expect(row.value.double == point.mean || point.mean.isNaN)
          #expect(row.interval?.upper == point.upper || point.upper.isNaN)
          #expect(row.denominators.n.number == point.seen)
        }
      }
    }
  }

  /// What came in is what was left out and what remains, in everybody, each arm and outside them.
  @Test(arguments: ["hip-msc-simulated", "hodg"])
  func theFlowAddsUpAtEveryStep(_ name: String) throws {
    let file = Self.file.replacingOccurrences(of: "hip-msc-simulated", with: name)
    let results =
      name == "hodg"
      ? try StudyRunner.run(protocolFile: file, version: "test") : try Self.results.get()
    #expect(results.flow.additionFaults == [])
    let rows = results.results.filter { $0.analysis == .population }
    let strata = Set(rows.map(\.stratum))
    #expect(strata.count == 4)
    var remaining: [[GroupLevel]: [Int]] = [:]
    for stratum in strata {
      var before: Double?
      var excluded = 0.0
      for row in rows where row.stratum == stratum {
        switch row.statistic {
        case .count: before = row.value.double
        case .excluded: excluded = row.value.double
        case .remaining:
          #expect(before.map { $0 - excluded } == row.value.double)
          before = row.value.double
          remaining[stratum, default: []].append(Int(row.value.double))
        default: #expect(row.value.double <= excluded)
        }
      }
    }
    let whole = try #require(remaining[[]])
    for place in whole.indices {
      let parts = remaining.filter { !$0.key.isEmpty }.map { $0.value[place] }
      #expect(parts.reduce(0, +) == whole[place])
    }
  }

  /// A curve ends with the last time at which enough were at risk, and is pale from the last ten.
  @Test func curvesEndWhereTooFewAreAtRisk() throws {
    let results = try Self.results.get()
    let curves = try #require(results.curves.first)
    #expect(curves.leastAtRisk == results.study.minCell ?? 5)
    for curve in curves.curves {
      let (pale, cut) = (try #require(curve.paleFrom), try #require(curve.cutAt))
      #expect(pale <= cut && curve.times.contains(cut))
      for (time, count) in zip(curves.riskTimes, curve.atRisk.compactMap { $0 }) {
        #expect((count >= 10) == (time <= pale))
        #expect((count >= curves.leastAtRisk) == (time <= cut))
      }
      for place in curves.riskTimes.indices {
        let gone = curve.eventsBy[place] + curve.censoredBy[place]
        #expect(gone + (curve.atRisk[place] ?? 0) >= curve.n.number ?? 0)
      }
    }
  }

  /// Limits lie on the scale, and a cut one says so; fewer than three patients have none.
  @Test func limitsLieOnTheScale() throws {
    let study = try Self.results.get()
    let plan = try #require(study.study.endpoints)
    for score in plan.visits.scores {
      let range = score.scale.range
      for row in study.results where row.variable == score.name {
        guard row.statistic == .mean || row.statistic == .meanChange, let limits = row.interval
        else { continue }
        #expect(row.denominators.n.number ?? 0 >= 3)
        let ends =
          row.statistic == .mean
          ? (range.lowerBound, range.upperBound) : (-score.scale.width, score.scale.width)
        #expect(limits.lower >= ends.0 && limits.upper <= ends.1)
        #expect((limits.lower == ends.0 || limits.upper == ends.1) == row.isCutToScale)
      }
      for row in study.results where row.variable == score.name && row.statistic == .meanChange {
        if let n = row.denominators.n.number, n < 3 { #expect(row.interval == nil) }
      }
    }
  }

  /// Of three the part on the scale, which is said; of two patients none, nor of values all alike.
  @Test func limitsAreCutToTheScale() throws {
    func limits(_ values: [Double], _ clusters: [Int32]? = nil) throws -> MeanLimits? {
      MeanLimits(try #require(MeanInterval(values, clusters: clusters)), within: 0...20)
    }
    let wide = try #require(try limits([8, 11, 13]))
    #expect(wide.isCut == false)
    let beyond = try #require(try limits([4, 12, 19]))
    #expect(beyond.isCut && beyond.interval.lower == 0 && beyond.interval.upper == 20)
    #expect(try limits([4, 12]) == nil)
    #expect(try limits([4, 12, 12, 5], [0, 0, 1, 1]) == nil)
    #expect(try limits([7, 7, 7]) == nil)
  }
}
