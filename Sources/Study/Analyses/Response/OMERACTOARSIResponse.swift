import Cohorts
import Statistics

/// Responders by the OMERACT-OARSI criteria beside the protocol's rule, from whatever scores of pain,
/// function and global assessment the visits hold.
///
/// Windows, baseline days and events are the protocol's. Without a global assessment the variant of
/// two domains is used and named; without pain or function there is nothing to say.
struct OMERACTOARSIResponse {
  /// The scores of the domains.
  let pain: VisitPlan.Score
  let function: VisitPlan.Score
  let global: VisitPlan.Score?
  /// The protocol's rule with the criteria in the place of its own.
  let rule: ResponseRule

  /// The words for which of the domains a study has.
  var variant: OMERACTOARSI.Variant { global == nil ? .twoDomains : .threeDomains }

  /// The criteria on the scores of a plan; nil where it has no score of pain or none of function, and
  /// where its own rule is the criteria already.
  ///
  /// Pain is the score the response is about, where that is one of pain; function is taken from the
  /// same instrument where it has it.
  init?(_ plan: EndpointPlan) {
    if case .omeractOARSI = plan.response.criterion { return nil }
    func scores(of names: Set<String>) -> [VisitPlan.Score] {
      plan.visits.scores.filter { score in
        let known = Instrument.named(score.scale.instrument)?
          .subscale(named: score.scale.subscale)?.name
        return [known, score.scale.subscale].contains { $0.map(names.contains) ?? false }
      }
    }
    let pains = scores(of: ["pain"])
    guard let pain = pains.first(where: { $0.name == plan.response.score }) ?? pains.first else {
      return nil
    }
    let functions = scores(of: ["function", "adl"])
    guard
      let function = functions.first(where: {
        $0.scale.instrument == pain.scale.instrument
      }) ?? functions.first
    else { return nil }
    self.pain = pain
    self.function = function
    global = scores(of: ["global"]).first
    rule = plan.response.replacing(
      criterion: .omeractOARSI(pain: pain.name, function: function.name, global: global?.name),
      score: pain.name, minimumChange: 0, isConfirmed: false)
  }

  /// The rates of everybody and of every grouping.
  func results(
    _ visits: VisitStudy, rows: [Int], by groupings: [ResponseGrouping]
  ) -> [AnalysisResult] {
    guard
      let response = visits.response(of: rows, by: rule, label: "OMERACT-OARSI response")
    else { return [] }
    func rates(_ members: [Int], _ group: [GroupLevel]) -> [AnalysisResult] {
      response.rates(
        of: members, group: group, analysis: .omeractOARSI, name: variant.rawValue)
    }
    return rates(Array(response.hips.indices), [])
      + groupings.flatMap { grouping in
        grouping.levels.flatMap { rates($0.members, grouping.group($0)) }
      }
  }
}
