import Analyses
import Cohorts

extension [[GroupLevel]] {
  /// What the curve of each group is called in a picture whose title names the columns: the level
  /// alone, `autologous`; with the column, `sex=1`, where it is a number or one of several.
  var curveNames: [String] {
    let standAlone = allSatisfy { $0.count == 1 && $0.allSatisfy { Double($0.level) == nil } }
    return map { group in standAlone ? group.first?.level ?? "" : group.title }
  }

  /// What tells the groups apart, for a title: `, by cell_source and kl_grade`; empty without any.
  var byWords: String {
    guard let first, !first.isEmpty else { return "" }
    return ", by " + first.map(\.variable).joined(separator: " and ")
  }
}
