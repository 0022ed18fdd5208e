import Cohorts

extension DraftWriter {
  /// The score a response is most likely about: WOMAC pain, else any pain, else the first.
  var mainScore: String {
    let names = scoreNames
    return names.first { $0.lowercased().contains("womac") && DraftScore.part(of: $0) == "pain" }
      ?? DraftWords.best(names, DraftWords.pain) ?? DraftWords.best(names, ["vas", "eva", "nrs"])
      ?? names.first ?? Undecided.text("the score a response is about")
  }

  /// The names of the scores of the draft.
  private var scoreNames: [String] {
    guard let visits = roles.visits else { return wide.map(\.stem) }
    let given = visits.table.scores(except: visits.unit)
    return given + itemScores.filter { !$0.isGiven }.map(\.name)
  }

  /// A score that can be computed from items; `isGiven` when the table holds it already.
  private var itemScores: [(name: String, text: String, isGiven: Bool)] {
    guard let table = roles.visits?.table else { return [] }
    return DraftSeries.all(in: table).compactMap { series in
      guard let found = series.items(in: table),
        let range = found.instrument.subscale(named: found.subscale)?.range
      else { return nil }
      let better = found.instrument.subscale(named: found.subscale)?.better?.rawValue
      let text =
        "\(q(found.name)): {instrument: \(found.instrument.id), subscale: \(found.subscale), "
        + "range: \(YAMLText.range(range)), better: \(better ?? Undecided.ask("lower or higher")), "
        + "items: \(YAMLText.list(series.names))}"
      return (found.name, text, found.name.hasSuffix("_from_items"))
    }
  }

  /// The table of visits with its scores.
  var visits: [String] {
    guard let visits = roles.visits else { return wideVisits }
    let (table, id) = (visits.table, visits.unit)
    var block = DraftBlock()
    block.add("visits:", "one row per hip and assessment")
    block.add("  file: \(q(table.file))")
    block.add("  unit: \(q(id))", "the hip, as in `units.id`")
    time(table, DraftWords.visit, to: &block)
    block.add("  scores:", "instrument with its version, possible range, good end")
    for name in table.scores(except: id) {
      let score = DraftScore(name, observed: table.observed(name))
      block.add("    \(q(name)): \(score.text)", score.comment)
    }
    for score in itemScores {
      block.add(
        (score.isGiven ? "    # " : "    ") + score.text,
        score.isGiven ? "to compute it from its items" : "computed from its items")
    }
    let others = table.names.filter { !scoreNames.contains($0) && $0 != id }
    if let rescue = DraftWords.best(others, DraftWords.rescue) {
      block.add("  rescue: \(q(rescue))", "yes/no: rescue medication before the visit")
    }
    if let planned = others.first(where: { DraftWords.folded($0).contains("planned") }),
      table.numbers.contains(planned), table.time(DraftWords.visit) != .month(planned)
    {
      block.add("  planned_month: \(q(planned))", "compared with the date")
    }
    return block.written() + [""]
  }

  // A visit per column cannot say when it took place, so a long table has to be made.
  private var wideVisits: [String] {
    let id = roles.id ?? "hip"
    let table = roles.units
    var months: [Double] = []
    for column in wide.flatMap(\.columns) where !months.contains(column.number) {
      months.append(column.number)
    }
    var rows = ["#   " + ([id, "month"] + wide.map(\.stem)).joined(separator: ",")]
    let first = roles.id.flatMap { table.firstText($0) }
    for month in months.sorted().prefix(3) {
      let cells = wide.map { series in
        series.columns.first { $0.number == month }.flatMap { table.firstText($0.name) } ?? ""
      }
      rows.append("#   " + ([first ?? "", Stratifier.text(month)] + cells).joined(separator: ","))
    }
    var block = DraftBlock()
    for line in [
      "# These columns of \(table.file) hold one visit each: "
        + wide.flatMap(\.names).joined(separator: ", ") + ".",
      "# cohort reads a long table, with a row per hip and visit. Save one such as",
    ] + rows + ["# and better still with the day of each visit in place of `month`."] {
      block.note(line)
    }
    block.add("visits:", "one row per hip and assessment")
    block.add("  file: \(Undecided.ask("the long table, such as visits.csv"))")
    block.add("  unit: \(q(id))")
    block.add("  month: month", "since the injection; or `date:` with the day of the visit")
    block.add("  scores:")
    for series in wide {
      let seen = series.names.compactMap { table.observed($0) }
      let range = seen.map(\.lowerBound).min().flatMap { low in
        seen.map(\.upperBound).max().map { low...max(low, $0) }
      }
      let score = DraftScore(series.stem, observed: range)
      block.add("    \(q(series.stem)): \(score.text)", score.comment)
    }
    return block.written() + [""]
  }

  /// The table of events; words of no known kind are for a person to place.
  var events: [String] {
    guard let events = roles.events, let kind = events.table.kind(except: events.unit) else {
      return []
    }
    var kinds: [(kind: String, words: [String])] = []
    var strangers: [String] = []
    for level in events.table.levels(kind) ?? [] {
      guard
        let key = DraftWords.kinds.first(where: { DraftWords.holds(level, $0.words) })?.kind
      else {
        strangers.append(level)
        continue
      }
      if let place = kinds.firstIndex(where: { $0.kind == key }) {
        kinds[place].words.append(level)
      } else {
        kinds.append((key, [level]))
      }
    }
    let meanings = [
      "thr": "hip replacement", "booster": "repeat injection of the studied treatment",
      "injection": "another injection into the joint", "death": "death",
      "withdrawal": "the patient left the study",
    ]
    var block = DraftBlock()
    block.add("events:", "one row per event")
    block.add("  file: \(q(events.table.file))")
    block.add("  unit: \(q(events.unit))", "the hip, as in `units.id`")
    time(events.table, DraftWords.event, to: &block)
    block.add("  kind: \(q(kind))")
    block.add("  kinds:", "thr, booster, injection, death, withdrawal")
    for (key, words) in kinds.sorted(by: { $0.kind < $1.kind }) {
      block.add("    \(key): \(YAMLText.list(words))", meanings[key])
    }
    if !strangers.isEmpty {
      block.add(
        "    \(Undecided.mark): \(YAMLText.list(strangers))",
        "move each word to the list of its kind, then "
          + "delete this line")
    }
    return block.written() + [""]
  }
}
