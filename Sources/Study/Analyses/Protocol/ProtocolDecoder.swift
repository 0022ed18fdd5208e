import Cohorts

/// The tree of a protocol file → typed values, block by block.
///
/// Every problem of the file is noted in one run; a block that cannot be read yields `nil`.
struct ProtocolDecoder {
  let problems: ProtocolNode.ProblemList

  /// Every key a protocol may have; the contract of the file format.
  static let keys = [
    "protocol", "title", "population", "seed", "data_lock", "units", "visits", "events",
    "conditions", "eligibility", "response", "loss", "intercurrent", "duplicates", "after_death",
    "outcome", "strata", "survival", "models", "comparison", "report",
  ]
  /// The keys that have a meaning only where endpoints are derived from visits.
  static let visitKeys = [
    "visits", "events", "response", "loss", "intercurrent", "duplicates", "after_death",
    "data_lock",
  ]

  func study(_ root: ProtocolNode) -> StudyProtocol? {
    guard let keys = root.mapping(known: Self.keys) else { return nil }
    var notDone: [String] = []
    checkVersion(keys)
    let title = keys["title"]?.text()
    let population = keys.required(
      "population", "say who was followed; every number in the report names its population"
    )?.text()
    let units = keys.required("units", "name the table of units: `units: {file: units.csv}`")
      .flatMap(self.units)
    let definitions = keys["conditions"].map(self.definitions) ?? ConditionDefinitions([])
    let eligibility =
      keys["eligibility"].flatMap { self.eligibility($0, definitions.named) } ?? []
    let strata = keys["strata"].map(self.strata) ?? []
    let survival = keys["survival"].map(self.survival) ?? defaultSurvival
    if survival.tauMonths != nil, keys["visits"] == nil {
      notDone.append("the restricted mean to `tau_months` is not reported")
    }
    let models = keys["models"].map(self.models) ?? []
    let comparison = keys["comparison"].flatMap { self.comparison($0, &notDone) }
    let report = keys["report"].map { self.report($0, &notDone) }
    let seed = keys["seed"]?.whole()
    let endpoints = keys["visits"] == nil ? nil : self.endpoints(keys, units: units)
    let outcome = self.outcome(keys, endpoints, population: population)
    guard let population, let units, let outcome else { return nil }
    return StudyProtocol(
      title: title ?? outcome.context.label, population: population, units: units,
      outcome: outcome, eligibility: eligibility, strata: strata, survival: survival,
      models: models, comparison: comparison, decimalMark: report?.mark, notDone: notDone,
      endpoints: endpoints, conditions: definitions, seed: seed ?? StudyProtocol.usualSeed,
      minCell: report?.minCell, warnings: problems.warnings, places: problems.places,
      source: problems.source, numberStyle: report?.style ?? .default)
  }

  private func checkVersion(_ keys: ProtocolNode.Mapping) {
    guard
      let node = keys.required("protocol", "begin the file with `protocol: 1`, its format version")
    else { return }
    guard let version = node.number() else { return }
    if version != 1 { node.fail("is \(version); this program reads version 1") }
  }

  private func outcome(
    _ keys: ProtocolNode.Mapping, _ endpoints: EndpointPlan?, population: String?
  ) -> StudyProtocol.Outcome? {
    switch (keys["outcome"], keys["visits"]) {
    case (nil, _?):
      guard let endpoints, let population else { return nil }
      return outcome(of: endpoints, population: population)
    case (let node?, let visits?):
      visits.fail(
        "asks for endpoints derived from visits, and `outcome` names one that is in the table",
        help: "keep `outcome`, or `visits` with `response` and `loss`, but not both")
      return outcome(node, population: population)
    case (nil, nil):
      keys.owner.note(
        "the protocol lacks the key `outcome`, and has no `visits` to derive one from",
        help: "name the outcome, `outcome: {time: ..., event: ..., unit: days, ...}`, or the table "
          + "of visits, `visits: {file: visits.csv, ...}`")
      return nil
    case (let node?, nil):
      for key in Self.visitKeys {
        keys[key]?.fail(
          "has no meaning beside `outcome`, which stands in the table already",
          help: "leave it out; it belongs to endpoints derived from visits")
      }
      return outcome(node, population: population)
    }
  }

