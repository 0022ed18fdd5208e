import Tables

/// What no table shows by itself: events and visits that cannot have happened in their order.
///
/// A class, so that what looks at millions of rows passes it on without copying what it holds.
final class HistoryCheck {
  let plan: EndpointPlan
  let tables: StudyTables
  let histories: CohortHistories

  init(plan: EndpointPlan, tables: StudyTables, histories: CohortHistories) {
    self.plan = plan
    self.tables = tables
    self.histories = histories
  }

  /// The earliest visit taken to be meant, in months before the injection: ten years.
  static let earliestMonth = -120.0

  func run(units: inout FindingLog, visits: inout FindingLog, events: inout FindingLog) {
    guard var derivation = EndpointDerivation(plan) else { return }
    var history = HipHistory()
    var withoutVisits = 0
    var withoutBaseline = 0
    for unit in 0..<histories.count {
      histories.fill(&history, unit: unit)
      checkEvents(of: unit, &events)
      checkVisits(of: unit, history, derivation, &visits)
      if history.assessments.isEmpty { withoutVisits += 1 }
      for conflict in derivation.conflicts(in: history) {
        reportConflict(unit, conflict, derivation.scores, &visits)
      }
      if !derivation.hasBaseline { withoutBaseline += 1 }
    }
    let (count, days) = (histories.count, plan.response.baselineDays)
    if withoutVisits > 0 {
      units.add(
        .warning, "no-visits",
        "\(withoutVisits) of \(count) units "
          + "\(withoutVisits == 1 ? "has" : "have") no row in the visits",
        help: "check that the identifiers are written alike in both files")
    }
    if withoutBaseline > withoutVisits {
      visits.add(
        .warning, "no-baseline",
        "\(withoutBaseline) of \(count) units \(withoutBaseline == 1 ? "has" : "have") no "
          + "`\(plan.response.score)` from "
          + "\(days.dayWords), so no response can be told",
        help: "they stay in the flow as indeterminate; widen `response.baseline.window_days` only "
          + "for a reason that was known beforehand")
    }
  }

  private func name(_ unit: Int) -> String { histories.name(of: unit) }

  private func checkVisits(
    of unit: Int, _ history: HipHistory, _ derivation: EndpointDerivation,
    _ log: inout FindingLog
  ) {
    let table = tables.visits
    let column = plan.visits.time.column
    let death = history.first(.death)
    for visit in history.assessments {
      if let death, visit.month > death {
        let isDropped = plan.afterDeath == .drop
        log.add(
          isDropped ? .warning : .error, "after-death", line: table.lines[visit.row],
          column: column, found: text(column, of: table, visit.row),
          "the visit of `\(name(unit))` is dated after the death of the patient"
            + (isDropped ? "; it is dropped" : ""),
          help: isDropped ? nil : "correct one of the dates, or say `after_death: drop`")
      }
      if visit.month < Self.earliestMonth {
        log.add(
          .error, "long-before", line: table.lines[visit.row], column: column,
          found: text(column, of: table, visit.row),
          "the visit of `\(name(unit))` lies more than ten years before the injection",
          help: "correct the date")
      } else if visit.month <= 0, derivation.isMislabelled(visit),
        let planned = plan.visits.plannedMonth
      {
        let injected = unit < histories.indexDays.count ? histories.indexDays[unit] : nil
        let day = injected.map { " of \(CalendarDate.text($0))" } ?? ""
        log.add(
          .warning, "planned-after", line: table.lines[visit.row], column: column,
          found: text(column, of: table, visit.row),
          "the visit of `\(name(unit))` is not after the injection\(day), and `\(planned)` says "
            + "month \(CSVWriter.text(visit.plannedMonth)); it counts as a visit before the injection",
          help: "correct `\(column)`, or write 0 in `\(planned)` where the visit was a baseline")
      }
    }
  }

