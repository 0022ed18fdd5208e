import Cohorts

extension VisitStudy {
  /// The same data under other rules: endpoints, eligibility and outcome derived anew, as a protocol
  /// with those rules would have them.
  func changed(to plan: EndpointPlan) throws -> VisitStudy {
    var study = study
    study.endpoints = plan
    if let outcome = StudyProtocol.Outcome(of: plan, population: study.population) {
      study.outcome = outcome
    }
    return try VisitStudy(study, plan: plan, data: data.under(study, plan))
  }

  /// The same rules for those who meet one more condition, named in the population of every number.
  func restricted(to step: StudyProtocol.EligibilityStep) throws -> VisitStudy {
    var study = study.restricted(to: step)
    if let outcome = StudyProtocol.Outcome(of: plan, population: study.population) {
      study.outcome = outcome
    }
    return try VisitStudy(study, plan: plan, data: data.under(study, plan))
  }
}

extension StudyProtocol {
  /// The study of those who meet one more condition.
  func restricted(to step: EligibilityStep) -> StudyProtocol {
    var study = self
    study.eligibility.append(step)
    study.population += ", per protocol (\(step.condition.text))"
    if let context = outcome.context.stating(population: study.population) {
      study.outcome = Outcome(
        time: outcome.time, event: outcome.event, unit: outcome.unit, context: context,
        competing: outcome.competing)
    }
    return study
  }
}

extension StudyData {
  /// The same tables and histories, to be read by other rules.
  ///
  /// Histories hold the scores the response asks for, so the rules may not ask for others.
  fileprivate func under(_ study: StudyProtocol, _ plan: EndpointPlan) -> StudyData {
    StudyData(study: study, plan: plan, tables: tables, histories: histories, remarks: remarks)
  }
}
