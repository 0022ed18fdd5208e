import Cohorts
import Formulas
import Outcomes
import Tables

/// The rows of a study that are analysed: eligibility, arms and outcome applied to the table.
struct StudyCohort {
  /// The protocol.
  let study: StudyProtocol
  /// The rows analysed; the exposure's column holds the arms, reference first.
  let table: Table
  /// Follow-up of those rows, in months.
  let outcomes: SurvivalOutcomes
  /// Who entered and who did not.
  let flow: EligibilityFlow

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

  init(_ study: StudyProtocol, table whole: Table) throws {
    try Self.checkColumns(of: study, in: whole)
    let answers = try Self.answers(study.eligibility, on: whole)
    let arms = try study.comparison.map { try Self.arms($0, of: whole) }
    var flow = EligibilityFlow(
      rowCount: whole.rowCount, arms: arms ?? Categories(codes: [], levels: []))
    for (step, answers) in zip(study.eligibility, answers) {
      flow.apply(step.name, answers, criterion: step.condition.expanded(on: whole))
    }
    var table = whole
    if let comparison = study.comparison, let arms {
      let exposure = whole.column(named: comparison.arms.column)
      flow.apply(
        "In one of the arms",
        arms.codes.enumerated().map { row, arm in
          // Who has no exposure on record is unknown; who has another is not in an arm.
          arm >= 0 ? true : exposure?.isMissing(row) ?? false ? nil : false
        })
      let recoded = Column(name: comparison.arms.column, values: .categories(arms))
      table = whole.replacing(
        columns: whole.columns.map { $0.name == recoded.name ? recoded : $0 })
    }
    // The outcome is read on the rows that are in, so that a fault in an excluded row is no fault.
    var included = whole.rowCount > flow.remaining ? table.filtered(by: flow.isIncluded) : table
    guard included.rowCount > 0 else {
      throw StudyError(reasons: ["no row is left after eligibility, so there is nothing to analyse"]
      )
    }
    let formula = try Formula.parse(Self.leftSide(study) + " ~ 1")
    let frame = try GroupedFrame.build(formula, from: included, options: .init(caller: "a report"))
    let usedRows = frame.rows.map { $0.map(Int.init) } ?? Array(0..<included.rowCount)
    var known = [Bool?](repeating: false, count: whole.rowCount)
    let rows = flow.isIncluded.indices.filter { flow.isIncluded[$0] }
    for used in usedRows { known[rows[used]] = true }
    flow.apply("Time and event known", known)
    if usedRows.count < included.rowCount { included = included.rows(usedRows) }
    guard included.rowCount > 0 else {
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
    self.table = included
    self.flow = flow
  }

  /// The rows each step lets in, or every step that cannot be asked of the table.
  private static func answers(
    _ steps: [StudyProtocol.EligibilityStep], on table: Table
  ) throws(StudyError) -> [[Bool?]] {
    var reasons: [String] = []
    let answers = steps.map { step -> [Bool?] in
      do throws(Condition.Problem) { return try step.condition.evaluate(on: table) } catch {
        reasons.append(
          "eligibility step `\(step.name)`: \(error.message)\n        "
            + ProtocolDecoder.pointing(at: error.position, in: step.condition.text))
        return []
      }
    }
    guard reasons.isEmpty else { throw StudyError(reasons: reasons) }
    return answers
  }

  private static func arms(
    _ comparison: StudyProtocol.Comparison, of table: Table
  ) throws -> Categories {
    do { return try comparison.arms.strata(of: table) } catch {
      throw StudyError(reasons: ["comparison.arms: \(error)"])
    }
  }

  /// Finds every column the protocol names and the table lacks, in one run.
  private static func checkColumns(of study: StudyProtocol, in table: Table) throws {
    var wanted: [(place: String, column: String)] = []
    if let id = study.units.id { wanted.append(("units.id", id)) }
    if let patient = study.units.patient { wanted.append(("units.patient", patient)) }
    wanted += study.units.columns.map { ("units.columns", $0.name) }
    wanted.append(("outcome.time", study.outcome.time))
    wanted += study.strata.map { ("strata", $0.column) }
    if let comparison = study.comparison {
      wanted.append(("comparison.exposure", comparison.arms.column))
      wanted += comparison.adjustFor.map { ("comparison.adjust_for", $0) }
    }
    let missing = wanted.filter { table.column(named: $0.column) == nil }
    guard missing.isEmpty else {
      throw StudyError(
        reasons: missing.map { place, column in
          let nearest = NameSuggestion.nearest(to: column, among: table.columnNames)
          return "\(place): \(table.source) has no column `\(column)`"
            + (nearest.map { "; did you mean `\($0)`?" } ?? "")
        })
    }
  }
}
