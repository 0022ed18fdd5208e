/// History → endpoints of one hip, by the rules of a protocol.
///
/// A value with room to work in: derive many hips with one of them, one after the other.
public struct EndpointDerivation: Sendable {
  /// The rules.
  public let plan: EndpointPlan
  /// The scores the response rule asks for, in its order.
  public let scores: [VisitPlan.Score]
  let criterion: BenefitCriterion
  var timeline = Timeline()
  /// Whether each visit of the timeline is in response; nil where that is not known.
  private(set) var states: [Bool?] = []
  /// Whether each visit holds the benefit.
  private(set) var held: [Bool?] = []
  var months: [Double] = []

  /// Makes a derivation; nil when the plan asks for a score it does not describe.
  public init?(_ plan: EndpointPlan) {
    var names = [plan.response.score]
    switch plan.response.criterion {
    case .improvement, .acceptableState: break
    case .improvementInBoth(let second): names.append(second)
    case .omeractOARSI(let pain, let function, let global):
      names = [pain, function] + [global].compactMap { $0 }
    }
    let scores = names.compactMap { name in plan.visits.scores.first { $0.name == name } }
    guard scores.count == names.count else { return nil }
    self.plan = plan
    self.scores = scores
    criterion = BenefitCriterion(
      response: plan.response, loss: plan.loss, scales: scores.map(\.scale))
  }

  /// Scores of one day that differ, where the protocol refuses them: the rows of each conflict.
  public mutating func conflicts(in history: HipHistory) -> [(score: String, rows: [Int])] {
    timeline.fill(
      from: history.assessments, scales: criterion.scales, duplicates: plan.duplicates)
    return timeline.conflicts.map { (scores[$0.score].name, $0.rows) }
  }

  /// Whether the history looked at last has a value in the baseline window.
  var hasBaseline: Bool {
    timeline.visits.contains {
      $0.month <= 0 && plan.response.baselineDays.contains($0.day) && !$0.scores.first.isNaN
    }
  }

  /// The endpoints of one hip.
  public mutating func endpoints(of history: HipHistory) -> HipEndpoints {
    timeline.fill(
      from: history.assessments, scales: criterion.scales, duplicates: plan.duplicates)
    var result = HipEndpoints()
    result.replacement = history.first(.thr)
    result.booster = history.first(.booster)
    result.otherInjection = history.first(.injection)
    result.death = history.first(.death)
    result.withdrawal = history.first(.withdrawal)
    noteRows(&result)
    dropVisitsBeyondTheHip(&result)
    let baseline = findBaseline(&result)
    assess(baseline)
    let isClassed = canBeClassed(baseline, &result)
    if isClassed { findResponse(history, &result) }
    classify(baseline, isClassed: isClassed, &result)
    noteEvents(history, &result)
    return result
  }

  private func noteRows(_ result: inout HipEndpoints) {
    if timeline.isReordered { result.flags.append(.reordered) }
    if timeline.hasIdenticalDuplicate { result.flags.append(.identicalDuplicate) }
    if timeline.hasConflictingDuplicate { result.flags.append(.conflictingDuplicate) }
  }

  /// Visits after the replacement are not of the native hip; visits after the death are errors.
  ///
  /// A visit on the day of the replacement counts only where the data say it came before it.
  mutating func dropVisitsBeyondTheHip(_ result: inout HipEndpoints) {
    var isAfterTHR = false
    var isAfterDeath = false
    let (replacement, death) = (result.replacement, result.death)
    timeline.visits.removeAll { visit in
      let isDead = death.map { visit.month > $0 } ?? false
      let isReplaced =
        replacement.map {
          visit.month > $0 || (visit.month == $0 && !visit.isPreoperative)
        } ?? false
      isAfterDeath = isAfterDeath || isDead
      isAfterTHR = isAfterTHR || isReplaced
      return isDead || isReplaced
    }
    if isAfterTHR { result.flags.append(.visitAfterTHR) }
    if isAfterDeath { result.flags.append(.visitAfterDeath) }
  }

  /// The deficits at baseline: the last valid value in the window, or the mean of the last two.
  func findBaseline(_ result: inout HipEndpoints) -> HipHistory.Scores {
    var baseline = HipHistory.Scores(.nan)
    for place in scores.indices {
      let candidates = timeline.visits.filter {
        $0.month <= 0 && plan.response.baselineDays.contains($0.day) && !$0.scores[place].isNaN
      }
      let used = candidates.suffix(plan.response.baseline == .meanOfTwo ? 2 : 1)
      guard let last = used.last else { continue }
      let value = used.map { $0.scores[place] }.reduce(0, +) / Double(used.count)
      baseline[place] = criterion.scales[place].deficit(of: value)
      if place == 0 {
        result.baseline = value
        let day = last.month * 30.4375
        result.baselineDay = abs(day - day.rounded()) < 1e-6 ? day.rounded() : day
      }
    }
    return baseline
  }

  /// Whether there is a baseline, and enough of it to improve on.
  private func canBeClassed(_ baseline: HipHistory.Scores, _ result: inout HipEndpoints) -> Bool {
    if criterion.lacks(baseline) {
      result.flags.append(.missingBaseline)
      return !plan.response.criterion.needsBaseline
    }
    guard plan.response.criterion.needsBaseline, criterion.isBelowFloor(baseline) else {
      return true
    }
    result.flags.append(.belowFloor)
    return false
  }

  /// The state of every visit.
  private mutating func assess(_ baseline: HipHistory.Scores) {
    states.removeAll(keepingCapacity: true)
    held.removeAll(keepingCapacity: true)
    months.removeAll(keepingCapacity: true)
    var best = Double.infinity
    for visit in timeline.visits {
      months.append(visit.month)
      let isMissing =
        visit.month <= 0 || (visit.hasRescue && plan.intercurrent.rescue == .missing)
      let isFailed = visit.hasRescue && plan.intercurrent.rescue == .composite
      let known = isMissing ? nil : criterion.isResponse(visit.scores, baseline: baseline)
      let holds =
        isMissing ? nil : criterion.isHeld(visit.scores, baseline: baseline, best: best)
      states.append(known.map { $0 && !isFailed })
      held.append(holds.map { $0 && !isFailed })
      if !isMissing, !visit.scores.first.isNaN {
        best = min(best, criterion.scales[0].deficit(of: visit.scores.first))
      }
    }
  }
}
