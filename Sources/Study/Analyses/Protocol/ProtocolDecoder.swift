import Cohorts

/// The tree of a protocol file → typed values, block by block.
///
/// Every problem of the file is noted in one run; a block that cannot be read yields `nil`.
struct ProtocolDecoder {
  let problems: ProtocolNode.ProblemList

  /// Every key a protocol may have; the contract of the file format.
  static let keys = [
    "protocol", "title", "population", "seed", "units", "visits", "events", "eligibility",
    "response", "loss", "intercurrent", "duplicates", "outcome", "strata", "survival", "models",
    "comparison", "report",
  ]
  /// The keys of a cohort whose endpoints are derived from visits.
  static let visitKeys = ["visits", "response", "loss", "intercurrent"]

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
    let eligibility = keys["eligibility"].flatMap(self.eligibility) ?? []
    let strata = keys["strata"].map(self.strata) ?? []
    let survival = keys["survival"].map { self.survival($0, &notDone) } ?? defaultSurvival
    let models = keys["models"].map(self.models) ?? []
    let comparison = keys["comparison"].flatMap { self.comparison($0, &notDone) }
    let decimalMark = keys["report"].map { self.report($0, &notDone) } ?? "."
    let outcome = self.outcome(keys, population: population, &notDone)
    guard let population, let units, let outcome else { return nil }
    return StudyProtocol(
      title: title ?? outcome.context.label, population: population, units: units,
      outcome: outcome, eligibility: eligibility, strata: strata, survival: survival,
      models: models, comparison: comparison, decimalMark: decimalMark, notDone: notDone)
  }

  private func checkVersion(_ keys: ProtocolNode.Mapping) {
    guard
      let node = keys.required("protocol", "begin the file with `protocol: 1`, its format version")
    else { return }
    guard let version = node.number() else { return }
    if version != 1 { node.fail("is \(version); this program reads version 1") }
  }

  private func outcome(
    _ keys: ProtocolNode.Mapping, population: String?, _ notDone: inout [String]
  ) -> StudyProtocol.Outcome? {
    for key in Self.visitKeys {
      keys[key]?.fail(
        "asks for endpoints derived from visits, which this version does not do",
        help: "give a survival-ready table and an `outcome:` block instead")
    }
    if keys["events"] != nil {
      notDone.append("events are not read from a table of their own")
    }
    guard
      let node = keys.required(
        "outcome", "name the outcome: `outcome: {time: ..., event: ..., unit: days, ...}`")
    else { return nil }
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

  private func eligibility(_ node: ProtocolNode) -> [StudyProtocol.EligibilityStep]? {
    node.list()?.compactMap { item -> StudyProtocol.EligibilityStep? in
      guard let entries = item.mapping(known: ["name", "where"]) else { return nil }
      let name = entries.required("name", "say in words what the step asks for")?.text()
      guard let condition = entries.required("where", "give the condition, such as \"age >= 18\""),
        let text = condition.text()
      else { return nil }
      do throws(Condition.Problem) {
        return StudyProtocol.EligibilityStep(name: name ?? text, condition: try Condition(text))
      } catch {
        condition.fail(error.message, help: Self.pointing(at: error.position, in: text))
        return nil
      }
    }
  }

  /// The text with a caret below one of its characters.
  static func pointing(at position: Int, in text: String) -> String {
    "\(text)\n        \(String(repeating: " ", count: min(position, text.count)))^"
  }

  private func report(_ node: ProtocolNode, _ notDone: inout [String]) -> String {
    guard let entries = node.mapping(known: ["min_cell", "decimal", "style"]) else { return "." }
    if let cell = entries["min_cell"]?.number(), cell > 1 {
      notDone.append(
        "counts below \(Stratifier.text(cell)) (`min_cell`) are not suppressed: every count is "
          + "printed as it is, so do not pass this report on where small cells may not be shown")
    }
    enum Style: String, CaseIterable { case `default`, jama, lancet, nejm }
    if let style = entries["style"]?.choice(Style.self), style != .default {
      notDone.append("the `\(style.rawValue)` style is not applied")
    }
    enum Mark: String, CaseIterable {
      case point = "."
      case comma = ","
    }
    return entries["decimal"]?.choice(Mark.self)?.rawValue ?? "."
  }
}
