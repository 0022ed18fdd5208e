import Cohorts
import Formulas
import Statistics
import Survival
import Tables

extension StudyModel {
  /// The units a missing covariate keeps out of the model, as a note.
  func leftOut(_ analysis: CoxAnalysis) -> [Diagnostic] {
    let lost = cohort.table.rowCount - analysis.facts.n
    guard lost > 0 else { return [] }
    func missing(_ count: (Int) -> String) -> String {
      analysis.facts.exclusions.map { cohort.study.label(of: $0.column) + count($0.count) }
        .joined(separator: ", ")
    }
    return [
      Diagnostic(
        .rowsExcluded, .note,
        message: "\(lost) of \(cohort.table.rowCount) units are left out of this model, missing "
          + "\(missing { " (\($0))" }).",
        withoutCounts: "Some units are left out of this model, missing \(missing { _ in "" }).")
    ]
  }

  /// That the ratio of an arm is not shown.
  func withholding(_ frame: ModelFrame) -> [Diagnostic] {
    guard let comparison = cohort.study.comparison, frame.design.terms.count > 1,
      let levels = frame.levels(of: comparison.arms.column)
    else { return [] }
    let hidden = levels.filter(withheldArms.contains)
    guard !hidden.isEmpty else { return [] }
    return [
      Diagnostic(
        .notEstimable, .note, term: comparison.arms.column,
        message: "The adjusted hazard ratio of \(hidden.joined(separator: ", ")) against "
          + "\(comparison.reference) is withheld, because the arms do not overlap: see the "
          + "comparison of the arms.")
    ]
  }
}
