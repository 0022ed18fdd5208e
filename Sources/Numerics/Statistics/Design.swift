public import LinearAlgebra

/// The numbers of a model's right-hand side, with the names a reader knows them by.
///
/// Models take a design and outcomes, never a table.
public struct Design: Sendable {
  /// One column of the matrix.
  public struct Column: Sendable, Hashable {
    /// The name of the coefficient: `age`, `stage=2`, `surgery:transplant`, `(Intercept)`.
    public let name: String
    /// The variable or interaction the column stems from, as the formula names it.
    public let variable: String
    /// The level the column stands for, when the variable is categorical.
    public let level: String?

    /// Makes the description of a column.
    public init(name: String, variable: String, level: String? = nil) {
      self.name = name
      self.variable = variable
      self.level = level
    }
  }

  /// A term of the formula and the columns it takes: those of one factor are tested together.
  public struct Term: Sendable, Hashable {
    /// The term as the formula names it.
    public let label: String
    /// The columns of the matrix that belong to it.
    public let columns: Range<Int>

    /// Makes a term.
    public init(label: String, columns: Range<Int>) {
      self.label = label
      self.columns = columns
    }
  }

  /// The n × p matrix, with the intercept's column of ones first where there is one.
  public let matrix: Matrix
  /// What each column is.
  public let columns: [Column]
  /// The terms, without the intercept, in formula order.
  public let terms: [Term]
  /// Whether column 0 is an intercept.
  public let hasIntercept: Bool
  /// The sum of the formula's `offset(...)` terms, one number a row.
  public let offset: [Double]?

  /// Makes a design.
  ///
  /// - Precondition: one description per column, one offset per row.
  public init(
    matrix: Matrix, columns: [Column], terms: [Term], hasIntercept: Bool, offset: [Double]? = nil
  ) {
    precondition(columns.count == matrix.columnCount, "a design needs a name for every column")
    precondition(offset.map { $0.count == matrix.rowCount } ?? true, "one offset per row")
    self.matrix = matrix
    self.columns = columns
    self.terms = terms
    self.hasIntercept = hasIntercept
    self.offset = offset
  }

  /// The number of rows, n.
  public var rowCount: Int { matrix.rowCount }
  /// The coefficient names, in column order.
  public var columnNames: [String] { columns.map(\.name) }
}
