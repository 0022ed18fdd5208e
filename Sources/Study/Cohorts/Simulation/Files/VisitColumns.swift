import Tables

/// The table of visits as it grows: one row per hip and assessment, in the order of the file.
struct VisitColumns {
  private var hip: [Int32] = []
  private var day = DayColumn("visit_date")
  private var month = NumberColumn("planned_month")
  private var womacPain = NumberColumn("womac_pain")
  private var womacFunction = NumberColumn("womac_function")
  private var vasPain = NumberColumn("vas_pain")
  private var hoosPain = NumberColumn("hoos_pain")
  private var nsaid = CodeColumn("nsaid_48h")
  private var weight = NumberColumn("weight_kg")
  private var rehabilitation = CodeColumn("rehab")

  /// The number of rows so far.
  var count: Int { hip.count }

  /// Adds a visit of the hip with this code.
  mutating func append(_ visit: SimulatedVisit, of code: Int32) {
    hip.append(code)
    day.append(visit.day)
    month.append(visit.plannedMonth)
    womacPain.append(visit.womacPain)
    womacFunction.append(visit.womacFunction)
    vasPain.append(visit.vasPain)
    hoosPain.append(visit.hoosPain)
    nsaid.append(visit.nsaid)
    weight.append(visit.weight)
    rehabilitation.append(visit.rehabilitation)
  }

  /// The table, with the names of the hips from the table of units.
  func table(_ units: UnitColumns) -> Table {
    Table(
      source: SimulatedWords.files[1],
      columns: [
        units.hipColumn(hip), day.column, month.column, womacPain.column, womacFunction.column,
        vasPain.column, hoosPain.column, nsaid.column(SimulatedWords.noYes), weight.column,
        rehabilitation.column(SimulatedWords.noYes),
      ], rowCount: count)
  }
}

/// The table of events as it grows: what was seen of a hip until its patient died or left.
struct EventColumns {
  private var hip: [Int32] = []
  private var day = DayColumn("event_date")
  private var kind = CodeColumn("event")

  private static let kinds = ["repeat_injection", "steroid", "THR", "withdrawn", "death"]

  /// Adds the events of the hip with this code, in order of time.
  mutating func append(_ events: SimulatedHip, of code: Int32) {
    let replacement = events.day(events.events.replacement)
    let end = events.lastDay
    let candidates: [(day: Int32, kind: Int32, last: Int32)] = [
      (events.day(events.events.booster), 0, min(end, replacement)),
      (events.day(events.events.steroid), 1, min(end, replacement)), (replacement, 2, end),
      (events.leavingDay, 3, min(end, events.deathDay - 1)), (events.deathDay, 4, end),
    ]
    for event in candidates.filter({ $0.day <= $0.last })
      .sorted(by: { ($0.day, $0.kind) < ($1.day, $1.kind) })
    {
      hip.append(code)
      day.append(event.day)
      kind.append(event.kind)
    }
  }

  /// The table, with the names of the hips from the table of units.
  func table(_ units: UnitColumns) -> Table {
    Table(
      source: "events-simulated.csv",
      columns: [units.hipColumn(hip), day.column, kind.column(Self.kinds)], rowCount: hip.count)
  }
}

/// The list of the errors as it grows: one row per error.
struct ErrorColumns {
  private var file = CodeColumn("file")
  private var line = NumberColumn("line")
  private var hip: [Int32] = []
  private var kind = CodeColumn("kind")
  private var day = DayColumn("visit_date")
  private var column = WordColumn("column")
  private var original = WordColumn("original")
  private var written = WordColumn("written")

  /// Adds an error in the table of units.
  mutating func append(_ error: InjectedError, unit code: Int32) {
    append(error, file: 0, row: Int(code), hip: code, day: Column.missingDate)
  }

  /// Adds an error in the table of visits; without a row it is a row that is not there.
  mutating func append(_ error: InjectedError, visit row: Int?, of code: Int32, day: Int32) {
    append(error, file: 1, row: row, hip: code, day: day)
  }

  private mutating func append(
    _ error: InjectedError, file number: Int32, row: Int?, hip code: Int32, day: Int32
  ) {
    file.append(number)
    // The header is line 1.
    line.append(row.map { Double($0 + 2) } ?? .nan)
    hip.append(code)
    kind.append(error.kind.rawValue)
    self.day.append(day)
    column.append(error.column)
    original.append(error.original)
    written.append(error.written)
  }

  /// The table, with the names of the hips from the table of units.
  func table(_ units: UnitColumns) -> Table {
    Table(
      source: "injected-errors-simulated.csv",
      columns: [
        file.column(SimulatedWords.files), line.column, units.hipColumn(hip),
        kind.column(InjectedError.Kind.allCases.map(\.word)), day.column, column.column,
        original.column, written.column,
      ], rowCount: hip.count)
  }
}
