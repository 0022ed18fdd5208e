import Cohorts
import Tables

/// The rows of a study that meet its eligibility and are in one of its arms.
struct EligibleUnits {
  /// The protocol.
  let study: StudyProtocol
  /// Every row; the exposure's column holds the arms, reference first.
  let whole: Table
  /// Who entered and who did not.
  let flow: EligibilityFlow

  /// The rows that are in, by their numbers in the whole table.
  var rows: [Int] { flow.isIncluded.indices.filter { flow.isIncluded[$0] } }

  init(_ study: StudyProtocol, table: Table) throws {
    let problems = ProtocolNames.problems(of: study, in: table)
    guard problems.isEmpty else { throw ProtocolError(problems: problems) }
    let answers = try study.eligibility.map { try $0.condition.evaluate(on: table) }
    let arms = try study.comparison.map { try Self.arms($0, of: table) }
    var flow = EligibilityFlow(
      rowCount: table.rowCount, arms: arms ?? Categories(codes: [], levels: []))
    for (step, answers) in zip(study.eligibility, answers) {
      flow.apply(step.name, answers, criterion: step.condition.expanded(on: table))
    }
    var whole = table
    if let comparison = study.comparison, let arms {
      let exposure = table.column(named: comparison.arms.column)
      flow.apply(
        "In one of the arms",
        arms.codes.enumerated().map { row, arm in
          // Who has no exposure on record is unknown; who has another is not in an arm.
          arm >= 0 ? true : exposure?.isMissing(row) ?? false ? nil : false
        })
      let recoded = Column(name: comparison.arms.column, values: .categories(arms))
      whole = table.replacing(
        columns: table.columns.map { $0.name == recoded.name ? recoded : $0 })
    }
    self.study = study
    self.whole = whole
    self.flow = flow
  }

  private static func arms(
    _ comparison: StudyProtocol.Comparison, of table: Table
  ) throws -> Categories {
    do { return try comparison.arms.strata(of: table) } catch {
      throw StudyError(reasons: ["comparison.arms: \(error)"])
    }
  }
}