  private func checkEvents(of unit: Int, _ log: inout FindingLog) {
    guard let table = tables.events, let eventPlan = plan.events else { return }
    let column = eventPlan.time.column
    var firstRow: [EventPlan.Kind: Int] = [:]
    let rows = histories.events[unit].map(Int.init)
    var death: Double?
    for row in rows where histories.eventKinds[row] == .death {
      death = min(death ?? .infinity, histories.eventMonths[row])
    }
    for row in rows {
      guard let kind = histories.eventKinds[row] else { continue }
      let month = histories.eventMonths[row]
      func report(_ code: String, _ message: String, help: String) {
        log.add(
          .error, code, line: table.lines[row], column: column,
          found: text(column, of: table, row), message, help: help)
      }
      switch kind {
      case .death where month < 0:
        report(
          "death-before", "the death of `\(name(unit))` is dated before its injection",
          help: "correct one of the dates")
      case .thr where month <= 0:
        report(
          "thr-before",
          "the hip `\(name(unit))` is said to have been replaced on or before the day it was "
            + "injected", help: "correct one of the dates, or leave the hip out")
      case .booster where month <= 0:
        report(
          "booster-before",
          "the repeat injection of `\(name(unit))` is dated "
            + (month == 0 ? "on the day of the index injection" : "before the index injection"),
          help: "the index injection itself is no repeat: delete the row, or correct the date")
      case .withdrawal where month < 0:
        report(
          "withdrawal-before", "`\(name(unit))` is said to have left before its injection",
          help: "correct one of the dates")
      default: break
      }
      if let death, kind != .death, month > death {
        report(
          "event-after-death", "the \(kind.words) of `\(name(unit))` is dated after its death",
          help: "correct one of the dates")
      }
      guard kind == .death || kind == .thr else { continue }
      if let first = firstRow[kind] {
        let differs = histories.eventMonths[first] != month
        log.add(
          differs ? .error : .note, "two-\(kind.rawValue)-\(differs)", line: table.lines[row],
          column: column, found: text(column, of: table, row),
          "`\(name(unit))` has a \(kind.words) on line \(table.lines[first]) already"
            + (differs ? ", on another day" : ", on the same day; one of them counts"),
          help: differs ? "keep the right one" : nil)
      } else {
        firstRow[kind] = row
      }
    }
    checkDeaths(of: unit, &log)
  }

  /// Hips of one patient cannot have died on different days.
  private func checkDeaths(of unit: Int, _ log: inout FindingLog) {
    guard !histories.indexDays.isEmpty, let table = tables.events, let plan = plan.events,
      let siblings = histories.siblings[histories.patients[unit]], siblings.first == Int32(unit)
    else { return }
    var first: (row: Int, day: Double, unit: Int)?
    for sibling in siblings.map(Int.init) {
      for row in histories.events[sibling].map(Int.init)
      where histories.eventKinds[row] == .death {
        let day = histories.eventMonths[row] * 30.4375 + Double(histories.indexDays[sibling])
        guard let known = first else {
          first = (row, day, sibling)
          continue
        }
        // Two deaths of one hip are told already.
        guard known.unit != sibling, abs(known.day - day) > 0.5 else { continue }
        log.add(
          .error, "deaths-differ", line: table.lines[row], column: plan.time.column,
          found: text(plan.time.column, of: table, row),
          "the patient of `\(name(sibling))` died on another day by line \(table.lines[known.row])",
          help: "a death is the patient's, not the hip's: keep the right date")
      }
    }
  }

  private func reportConflict(
    _ unit: Int, _ conflict: (score: String, rows: [Int]), _ scores: [VisitPlan.Score],
    _ log: inout FindingLog
  ) {
    guard let last = conflict.rows.last, let first = conflict.rows.first else { return }
    let place = scores.firstIndex { $0.name == conflict.score } ?? 0
    func value(_ row: Int) -> String { CSVWriter.text(histories.scores[place][row]) }
    let isRefused = plan.duplicates == .error
    log.add(
      isRefused ? .error : .warning, "conflict", line: tables.visits.lines[last],
      column: conflict.score, found: value(last),
      "`\(name(unit))` has another \(conflict.score) of the same day on line "
        + "\(tables.visits.lines[first]): \(value(first))"
        + (isRefused ? "" : "; \(plan.duplicates.words)"),
      help: isRefused ? "keep the right one, or say `duplicates: worst`, mean, first or best" : nil)
  }

  private func text(_ column: String, of table: Table, _ row: Int) -> String? {
    switch table.column(named: column)?.values {
    case .numbers(let numbers)?: CSVWriter.text(numbers[row])
    case .dates(let days)?: CalendarDate.text(days[row])
    case .categories(let categories)?:
      categories.codes[row] < 0 ? nil : categories.levels[Int(categories.codes[row])]
    case nil: nil
    }
  }
}

extension EventPlan.Kind {
  /// The kind in words.
  public var words: String {
    switch self {
    case .thr: "hip replacement"
    case .booster: "repeat injection"
    case .injection: "other injection"
    case .death: "death"
    case .withdrawal: "withdrawal"
    }
  }
}
