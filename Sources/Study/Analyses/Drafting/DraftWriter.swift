import Cohorts
import Tables

/// Writes the draft, block by block, in the order of a protocol.
struct DraftWriter {
  let roles: DraftRoles

  var text: String {
    let isLongitudinal = roles.visits != nil
    var lines = [
      "# What is studied, decided before looking. Written from the columns found; read every line.",
      "# Replace each TODO: it marks what only a person can decide.", "", "protocol: 1",
      "title: \"TODO a title\"",
      "population: \"TODO who was followed, in words; stands in every caption\"", "",
    ]
    lines += units
    if isLongitudinal {
      lines += visits + events + rules
    } else {
      lines += [
        "# eligibility:                # applied in this order; the flow counts each",
        "#   - {name: adults, where: \"age >= 18\"}", "",
      ]
      lines += outcome
    }
    lines += strata + survival
    return lines.joined(separator: "\n") + "\n"
  }

  private func q(_ text: String) -> String { YAMLText.quoted(text) }

  private var patient: String? {
    let names = roles.units.table.columnNames
    return DraftTable.best(names, ["patient"]) ?? DraftTable.best(names, ["subject", "person"])
  }

  private var units: [String] {
    let table = roles.units
    var lines = ["units:                          # one row per unit", "  file: \(q(table.file))"]
    if let id = roles.id {
      lines.append("  id: \(q(id))                    # no value stands twice")
    } else {
      lines.append(
        "  # id: ...                     # no column found whose values are all different")
    }
    if let patient {
      lines.append("  patient: \(q(patient))              # units of one patient are one cluster")
    }
    let side = table.table.columnNames.first { $0.lowercased() == "side" }
    if let side { lines.append("  side: \(q(side))") }
    var index: String?
    if let date = DraftTable.best(table.dates, ["inject", "index", "treat", "date"])
      ?? table.dates.first
    {
      index = date
      lines.append("  index_date: \(q(date))           # time starts on this day")
    }
    lines += ["  missing: [\"\", NA]             # text read as missing", "  columns:"]
    let taken = [roles.id, patient, side, index].compactMap { $0 }
    let columns = table.table.columnNames.filter { !taken.contains($0) }
    lines += columns.map { "    " + declaration($0, in: table) }
    if columns.isEmpty { lines[lines.count - 1] = "  columns: {}" }
    return lines + [""]
  }

  /// A column with its type, levels and observed range.
  private func declaration(_ name: String, in table: DraftTable) -> String {
    switch table.table.column(named: name)?.values {
    case .numbers(let numbers)?:
      guard let observed = table.observed(name) else { return "\(q(name)): {type: number}" }
      let values = Set(numbers.filter { !$0.isNaN }).sorted()
      let isGrade = ["grade", "kl", "tonnis"].contains { name.lowercased().contains($0) }
      if isGrade, values.count <= 8 {
        return
          "\(q(name)): {type: ordinal, levels: [\(values.map(Stratifier.text).joined(separator: ", "))]}"
      }
      return "\(q(name)): {type: number, range: \(YAMLText.range(DraftTable.outwards(observed)))}"
        + "   # observed \(Self.words(observed))"
    case .categories(let categories)?:
      if categories.levels.count <= 12, !categories.levels.isEmpty {
        return "\(q(name)): {type: category, levels: \(YAMLText.list(categories.levels))}"
      }
      return "\(q(name)): {type: \(table.isUnique(name) ? "text" : "category")}"
    case .dates?: return "\(q(name)): {type: date}"
    case nil: return "\(q(name)): {}"
    }
  }

  private static func words(_ range: ClosedRange<Double>) -> String {
    "\(Stratifier.text(range.lowerBound)) to \(Stratifier.text(range.upperBound))"
  }

  private func time(_ table: DraftTable, _ words: [String]) -> String {
    switch table.time(words) {
    case .date(let column)?: "  date: \(q(column))"
    case .month(let column)?: "  month: \(q(column))               # since the injection"
    case nil: "  date: \"TODO the column of dates\""
    }
  }

