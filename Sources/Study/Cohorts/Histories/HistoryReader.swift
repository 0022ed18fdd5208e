public import Tables

/// Tables → histories, with everything that is wrong with them found in one run.
public struct HistoryReader: Sendable {
  let study: StudyProtocol.Units
  let plan: EndpointPlan
  let lastDay: Int32?

  /// Makes a reader.
  ///
  /// - Parameter today: dates after this day are in the future, unless the plan names a data lock.
  public init(units: StudyProtocol.Units, plan: EndpointPlan, today: Int32?) {
    study = units
    self.plan = plan
    lastDay = plan.dataLock ?? today
  }

  /// Reads the histories.
  ///
  /// - Returns: the histories, and every problem of the tables in the order of the files. With an
  ///   error among them the histories are not fit for use.
  public func read(_ tables: StudyTables) -> (histories: CohortHistories, problems: [TableProblem])
  {
    var unitLog = FindingLog(source: tables.units.source)
    var visitLog = FindingLog(source: tables.visits.source)
    var eventLog = FindingLog(source: tables.events?.source ?? "")
    let index = UnitIndex(
      study, indexDate: plan.indexDate, table: tables.units, log: &unitLog)
    reportFuture(of: plan.indexDate, in: tables.units, &unitLog)
    let visits = visitRows(tables.visits, index, &visitLog)
    let events = tables.events.map { eventRows($0, index, &eventLog) }
    var siblings: [Int32: [Int32]] = [:]
    if index.patientCount < tables.units.rowCount {
      for (unit, patient) in index.patients.enumerated() {
        siblings[patient, default: []].append(Int32(truncatingIfNeeded: unit))
      }
      siblings = siblings.filter { $0.value.count > 1 }
    }
    let histories = CohortHistories(
      count: tables.units.rowCount, patients: index.patients,
      ids: index.ids, visits: RowsByUnit(units: visits.units, count: tables.units.rowCount),
      visitMonths: visits.months, scores: visits.scores, rescue: visits.rescue,
      preoperative: visits.preoperative, plannedMonths: visits.plannedMonths,
      events: RowsByUnit(units: events?.units ?? [], count: tables.units.rowCount),
      eventMonths: events?.months ?? [], eventKinds: events?.kinds ?? [],
      indexDays: index.indexDays, siblings: siblings)
    let check = HistoryCheck(plan: plan, tables: tables, histories: histories)
    SideCheck(units: study, table: tables.units, histories: histories).run(&unitLog)
    check.run(units: &unitLog, visits: &visitLog, events: &eventLog)
    return (histories, unitLog.problems + visitLog.problems + eventLog.problems)
  }

  private struct VisitRows {
    var units: [Int32] = []
    var months: [Double] = []
    var scores: [[Double]] = []
    var rescue: [Bool?] = []
    var preoperative: [Bool?] = []
    var plannedMonths: [Double] = []
  }

  private func visitRows(_ table: Table, _ index: UnitIndex, _ log: inout FindingLog) -> VisitRows {
    var rows = VisitRows()
    rows.units = index.units(of: table, column: plan.visits.unit, log: &log)
    rows.months = months(plan.visits.time, of: table, rows.units, index, &log)
    let scores = plan.visits.scores.map { ($0.name, $0.values(in: table, log: &log)) }
    let needed = EndpointDerivation(plan)?.scores.map(\.name) ?? []
    rows.scores = needed.compactMap { name in scores.first { $0.0 == name }?.1 }
    if let rescue = plan.visits.rescue, let column = table.column(named: rescue) {
      rows.rescue = YesNo.answers(column, lines: table.lines, log: &log)
    }
    if let preoperative = plan.visits.preoperative, let column = table.column(named: preoperative) {
      rows.preoperative = YesNo.answers(column, lines: table.lines, log: &log)
    }
    if let planned = plan.visits.plannedMonth,
      case .numbers(let months)? = table.column(named: planned)?.values
    {
      rows.plannedMonths = months
    }
    return rows
  }

  private struct EventRows {
    var units: [Int32] = []
    var months: [Double] = []
    var kinds: [EventPlan.Kind?] = []
  }

