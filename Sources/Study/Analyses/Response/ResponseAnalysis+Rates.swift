import Cohorts
import Statistics

extension ResponseAnalysis {
  /// The confidence level of every interval.
  var level: Double { study.survival.confidenceLevel }

  /// The context of a share at a time point, which one visit decides even where a first response must
  /// be confirmed by a second.
  var contextAtTimePoints: OutcomeContext? {
    ResponseAnalysis(
      study: study,
      plan: plan.replacing(response: plan.response.replacing(isConfirmed: false)), hips: [],
      patients: [], label: label
    ).context
  }

  /// How many of some hips are in each class at a time point.
  func counts(of members: [Int], at place: Int) -> ResponderRate.Counts {
    ResponderRate.Counts(members.lazy.map { hips[$0] }, at: place)
  }

  /// The share in clear response with its patients; nil where nobody could be classed.
  func ofPatients(_ members: [Int], at place: Int) -> ClusteredProportion? {
    let analysed = members.filter {
      isClassed(hips[$0]) && hips[$0].classes[place] != .missing
    }
    return ClusteredProportion(
      analysed.map { hips[$0].classes[place] == .clear },
      clusters: Grouping(of: analysed.map { patients[$0] }), level: level)
  }

  /// The rates of some hips at every time point.
  func rates(
    of members: [Int], group: [GroupLevel], analysis: AnalysisResult.Analysis = .response,
    name: String? = nil
  ) -> [AnalysisResult] {
    guard let context = contextAtTimePoints else { return [] }
    return plan.response.windows.indices.flatMap { place in
      ResponderRate(
        context: context, window: plan.response.windows[place], group: group,
        counts: counts(of: members, at: place), level: level,
        ofPatients: ofPatients(members, at: place), analysis: analysis, name: name
      ).results
    }
  }

  /// A hip without a baseline, or with too little to improve, is in no class.
  private func isClassed(_ hip: HipEndpoints) -> Bool {
    hip.onset != nil || hip.responseStatus != .indeterminate
  }
}
