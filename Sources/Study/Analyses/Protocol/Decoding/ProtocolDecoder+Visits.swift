import Cohorts
import Tables

extension ProtocolDecoder {
  /// The table of visits and its scores.
  func visits(_ node: ProtocolNode) -> VisitPlan? {
    let known = [
      "file", "unit", "date", "month", "scores", "rescue", "preoperative", "planned_month",
      "schedule_months", "columns", "missing",
    ]
    guard let entries = node.mapping(known: known) else { return nil }
    let file = entries.required("file", "name the CSV file, relative to the protocol")?.text()
    let unit = entries.required("unit", "name the column that says whose visit it is")?.text()
    let time = timeColumn(entries, "a visit")
    let scoreNodes = entries.required(
      "scores", "name the columns of scores: {womac_pain: {instrument: WOMAC-LK, ...}}")?
      .mapping()?.entries
    let scores = scoreNodes?.compactMap { score($0.key, $0.node) } ?? []
    if scoreNodes?.isEmpty == true {
      entries["scores"]?.fail("names no score; a response needs one")
    }
    let rescue = entries["rescue"]?.text()
    let preoperative = entries["preoperative"]?.text()
    let planned = entries["planned_month"]?.text()
    let schedule = entries["schedule_months"]?.months(from: 0.1)
    let columnNodes = entries["columns"]?.mapping()?.entries ?? []
    let columns = columnNodes.compactMap { column($0.key, $0.node) }
    let missing = entries["missing"]?.texts()
    checkDistinct(
      ["unit", "date", "month", "rescue", "preoperative", "planned_month"]
        .compactMap { key in entries[key].map { (key, $0) } }, scores, columnNodes, of: entries)
    guard let file, let unit, let time, !scores.isEmpty, scores.count == scoreNodes?.count
    else { return nil }
    return VisitPlan(
      file: file, unit: unit, time: time, scores: scores, rescue: rescue,
      preoperative: preoperative, plannedMonth: planned,
      scheduleMonths: schedule ?? VisitPlan.usualSchedule, columns: columns, missing: missing)
  }

  /// The column that says when: exactly one of `date` and `month`.
  func timeColumn(_ entries: ProtocolNode.Mapping, _ what: String) -> EventTimeColumn? {
    switch (entries["date"], entries["month"]) {
    case (nil, nil):
      entries.owner.fail(
        "does not say when \(what) took place",
        help: "name a column of dates, `date: ...`, or of months since the injection, `month: ...`")
      return nil
    case (_?, let month?):
      month.fail("stands beside `date`; \(what) has one time", help: "keep one of them")
      return nil
    case (let date?, nil): return date.text().map(EventTimeColumn.date)
    case (nil, let month?): return month.text().map(EventTimeColumn.month)
    }
  }

  private func score(_ name: String, _ node: ProtocolNode) -> VisitPlan.Score? {
    let known = ["instrument", "subscale", "range", "better", "unit", "items"]
    guard let entries = node.mapping(known: known) else { return nil }
    let instrument = entries.required(
      "instrument", "name it with its version, such as WOMAC-LK: scores of versions differ in range"
    )?
    .text()
    let range = entries.required(
      "range", "give the smallest and the largest possible score: [0, 20]; every share is of it")?
      .bounds()
    let better = entries.required(
      "better", "say `lower` or `higher`: a response is a fall on one scale and a rise on another")?
      .choice(ScoreScale.Direction.self)
    let part = entries["subscale"]?.text()
    let unit = entries["unit"]?.text()
    let items = entries["items"]?.texts()
    if let items, Set(items).count < items.count {
      entries["items"]?.fail("names an item twice")
    }
    guard let instrument, let range, let better else { return nil }
    let scale = ScoreScale(
      instrument: instrument, subscale: part, unit: unit, range: range, better: better)
    for problem in Instrument.problems(in: scale) {
      let place = problem.key.flatMap { entries[$0.rawValue] } ?? node
      if problem.severity == .error {
        place.fail("is refused: \(problem.message)", help: problem.help)
      } else {
        let help = problem.help.map { "; \($0)" } ?? ""
        place.warn("\(problem.message)\(help)")
      }
    }
    let subscale = Instrument.named(instrument).flatMap { $0.subscale(named: scale.subscale) }
    if let items, let subscale, items.count != subscale.itemCount {
      entries["items"]?.fail(
        "names \(items.count) items, and \(instrument) \(subscale.name) is made of "
          + "\(subscale.itemCount)",
        help: "name the column of each item, in the order of the questionnaire")
    }
    return VisitPlan.Score(name: name, scale: scale, items: items)
  }

  /// No column may stand for two things of a visit.
  private func checkDistinct(
    _ named: [(key: String, node: ProtocolNode)], _ scores: [VisitPlan.Score],
    _ columns: [(key: String, node: ProtocolNode)], of entries: ProtocolNode.Mapping
  ) {
    checkDistinct(named)
    let taken = Set(named.compactMap { $0.node.rawText })
    for score in scores {
      for column in score.items ?? [score.name] where taken.contains(column) {
        entries["scores"]?.fail(
          "reads the column `\(column)`, which is no score: it is named for something else above")
      }
      for (column, node) in columns
      where (score.items ?? [score.name]).contains(column) {
        node.fail(
          "declares a column that the score `\(score.name)` reads already",
          help: "leave it out here; codes for missing scores stand in `visits.missing`")
      }
    }
  }

  /// No column may stand for two of these keys.
  func checkDistinct(_ named: [(key: String, node: ProtocolNode)]) {
    var first: [String: String] = [:]
    for (key, node) in named {
      guard let column = node.rawText, Undecided.question(in: column) == nil else { continue }
      if let other = first[column] {
        node.fail("is the column `\(column)`, as is `\(other)`", help: "name two columns")
      } else {
        first[column] = key
      }
    }
  }

  /// The table of events.
  func events(_ node: ProtocolNode) -> EventPlan? {
    let known = ["file", "unit", "date", "month", "kind", "kinds", "missing"]
    guard let entries = node.mapping(known: known) else { return nil }
    let file = entries.required("file", "name the CSV file, relative to the protocol")?.text()
    let unit = entries.required("unit", "name the column that says whose event it is")?.text()
    let time = timeColumn(entries, "an event")
    let kind = entries.required("kind", "name the column that says what happened")?.text()
    let kindsNode = entries.required(
      "kinds", "say which words mean which event: {thr: [THR], death: [death]}")
    let names = EventPlan.Kind.allCases.map(\.rawValue) + ["ignored"]
    let kinds = kindsNode?.mapping(known: names)?.entries ?? []
    var ignored: [String] = []
    var words: [EventPlan.Kind: [String]] = [:]
    var first: [String: String] = [:]
    for (key, node) in kinds {
      guard names.contains(key), let texts = node.texts() else { continue }
      if let kind = EventPlan.Kind(rawValue: key) { words[kind] = texts } else { ignored = texts }
      for word in texts {
        if let other = first[word] {
          node.fail(
            "takes the word `\(word)`, which `\(other)` takes too",
            help: "one word means one kind of event")
        }
        first[word] = key
      }
    }
    checkDistinct(
      ["unit", "date", "month", "kind"].compactMap { key in entries[key].map { (key, $0) } })
    let missing = entries["missing"]?.texts()
    guard let file, let unit, let time, let kind else { return nil }
    return EventPlan(
      file: file, unit: unit, time: time, kind: kind, words: words, ignored: ignored,
      missing: missing)
  }
}