  private func eventRows(_ table: Table, _ index: UnitIndex, _ log: inout FindingLog) -> EventRows {
    guard let plan = plan.events else { return EventRows() }
    var rows = EventRows()
    rows.units = index.units(of: table, column: plan.unit, log: &log)
    rows.months = months(plan.time, of: table, rows.units, index, &log)
    rows.kinds = kinds(plan, table, &log)
    return rows
  }

  /// What each event is; words the protocol does not give are errors.
  private func kinds(
    _ plan: EventPlan, _ table: Table, _ log: inout FindingLog
  ) -> [EventPlan.Kind?] {
    guard case .categories(let words)? = table.column(named: plan.kind)?.values else {
      return [EventPlan.Kind?](repeating: nil, count: table.rowCount)
    }
    let known = plan.words.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap(\.value)
    let kinds = words.levels.map { word in
      EventPlan.Kind.allCases.first { plan.words[$0]?.contains(word) ?? false }
    }
    return words.codes.enumerated().map { row, code in
      guard code >= 0 else {
        log.add(
          .error, "missing-kind", line: table.lines[row], column: plan.kind,
          "the event is not named", help: "say what happened, or delete the row")
        return nil
      }
      let word = words.levels[Int(code)]
      if kinds[Int(code)] == nil, !plan.ignored.contains(word) {
        let near = NameSuggestion.nearest(to: word, among: known)
        log.add(
          .error, "kind \(word)", line: table.lines[row], column: plan.kind, found: word,
          "the protocol does not say what this event is; it knows \(known.joined(separator: ", "))",
          help: near.map { "did you mean `\($0)`?" }
            ?? "add the word to one of the `events.kinds`, or to `ignored` among them")
      }
      return kinds[Int(code)]
    }
  }

  /// Two hundred years.
  private static let longestMonths = 2400.0

  /// Months from each unit's injection; NaN where the time or the unit is not known.
  private func months(
    _ time: EventTimeColumn, of table: Table, _ units: [Int32], _ index: UnitIndex,
    _ log: inout FindingLog
  ) -> [Double] {
    var result = [Double](repeating: .nan, count: table.rowCount)
    // No life is longer: what lies further off is a slip, and would be taken for a follow-up.
    func keep(_ month: Double, _ row: Int, found: @autoclosure () -> String) {
      guard abs(month) > Self.longestMonths else {
        result[row] = month
        return
      }
      log.add(
        .error, "too-far", line: table.lines[row], column: time.column, found: found(),
        "this lies more than two hundred years from the injection",
        help: "correct it; months are counted from the index injection")
    }
    func reportMissing(_ row: Int) {
      log.add(
        .error, "missing-time", line: table.lines[row], column: time.column,
        "the row does not say when", help: "fill in the date, or delete the row")
    }
    switch (time, table.column(named: time.column)?.values) {
    case (.month, .numbers(let months)?):
      for (row, month) in months.enumerated() {
        if month.isNaN { reportMissing(row) }
        if units[row] >= 0 { keep(month, row, found: CSVWriter.text(month)) }
      }
    case (.date(let column), .dates(let days)?):
      reportFuture(of: column, in: table, &log)
      for (row, day) in days.enumerated() {
        guard day != Column.missingDate else {
          reportMissing(row)
          continue
        }
        guard units[row] >= 0, !index.indexDays.isEmpty else { continue }
        let start = index.indexDays[Int(units[row])]
        guard start != Column.missingDate else { continue }
        keep(Double(Int(day) - Int(start)) / 30.4375, row, found: CalendarDate.text(day))
      }
    default: break
    }
    return result
  }

  private func reportFuture(of column: String?, in table: Table, _ log: inout FindingLog) {
    guard let lastDay, let column, case .dates(let days)? = table.column(named: column)?.values
    else { return }
    for (row, day) in days.enumerated() where day > lastDay {
      let limit = plan.dataLock == nil ? "today" : "the data lock, \(CalendarDate.text(lastDay))"
      log.add(
        .error, "future", line: table.lines[row], column: column, found: CalendarDate.text(day),
        "the date lies after \(limit)", help: "correct the date")
    }
  }
}