  private var visits: [String] {
    guard let table = roles.visits, let id = roles.id else { return [] }
    let scores = table.scores(except: id)
    var lines = [
      "visits:                         # one row per unit and assessment",
      "  file: \(q(table.file))",
      "  unit: \(q(id))", time(table, ["visit"]),
      "  scores:                       # instrument with its version, possible range, good end",
    ]
    lines += scores.map { name in
      let score = DraftScore(name, observed: table.observed(name))
      return "    \(q(name)): \(score.text)"
        + (table.observed(name).map { "   # observed \(Self.words($0))" } ?? "")
    }
    if let rescue = DraftTable.best(
      table.table.columnNames.filter { !scores.contains($0) }, ["rescue", "nsaid", "analges"])
    {
      lines.append("  rescue: \(q(rescue))            # yes/no: rescue medication before the visit")
    }
    return lines + [""]
  }

  private var events: [String] {
    guard let table = roles.events, let id = roles.id, let kind = table.kind(except: id) else {
      return []
    }
    var kinds: [(String, [String])] = []
    var other: [String] = []
    let words: [(String, [String])] = [
      ("thr", ["thr", "tha", "replace", "arthroplast"]), ("booster", ["boost", "repeat"]),
      ("injection", ["steroid", "hyalur", "prp", "inject"]), ("death", ["death", "dead", "died"]),
      ("withdrawal", ["withdr", "drop", "lost"]),
    ]
    for level in table.levels(kind) ?? [] {
      if let key = words.first(where: { $0.1.contains { level.lowercased().contains($0) } })?.0 {
        if let place = kinds.firstIndex(where: { $0.0 == key }) {
          kinds[place].1.append(level)
        } else {
          kinds.append((key, [level]))
        }
      } else {
        other.append(level)
      }
    }
    var lines = [
      "events:                         # one row per event", "  file: \(q(table.file))",
      "  unit: \(q(id))", time(table, ["event"]), "  kind: \(q(kind))",
      "  kinds:                        # thr, booster, injection, death or withdrawal",
    ]
    lines += kinds.map { "    \($0.0): \(YAMLText.list($0.1))" }
    if !other.isEmpty {
      lines.append("    # not recognised, add each to a kind: \(YAMLText.list(other))")
    }
    if kinds.isEmpty { lines.append("    thr: [\"TODO the words of each kind\"]") }
    return lines + [""]
  }

