public import Cohorts

/// The flow of a study as it may be shown, from the rows.
public struct FlowCounts: Sendable, Hashable {
  /// What a step left out, and what it left.
  public typealias Counts = StepCounts<Count>
  /// One step.
  public typealias Step = FlowStep<Count>

  /// The names of the arms.
  public let armNames: [String]
  /// All rows of the file.
  public let total: Count
  /// The rows of each arm.
  public let armTotals: [Count]
  /// The rows in no arm.
  public let totalOutsideArms: Count
  /// The steps.
  public let steps: [Step]

  /// Those left after the last step.
  public var remaining: Count { steps.last?.overall.remaining ?? total }
  /// Those left of each arm.
  public var armsRemaining: [Count] { steps.last?.arms.map(\.remaining) ?? armTotals }
  /// Those left in no arm.
  public var remainingOutsideArms: Count { steps.last?.outsideArms.remaining ?? totalOutsideArms }
}

extension StudyResults {
  /// The flow as it may be shown.
  public var flowCounts: FlowCounts {
    let rows = results.filter { $0.analysis == .population }
    // Steps may share a name, so that the rows of a group are told by their order.
    func group(_ level: String?) -> (total: Count, steps: [FlowCounts.Counts]) {
      let own = rows.filter { $0.stratum.first?.level == level }
      func tallies(_ statistic: AnalysisResult.Statistic) -> [Count] {
        own.filter { $0.statistic == statistic }.map(\.value.tally)
      }
      let (excluded, unknown) = (tallies(.excluded), tallies(.unknown))
      return (
        tallies(.count).first ?? 0,
        zip(zip(excluded, unknown), tallies(.remaining)).map {
          .init(excluded: $0.0, unknown: $0.1, remaining: $1)
        }
      )
    }
    let none = FlowCounts.Counts(excluded: 0, unknown: 0, remaining: 0)
    let all = group(nil)
    let arms = flow.armNames.map(group)
    let outside = group(StudyRunner.outsideArms)
    return FlowCounts(
      armNames: flow.armNames, total: all.total, armTotals: arms.map(\.total),
      totalOutsideArms: outside.total,
      steps: zip(flow.steps, all.steps).enumerated().map { place, step in
        FlowCounts.Step(
          name: step.0.name, criterion: step.0.criterion, overall: step.1,
          arms: arms.map { $0.steps.indices.contains(place) ? $0.steps[place] : none },
          outsideArms: outside.steps.indices.contains(place) ? outside.steps[place] : none)
      })
  }
}
