import Cohorts

extension ProtocolDecoder {
  /// How endpoints are derived, from the blocks of a protocol with visits.
  func endpoints(
    _ keys: ProtocolNode.Mapping, units: StudyProtocol.Units?
  ) -> EndpointPlan? {
    let visits = keys["visits"].flatMap(self.visits)
    let events = keys["events"].flatMap(self.events)
    let response = keys.required(
      "response", "say what a response is: `response: {score: womac_pain, threshold: 30 %}`"
    ).flatMap { self.response($0, visits: visits, scores: keys["visits"]?.keys(of: "scores")) }
    let loss = self.loss(keys["loss"], response: response)
    let intercurrent = self.intercurrent(keys["intercurrent"], visits: visits)
    let duplicates = keys["duplicates"]?.choice(DuplicateRule.self)
    let afterDeath = keys["after_death"]?.choice(EndpointPlan.AfterDeath.self)
    let dataLock = keys["data_lock"]?.day()
    if let units, units.id == nil {
      keys["units"]?.fail("lacks `id`", help: "name the column that names the unit, as visits do")
    }
    if let units, units.indexDate == nil {
      for (key, time) in [("visits", visits?.time), ("events", events?.time)] {
        guard case .date(let column)? = time else { continue }
        keys[key]?.fail(
          "has dates (`\(column)`), but `units` does not say when the injection was",
          help: "name the column of its date as `units.index_date`")
      }
    }
    guard let visits, let response else { return nil }
    return EndpointPlan(
      indexDate: units?.indexDate, dataLock: dataLock, visits: visits, events: events,
      response: response, loss: loss, intercurrent: intercurrent,
      duplicates: duplicates ?? .error, afterDeath: afterDeath ?? .error)
  }
}

extension StudyProtocol.Outcome {
  /// The outcome that derived endpoints are: loss of benefit, in the words of their rules.
  init?(of plan: EndpointPlan, population: String) {
    let responders =
      plan.response.deadlineMonths.map {
        "first response within \(Stratifier.text($0)) months"
      } ?? "with a response"
    let context = OutcomeContext(
      label: "loss of benefit", instrument: plan.score?.scale.description ?? plan.response.score,
      threshold: "\(plan.wordsOfLoss(plan.loss.confirmation)); \(plan.wordsOfEvents)",
      origin: plan.loss.origin == .injection ? "index injection" : "first visit in response",
      population: "\(population), \(responders)",
      measure: plan.score.map {
        OutcomeMeasure(
          $0.scale, reading: plan.reading(plan.loss.confirmation),
          strategies: plan.strategies)
      })
    guard let context else { return nil }
    self.init(time: "loss_months", event: "loss_event", unit: .months, context: context)
  }
}