  private var rules: [String] {
    let scores = roles.visits?.scores(except: roles.id) ?? []
    let score = DraftTable.best(scores, ["womac_pain", "pain"]) ?? scores.first ?? "TODO"
    return """
      # eligibility:                  # applied in this order; the flow counts each
      #   - {name: adults, where: "age >= 18"}

      response:
        score: \(q(score))
        threshold: 30 %               # improvement over own baseline that is a response
        baseline: {window_days: [-90, 0], floor: 20}   # last value in these days; floor on 0-100
        deadline_months: 7.5          # a later first response is a late one; or none
        classes: {clear: 30 %, partial: 10 %}
        at_months: [3, 6, 12, 24]
        windows: midpoint             # or {3: [67, 137], ...} in days

      loss:
        threshold: 30 %               # benefit is lost when improvement falls below this
        reference: baseline           # baseline | nadir | pass
        confirmation: two-visits      # two-visits | first-visit
        max_gap_months: 14
        origin: injection             # injection | response

      intercurrent:
        thr: composite                # composite | competing | censor
        booster: censor               # censor | composite | competing | ignore
        injection: composite
        rescue: treatment-policy      # treatment-policy | composite | missing
        death: competing              # competing | composite
      duplicates: error               # error | worst | mean | first | best

      """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private var outcome: [String] {
    let table = roles.units
    let zeroOne = table.numbers.filter(table.isZeroOne)
    let event =
      DraftTable.best(zeroOne, ["event", "status", "delta", "lost", "loss", "fail", "death"])
      ?? zeroOne.first
    let times = table.numbers.filter { name in
      name != event && name != roles.id
        && (table.observed(name).map { $0.lowerBound >= 0 } ?? false)
    }
    let time = DraftTable.best(times, ["time", "follow", "months", "days", "years", "duration"])
    let unit = ["days", "weeks", "months", "years"].first {
      time?.lowercased().contains($0.dropLast()) ?? false
    }
    return [
      "outcome:                        # one time and one event for each unit",
      "  time: \(q(time ?? "TODO the column of follow-up times"))",
      "  event: \(q(event ?? "TODO the 0/1 column of events, or a comparison"))",
      "  unit: \(q(unit ?? "TODO days, weeks, months or years"))",
      "  label: \"TODO the event in words\"", "  instrument: \"TODO what it was measured with\"",
      "  threshold: \"TODO what counts as the event\"", "  origin: \"TODO where time starts\"",
      "  competing: {}                 # none", "",
    ]
  }

  private var strata: [String] {
    let table = roles.units
    let taken = [roles.id, patient].compactMap { $0 }
    let lines = table.table.columnNames.filter { !taken.contains($0) }.compactMap {
      name -> String? in
      if name.lowercased() == "bmi", table.numbers.contains(name) {
        return "  \(q(name)): {classes: who}        # or {cuts: [25, 30, 35]}"
      }
      guard let levels = table.levels(name), (2...6).contains(levels.count),
        name.lowercased() != "side"
      else { return nil }
      return "  \(q(name)): {}"
    }
    return lines.isEmpty
      ? [] : ["strata:                         # the outcome is broken down by each"] + lines + [""]
  }

  private var survival: [String] {
    [
      "survival:", "  landmarks_months: [12, 24]", "  conf_level: 0.95",
      "  conf_type: log-log            # log | log-log | plain | logit | arcsin",
    ]
  }
}

/// What a column of scores seems to be, by its name and values.
struct DraftScore {
  let text: String

  init(_ name: String, observed: ClosedRange<Double>?) {
    let lower = name.lowercased()
    let most = observed?.upperBound ?? 0
    let part =
      ["pain", "stiffness", "function", "symptoms", "adl", "sport", "qol"].first(
        where: lower.contains)
    func write(_ instrument: String, _ unit: String?, _ range: String, _ better: String) -> String {
      var parts = ["instrument: \(YAMLText.quoted(instrument))"]
      if let part { parts.append("subscale: \(part)") }
      if let unit { parts.append("unit: \(unit)") }
      return "{" + (parts + ["range: \(range)", "better: \(better)"]).joined(separator: ", ") + "}"
    }
    if lower.contains("womac") {
      let versions = ["WOMAC-LK", "WOMAC-NRS", "WOMAC-VAS"]
      let ranges = versions.compactMap { Instrument.named($0)?.subscale(named: part)?.range }
      let range = ranges.first { $0.upperBound >= most }.map(YAMLText.range)
      text = write(
        "TODO WOMAC-LK, WOMAC-VAS or WOMAC-NRS?", nil, range ?? "\"TODO [0, 20]\"", "lower")
    } else if lower.contains("hoos"), part != nil {
      text = write("HOOS", nil, "[0, 100]", "higher")
    } else if lower.contains("vas") {
      text =
        most > 10
        ? write("VAS", "mm", "[0, 100]", "lower")
        : write("VAS", "\"TODO cm or mm?\"", "\"TODO [0, 10] or [0, 100]\"", "lower")
    } else if lower.contains("ohs") || lower.contains("oxford") {
      text = write(
        "TODO OHS-new (0 to 48, higher is better) or OHS-old?", nil, "[0, 48]",
        "\"TODO lower or higher\"")
    } else {
      text = write(
        "TODO the instrument with its version", nil, "\"TODO [least, most possible]\"",
        "\"TODO lower or higher\"")
    }
  }
}
