import Cohorts
import Outcomes
import Statistics
import Survival

/// The spells of benefit of some treated hips, of all of them that were seen or failed, with their
/// patients.
struct SpellSample {
  let waiting: SurvivalOutcomes
  let benefit: SurvivalOutcomes
  let patients: Grouping
  /// How losses and first responses are dated.
  let reading: LossOutcome.Reading

  /// Treated, analysed, and why the others are not.
  let denominators: Denominators

  /// Takes the spells; nil where none of the hips was seen or failed.
  init?(_ hips: [HipEndpoints], patients: [Int32], plan: EndpointPlan) {
    reading = LossOutcome.Reading(plan.loss)
    var waiting: [EventTime] = []
    var benefit: [EventTime] = []
    var codes: [Int32] = []
    let spells = hips.map { hip in
      SpellOutcome(
        hip, rules: plan.intercurrent, confirmation: plan.loss.confirmation,
        convention: plan.loss.convention
      ).flatMap { $0.isTold ? $0 : nil }
    }
    for (spell, patient) in zip(spells, patients) {
      guard let spell else { continue }
      waiting.append(spell.waiting)
      benefit.append(spell.benefit)
      codes.append(patient)
    }
    guard !waiting.isEmpty, let waits = try? SurvivalOutcomes(waiting),
      let ends = try? SurvivalOutcomes(benefit)
    else { return nil }
    self.waiting = waits
    self.benefit = ends
    self.patients = Grouping(of: codes)
    denominators = plan.denominators(
      of: hips.count, untold: zip(hips, spells).filter { $1 == nil }.map(\.0),
      events: ends.eventCount)
  }

  /// Being in response over time; nil where it cannot be estimated.
  func curve(level: Double) -> TimeInResponse? {
    try? TimeInResponse.fit(
      waiting: waiting, response: benefit, clusters: patients, options: .init(level: level))
  }
}
