import Cohorts
import Formulas
import Outcomes
import Statistics
import Tables

/// The rows of a study that are analysed: eligibility, arms and outcome applied to the table.
struct StudyCohort {
  /// The protocol.
  let study: StudyProtocol
  /// The rows analysed; the exposure's column holds the arms, reference first.
  let table: Table
  /// Their numbers in the whole table.
  let rows: [Int]
  /// Follow-up of those rows, in months.
  let outcomes: SurvivalOutcomes
  /// Who entered and who did not.
  let flow: EligibilityFlow
  /// Everybody eligible, and why some of them are not analysed.
  let treated: TreatedAccount

  /// The column of patients, where one of them has several of the rows analysed.
  var patientColumn: String? {
    guard let patient = study.units.patient, let column = table.column(named: patient),
      column.distinctCount < table.rowCount
    else { return nil }
    return patient
  }

  /// The patient of each row, where one of them has several: their rows are not independent.
  var clusters: Grouping? {
    guard let patientColumn, let column = table.column(named: patientColumn) else { return nil }
    switch column.values {
    case .categories(let categories):
      // A row without a patient is one of its own.
      return Grouping(
        of: categories.codes.enumerated().map { row, code in code < 0 ? -1 - row : Int(code) })
    case .numbers(let numbers): return Grouping(of: numbers)
    case .dates: return nil
    }
  }

  /// The event-time part of every formula of the study.
  static func leftSide(_ study: StudyProtocol) -> String {
    "Surv(\(quoted(study.outcome.time)), \(event(study.outcome.event)))"
  }

  /// A column's name as a formula takes it: in backticks unless it is a plain identifier.
  static func quoted(_ column: String) -> String {
    let isPlain =
      column.first.map { $0.isASCII && $0.isLetter } ?? false
      && column.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.".contains($0)) }
    return isPlain ? column : "`\(column)`"
  }

  /// A comparison such as `status == 2` stays; anything else is a column's name.
  private static func event(_ text: String) -> String {
    text.contains { "=<>!`".contains($0) } ? text : quoted(text)
  }

  /// Reads the outcome of the eligible units, after any further steps that decide who has one.
  ///
  /// - Parameter steps: for each row of the whole table, whether it passes a step.
  init(_ eligible: EligibleUnits, steps: [StudyStep] = []) throws {
    let study = eligible.study
    var flow = eligible.flow
    for step in steps { flow.apply(step.name, step.passes) }
    // The outcome is read on the rows that are in, so that a fault in an excluded row is no fault.
    var rows = flow.isIncluded.indices.filter { flow.isIncluded[$0] }
    guard !rows.isEmpty else {
      throw StudyError(reasons: ["no row is left after eligibility, so there is nothing to analyse"]
      )
    }
    var table = eligible.whole.rows(rows)
    let formula = try Formula.parse(Self.leftSide(study) + " ~ 1")
    let frame = try GroupedFrame.build(
      formula, from: table, options: .init(caller: "a report", syntax: .protocolKeys))
    if let used = frame.rows?.map({ Int($0) }) {
      var known = [Bool?](repeating: false, count: eligible.whole.rowCount)
      for row in used { known[rows[row]] = true }
      flow.apply("Time and event known", known)
      rows = used.map { rows[$0] }
      table = table.rows(used)
    } else if steps.isEmpty {
      flow.apply("Time and event known", [Bool?](repeating: true, count: eligible.whole.rowCount))
    }
    guard table.rowCount > 0 else {
      throw StudyError(reasons: [
        "no row has both a time and an event, so there is nothing to analyse"
      ])
    }
    let unit = study.outcome.unit
    if let entry = frame.outcomes.entry {
      outcomes = try SurvivalOutcomes(
        entry: entry.map(unit.months), time: frame.outcomes.time.map(unit.months),
        isEvent: frame.outcomes.isEvent)
    } else {
      outcomes = try SurvivalOutcomes(
        time: frame.outcomes.time.map(unit.months), isEvent: frame.outcomes.isEvent)
    }
    self.study = study
    self.table = table
    self.rows = rows
    self.flow = flow
    treated = try TreatedAccount(eligible, steps: steps, analysed: rows)
  }
}

extension Column {
  /// The number of different values, missing ones not counted.
  var distinctCount: Int {
    switch values {
    case .numbers(let numbers): Set(numbers.lazy.filter { !$0.isNaN }).count
    case .categories(let categories): Set(categories.codes.lazy.filter { $0 >= 0 }).count
    case .dates(let days): Set(days.lazy.filter { $0 != Column.missingDate }).count
    }
  }
}