  private func outcome(_ node: ProtocolNode, population: String?) -> StudyProtocol.Outcome? {
    let known = [
      "time", "event", "unit", "label", "instrument", "threshold", "origin", "competing",
    ]
    guard let entries = node.mapping(known: known) else { return nil }
    func needed(_ key: String, _ why: String) -> String? { entries.required(key, why)?.text() }
    let context = "a rate or duration cannot be evaluated without it"
    let time = needed("time", "name the column of follow-up times")
    let event = needed("event", "name the 0/1 column of events, or a comparison: `status == 2`")
    let unit = entries.required("unit", "days, weeks, months or years")?.choice(TimeUnit.self)
    let label = needed("label", "say what the event is, in words; \(context)")
    let instrument = needed("instrument", "say what the outcome was measured with; \(context)")
    let threshold = needed("threshold", "say what counts as the event; \(context)")
    let origin = needed("origin", "say where time starts; \(context)")
    if let competing = entries["competing"], let causes = competing.mapping(),
      !causes.entries.isEmpty
    {
      competing.fail(
        "declares competing events; one minus Kaplan-Meier would overstate the incidence, and "
          + "this version has no cumulative incidence",
        help: "leave it empty, `competing: {}`, if no event competes")
    }
    guard let time, let event, let unit, let label, let instrument, let threshold, let origin,
      let population,
      let whole = OutcomeContext(
        label: label, instrument: instrument, threshold: threshold, origin: origin,
        population: population)
    else { return nil }
    return StudyProtocol.Outcome(time: time, event: event, unit: unit, context: whole)
  }

  private func eligibility(
    _ node: ProtocolNode, _ named: [String: Condition]
  ) -> [StudyProtocol.EligibilityStep]? {
    node.list()?.compactMap { item -> StudyProtocol.EligibilityStep? in
      guard let entries = item.mapping(known: ["name", "where"]) else { return nil }
      let name = entries.required("name", "say in words what the step asks for")?.text()
      guard let node = entries.required("where", "give the condition, such as \"age >= 18\""),
        let text = node.text()
      else { return nil }
      do throws(Condition.Problem) {
        let condition = try Condition(text, named: named)
        return StudyProtocol.EligibilityStep(name: name ?? text, condition: condition)
      } catch {
        node.fail(error.message, help: Self.pointing(at: error.position, in: text))
        return nil
      }
    }
  }

  /// Conditions with names, in the order of the protocol.
  private func definitions(_ node: ProtocolNode) -> ConditionDefinitions {
    let entries = (node.mapping()?.entries ?? []).compactMap { name, node in
      node.text().map { (name: name, text: $0, node: node) }
    }
    let definitions = ConditionDefinitions(entries.map { ($0.name, $0.text) })
    for problem in definitions.problems {
      entries.first { $0.name == problem.name }?.node.fail(
        problem.message, help: problem.position.map { Self.pointing(at: $0, in: problem.text) })
    }
    return definitions
  }

  /// The text with a caret below one of its characters.
  static func pointing(at position: Int, in text: String) -> String {
    "\(text)\n        \(String(repeating: " ", count: min(position, text.count)))^"
  }

  private func report(
    _ node: ProtocolNode, _ notDone: inout [String]
  ) -> (mark: String?, minCell: Int?, style: StudyProtocol.NumberStyle?) {
    guard let entries = node.mapping(known: ["min_cell", "decimal", "style"]) else {
      return (nil, nil, nil)
    }
    let cell = entries["min_cell"]?.whole()
    if let cell, cell > 1 {
      notDone.append(
        "counts below \(cell) (`min_cell`) are not suppressed: every count is "
          + "printed as it is, so do not pass this report on where small cells may not be shown")
    }
    enum Mark: String, CaseIterable {
      case point = "."
      case comma = ","
    }
    return (
      entries["decimal"]?.choice(Mark.self)?.rawValue, cell.flatMap { Int(exactly: $0) },
      entries["style"]?.choice(StudyProtocol.NumberStyle.self)
    )
  }
}
