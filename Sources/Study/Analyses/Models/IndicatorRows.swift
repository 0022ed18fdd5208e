import LinearAlgebra
import Statistics

/// The rows of a design that are at the level of an indicator, and those at its reference.
struct IndicatorRows {
  private let design: Design
  private let column: Int
  /// The columns of its term, all 0 at the reference.
  private let term: Range<Int>

  /// - Parameter column: the place of the indicator among the columns of the design.
  init(_ design: Design, column: Int) {
    self.design = design
    self.column = column
    term = design.terms.first { $0.columns.contains(column) }?.columns ?? column..<column + 1
  }

  func isAtLevel(_ row: Int) -> Bool { design.matrix[row, column] != 0 }

  func isAtReference(_ row: Int) -> Bool { term.allSatisfy { design.matrix[row, $0] == 0 } }
}
