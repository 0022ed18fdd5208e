import Cohorts

/// The tree of a protocol file → typed values, block by block.
///
/// Every problem of the file is noted in one run; a block that cannot be read yields `nil`.
struct ProtocolDecoder {
  let problems: ProtocolNode.ProblemList

  /// Every key a protocol may have; the contract of the file format.
  static let keys = [
    "protocol", "title", "population", "seed", "data_lock", "units", "visits", "events",
    "conditions", "eligibility", "per_protocol", "response", "loss", "intercurrent", "duplicates",
    "after_death",
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
    let perProtocol = keys["per_protocol"].flatMap { self.perProtocol($0, definitions.named) }
    let strata = keys["strata"].map(self.strata) ?? []
    let survival = keys["survival"].map(self.survival) ?? defaultSurvival
    let models = keys["models"].map(self.models) ?? []
    let comparison = keys["comparison"].flatMap { self.comparison($0, &notDone) }
    let report = keys["report"].map { self.report($0) }
    let seed = keys["seed"]?.whole()
    let endpoints = keys["visits"] == nil ? nil : self.endpoints(keys, units: units)
    let outcome = self.outcome(keys, endpoints, population: population)
    guard let population, let units, let outcome else { return nil }
    return StudyProtocol(
      title: title ?? outcome.context.label, population: population, units: units,
      outcome: outcome, eligibility: eligibility, strata: strata, survival: survival,
      models: models, comparison: comparison, decimalMark: report?.mark, notDone: notDone,
      endpoints: endpoints, conditions: definitions, perProtocol: perProtocol,
      seed: seed ?? StudyProtocol.usualSeed,
      minCell: report?.minCell, warnings: problems.warnings, places: problems.places,
      source: problems.source, numberStyle: report?.style ?? .default,
      testsBaseline: report?.tests ?? false)
  }

  private func checkVersion(_ keys: ProtocolNode.Mapping) {
    guard
      let node = keys.required("protocol", "begin the file with `protocol: 1`, its format version")
    else { return }
    guard let version = node.number() else { return }
    if version != 1 {
      node.fail(
        "is \(node.written ?? ""); this program reads version 1", help: "write `protocol: 1`")
    }
  }

  private func outcome(
    _ keys: ProtocolNode.Mapping, _ endpoints: EndpointPlan?, population: String?
  ) -> StudyProtocol.Outcome? {
    switch (keys["outcome"], keys["visits"]) {
    case (nil, _?):
      guard let endpoints, let population else { return nil }
      return StudyProtocol.Outcome(of: endpoints, population: population)
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
    let competing = entries["competing"].map { self.competing($0, event: event) } ?? []
    guard let time, let event, let unit, let label, let instrument, let threshold, let origin,
      let population,
      let whole = OutcomeContext(
        label: label, instrument: instrument, threshold: threshold, origin: origin,
        population: population)
    else { return nil }
    return StudyProtocol.Outcome(
      time: time, event: event, unit: unit, context: whole, competing: competing)
  }

  /// The events that compete with the outcome, each with its values of the column of events.
  private func competing(
    _ node: ProtocolNode, event: String?
  ) -> [StudyProtocol.CompetingCause] {
    let causes = (node.mapping()?.entries ?? []).compactMap { name, node in
      (node.rawText.map { [$0] } ?? node.texts()).map {
        StudyProtocol.CompetingCause(name: name, values: $0)
      }
    }
    if let event, !causes.isEmpty, !event.contains(where: { "=<>!".contains($0) }) {
      node.fail(
        "names competing events by their values, and `event: \(event)` does not say which value is "
          + "the event itself",
        help: "write `event` as a comparison, such as `\(event) == 1`")
    }
    var seen: Set<String> = []
    for value in causes.flatMap(\.values) where !seen.insert(value).inserted {
      node.fail("gives the value `\(value)` to two events", help: "a value means one event")
    }
    return causes
  }

  private func eligibility(
    _ node: ProtocolNode, _ named: [String: Condition]
  ) -> [StudyProtocol.EligibilityStep]? {
    node.list()?.compactMap { item -> StudyProtocol.EligibilityStep? in
      guard let entries = item.mapping(known: ["name", "where"]) else { return nil }
      let name = entries.required("name", "say in words what the step asks for")?.text()
      return condition(entries, named).map { .init(name: name ?? $0.text, condition: $0) }
    }
  }

  /// Who kept to the protocol.
  private func perProtocol(
    _ node: ProtocolNode, _ named: [String: Condition]
  ) -> StudyProtocol.EligibilityStep? {
    node.mapping(known: ["where"]).flatMap { condition($0, named) }.map {
      .init(name: "Treated per protocol", condition: $0)
    }
  }

  /// The condition under `where`.
  private func condition(
    _ entries: ProtocolNode.Mapping, _ named: [String: Condition]
  ) -> Condition? {
    guard let node = entries.required("where", "give the condition, such as \"age >= 18\""),
      let text = node.text()
    else { return nil }
    do throws(Condition.Problem) { return try Condition(text, named: named) } catch {
      node.fail(error.message, help: Self.pointing(at: error.position, in: text))
      return nil
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

  /// How many characters of a long text are shown on either side of a place.
  private static let shownAround = 40

  /// The text with a caret below one of its characters; of a long text what stands around it.
  static func pointing(at position: Int, in text: String) -> String {
    let characters = text.map { $0.isNewline ? " " : $0 }
    let place = min(max(position, 0), characters.count)
    let isLong = characters.count > 2 * shownAround
    let start = isLong ? max(0, place - shownAround) : 0
    let end = isLong ? min(characters.count, place + shownAround) : characters.count
    let before = (start > 0 ? "…" : "") + String(characters[start..<place])
    let after = String(characters[place..<end]) + (end < characters.count ? "…" : "")
    return "\(before)\(after)\n        \(String(repeating: " ", count: before.count))^"
  }

  private func report(
    _ node: ProtocolNode
  ) -> (mark: String?, minCell: Int?, style: StudyProtocol.NumberStyle?, tests: Bool?) {
    guard let entries = node.mapping(known: ["min_cell", "decimal", "style", "baseline_p_values"])
    else {
      return (nil, nil, nil, nil)
    }
    let cell = entries["min_cell"]?.whole()
    enum Answer: String, CaseIterable {
      case yes
      case no
    }
    enum Mark: String, CaseIterable {
      case point = "."
      case comma = ","
    }
    return (
      entries["decimal"]?.choice(Mark.self)?.rawValue, cell.flatMap { Int(exactly: $0) },
      entries["style"]?.choice(StudyProtocol.NumberStyle.self),
      entries["baseline_p_values"]?.choice(Answer.self).map { $0 == .yes }
    )
  }
}
