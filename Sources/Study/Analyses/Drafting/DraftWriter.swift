import Cohorts
import Tables

/// Writes the draft, block by block, in the order of a protocol.
struct DraftWriter {
  let roles: DraftRoles

  /// Whether endpoints are to be derived from visits, in a table there is or one to be made.
  var isLongitudinal: Bool { roles.visits != nil || !wide.isEmpty }

  /// Scores that stand once per visit in the table of units.
  var wide: [DraftSeries] {
    roles.visits == nil ? DraftSeries.all(in: roles.units).filter(\.isWideVisits) : []
  }

  var text: String {
    var lines = [
      "# What is studied, decided before looking. Written from the columns found; read every line.",
      "# Each \(Undecided.mark) asks what only a person knows: replace it, with its quotes. Then run",
      "# `cohort check` on this file until it says 0 errors. Lines after # are not read.",
      "", "protocol: 1", "title: \(Undecided.ask("a title for the report"))",
      "population: "
        + Undecided.ask("who was followed, in words, such as hip osteoarthritis, KL II-III"),
    ]
    lines += dataLock + [""]
    lines += units
    if isLongitudinal { lines += visits + events }
    lines += unused + eligibility
    lines += isLongitudinal ? rules : outcome
    lines += strata + survival + suggestions
    return lines.joined(separator: "\n") + "\n"
  }

  func q(_ text: String) -> String { YAMLText.quoted(text) }

  var patient: String? {
    DraftWords.best(roles.units.names.filter { $0 != roles.id }, DraftWords.patient)
      ?? roles.id.flatMap { DraftWords.holds($0, DraftWords.patient) ? $0 : nil }
  }

  var side: String? { DraftWords.best(roles.units.names, DraftWords.side) }

  var indexDate: String? {
    let dates = roles.units.dates.filter { !DraftWords.holds($0, ["birth", "geburt", "nacim"]) }
    return DraftWords.best(dates, DraftWords.injection) ?? DraftWords.best(dates, DraftWords.date)
      ?? dates.first
  }

  /// The columns of the table of units that describe a unit.
  var described: [String] {
    let taken = [roles.id, patient, side, indexDate].compactMap { $0 } + wide.flatMap(\.names)
    return roles.units.names.filter { !taken.contains($0) }
  }

  // The last day seen is the day the data were closed at the earliest.
  private var dataLock: [String] {
    guard let visits = roles.visits, case .date? = visits.table.time(DraftWords.visit) else {
      return []
    }
    let tables = [roles.units, visits.table, roles.events?.table].compactMap(\.self)
    let last = tables.flatMap { table in
      table.table.columns.flatMap { column -> [Int32] in
        if case .dates(let days) = column.values { days } else { [] }
      }
    }.max()
    guard let last, last != Column.missingDate else { return [] }
    return [
      "# data_lock: \(CalendarDate.text(last))       # the last day seen; later dates are errors"
    ]
  }

  private var units: [String] {
    let table = roles.units
    var block = DraftBlock()
    block.add("units:", "one row per treated hip")
    block.add("  file: \(q(table.file))", "paths are relative to this file")
    if let id = roles.id {
      block.add("  id: \(q(id))", "no value stands twice")
    } else if isLongitudinal {
      block.add(
        "  id: \(Undecided.ask("the column that names the hip"))", "all values must differ")
    } else {
      block.add("  # id: ...", "no column found whose values all differ")
    }
    if let patient { block.add("  patient: \(q(patient))", "hips of one patient are one cluster") }
    if let side { block.add("  side: \(q(side))") }
    if let indexDate { block.add("  index_date: \(q(indexDate))", dateComment(indexDate, table)) }
    block.add(
      "  # missing: [\"\", NA]", "text read as missing; NA, n/a, -, ., NULL and the like without it"
    )
    let lines = described.map { DraftColumn($0, in: table) }
    block.add(lines.isEmpty ? "  columns: {}" : "  columns:")
    for column in lines { block.add("    " + column.text, column.comment) }
    return block.written(widest: 60) + [""]
  }

  private func dateComment(_ name: String, _ table: DraftTable) -> String {
    table.isForeignDate(name)
      ? "dates must be written YYYY-MM-DD: change them in the file" : "time starts on this day"
  }

  /// The key and column that say when.
  func time(_ table: DraftTable, _ words: [String], to block: inout DraftBlock) {
    switch table.time(words) {
    case .date(let column)?:
      let isForeign = table.isForeignDate(column)
      block.add("  date: \(q(column))", isForeign ? dateComment(column, table) : nil)
    case .month(let column)?: block.add("  month: \(q(column))", "since the injection")
    case nil:
      block.add(
        "  date: \(Undecided.ask("the column of dates"))", "or `month:`, since the injection")
    }
  }

  private var unused: [String] {
    let lines =
      roles.mismatches.map { "# LOOK: \($0)" }
      + roles.otherVisits.map { other in
        "# \(other.table.file) holds scores too (\(other.table.scores(except: other.unit).joined(separator: ", "))); "
          + "a protocol reads one table of visits: join them by unit and date to use both"
      } + roles.unused.map { "# \($0.file) is not used: no column ties it to \(roles.units.file)" }
    return lines.isEmpty ? [] : lines + [""]
  }

  private var rules: [String] {
    """
    response:
      score: \(q(mainScore))
      threshold: 30 %               # improvement over own baseline that is a response
      baseline: {window_days: [-90, 0], floor: 20}   # last value in these days; floor on 0-100
      deadline_months: 7.5          # a later first response is a late one; or none
      classes: {clear: 30 %, partial: 10 %}
      at_months: [3, 6, 12, 24]
      windows: midpoint             # or {3: [67, 137], ...} in days, one for each of at_months

    loss:
      threshold: 30 %               # benefit is lost when improvement falls below this
      reference: baseline           # baseline | nadir | pass
      confirmation: two-visits      # two-visits | first-visit
      max_gap_months: 14            # a drop is confirmed by a visit within this time
      origin: injection             # injection | response

    intercurrent:
      thr: composite                # composite | competing | censor
      booster: censor               # censor | composite | competing | ignore
      injection: composite          # censor | composite | competing | ignore
      rescue: treatment-policy      # treatment-policy | composite | missing
      death: competing              # competing | composite
    duplicates: error               # error | worst | mean | first | best

    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private var survival: [String] {
    [
      "survival:", "  landmarks_months: [12, 24]", "  conf_level: 0.95",
      "  conf_type: log-log            # log | log-log | plain | logit | arcsin",
    ]
  }
}
