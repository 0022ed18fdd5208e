import LinearAlgebra
import Regression
import Statistics
import Survival

/// The columns of a design that other columns determine, and whether that may be for want of rows.
///
/// Columns may coincide by nature, as a product does with the one source it comes from, or because so
/// few rows are left: p columns and an intercept are always dependent among p rows or fewer, and often
/// by chance among not many more.
struct CollinearColumns {
  private let design: Design
  private let factor: GramFactor
  /// The coefficients the model was asked for.
  private let asked: Int

  /// Where fewer rows than this stand behind each column, the coincidence may be chance.
  private static let rowsPerColumn = 10

  init(_ fit: CoxModel, _ design: Design) {
    self.design = design
    asked = design.columns.count
    // With a column of ones in front: a Cox model cannot tell a constant either.
    var matrix = Matrix(
      rowCount: design.matrix.rowCount, columnCount: asked + 1, repeating: 1)
    for column in 0..<asked {
      for row in 0..<matrix.rowCount { matrix[row, column + 1] = design.matrix[row, column] }
    }
    factor = GramFactor(
      matrix, weights: nil, scale: [Double](repeating: 1, count: matrix.columnCount))
  }

  /// What is said of a column that a fit found to depend on others.
  func diagnostic(of found: Diagnostic) -> Diagnostic {
    let rows = design.matrix.rowCount
    let name = "`\(found.term ?? "")`"
    func message(_ among: String, _ few: String) -> String {
      if rows <= asked {
        return "\(name) has no estimate: \(few) cannot tell \(asked) coefficients apart. Fewer "
          + "covariates are needed, or more units."
      }
      let advice =
        rows < Self.rowsPerColumn * asked
        ? "With so few units for \(asked) coefficients this may be chance: then fewer covariates or "
          + "broader levels are needed; where it is so by nature, leave out one of them."
        : "Leave out one of them."
      return "\(name) has no estimate: \(among) \(others(of: found.term)) tell"
        + "\(isOne(found.term) ? "s" : "") its value exactly. \(advice)"
    }
    return Diagnostic(
      found.code, found.severity, term: found.term,
      message: message("among the \(rows) units used", "\(rows) units"),
      withoutCounts: message("among the units used", "so few units"))
  }

  /// The columns that determine another.
  private func determining(_ term: String?) -> [String] {
    guard let place = design.columns.firstIndex(where: { $0.name == term }),
      factor.isDependent[place + 1]
    else { return [] }
    return factor.explanation(of: place + 1).filter { $0 > 0 }
      .map { "`\(design.columns[$0 - 1].name)`" }
  }

  private func isOne(_ term: String?) -> Bool { determining(term).count == 1 }

  private func others(of term: String?) -> String {
    let names = determining(term)
    return names.isEmpty ? "the other covariates together" : names.joined(separator: ", ")
  }
}
