import Cohorts
import Tables

extension StudyProtocol {
  /// Whether the levels of a grouping of the report have an order, so that a trend over them means
  /// something: cut points, published classes, numbers, and columns declared ordinal.
  func hasOrderedLevels(_ column: String) -> Bool {
    guard column != comparison?.arms.column,
      let stratifier = strata.first(where: { $0.column == column })
    else { return false }
    switch stratifier.rule {
    case .cuts, .classes: return true
    case .groups: return false
    case .values:
      let declared = units.columns.first { $0.name == column }?.declaration.type
      return declared == .ordinal || declared == .number
    }
  }
}
