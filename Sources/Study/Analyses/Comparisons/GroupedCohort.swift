import Cohorts
import Outcomes
import Statistics
import Tables

/// The rows of a cohort that have a level of a grouping, and the levels that have rows.
struct GroupedCohort {
  /// The grouping's column.
  let variable: String
  let outcomes: SurvivalOutcomes
  /// The group of each row.
  let grouping: Grouping
  /// The patient of each row, where one of them has several.
  let clusters: Grouping?
  /// What tells the groups apart, in order.
  let groups: [[GroupLevel]]

  /// Takes the rows that have a level; rows without one are left out of this grouping only.
  ///
  /// - Throws: `StudyError` where no row has one.
  init(_ cohort: StudyCohort, by variable: String, _ categories: Categories) throws {
    var occurs = [Bool](repeating: false, count: categories.levels.count)
    for code in categories.codes where code >= 0 { occurs[Int(code)] = true }
    var code = [Int32](repeating: -1, count: occurs.count)
    var levels: [String] = []
    for (index, level) in categories.levels.enumerated() where occurs[index] {
      code[index] = Int32(levels.count)
      levels.append(level)
    }
    guard !levels.isEmpty else {
      throw StudyError(reasons: ["a grouping of the report has no value in any row analysed"])
    }
    let rows = categories.codes.indices.filter { categories.codes[$0] >= 0 }
    self.variable = variable
    outcomes = cohort.outcomes.rows(rows)
    grouping = Grouping(
      codes: rows.map { code[Int(categories.codes[$0])] }, count: levels.count)
    clusters = cohort.clusters.map { all in
      Grouping(codes: rows.map { all.codes[$0] }, count: all.count)
    }
    groups = levels.map { [GroupLevel(variable: variable, level: $0)] }
  }
}
