public import Tables

/// One score of every hip at baseline and at each planned time.
public struct ScoreCourse: Sendable {
  /// The score.
  public let score: VisitPlan.Score
  /// The planned times, with the days that belong to each.
  public let windows: [ResponseRule.Window]
  /// The course of each unit, in the order of their table.
  public let hips: [HipCourse]
  /// The days on which rows of the score differ and no rule settles them: the first row in the file
  /// stands.
  ///
  /// Only a score that no endpoint is made of can have any.
  public let conflictCount: Int

  /// Reads the course of a score.
  ///
  /// - Parameters:
  ///   - windows: the planned times; windows that share days share visits.
  ///   - visits: the table of visits the histories were read from.
  public init(
    _ score: VisitPlan.Score, plan: EndpointPlan, windows: [ResponseRule.Window],
    visits: Table, histories: CohortHistories
  ) {
    self.score = score
    self.windows = windows
    // Whatever is wrong with the values was reported when the histories were read.
    var log = FindingLog(source: visits.source)
    let histories = histories.with(score: score.values(in: visits, log: &log))
    guard var derivation = EndpointDerivation(plan.following(score.name, at: windows)) else {
      hips = []
      conflictCount = 0
      return
    }
    var history = HipHistory()
    var hips: [HipCourse] = []
    hips.reserveCapacity(histories.count)
    var conflicts = 0
    for unit in 0..<histories.count {
      histories.fill(&history, unit: unit)
      let lock = plan.dataLock.flatMap { histories.days(of: unit, to: $0) }
      hips.append(derivation.course(of: history, lockDay: lock))
      conflicts += derivation.timeline.conflicts.count
    }
    self.hips = hips
    conflictCount = conflicts
  }
}

extension EndpointPlan {
  /// The plan with another score and other windows in place of those of the response.
  func following(_ score: String, at windows: [ResponseRule.Window]) -> EndpointPlan {
    EndpointPlan(
      indexDate: indexDate, dataLock: dataLock, visits: visits, events: events,
      response: ResponseRule(
        score: score, threshold: response.threshold, baselineDays: response.baselineDays,
        baseline: response.baseline, clear: response.clear, partial: response.partial,
        windows: windows),
      loss: loss, intercurrent: intercurrent, duplicates: duplicates, afterDeath: afterDeath)
  }
}
