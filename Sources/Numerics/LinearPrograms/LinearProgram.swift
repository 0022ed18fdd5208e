/// Variables between bounds that satisfy linear equations.
///
/// ```
/// lower ≤ x ≤ upper,   A x = b
/// ```
public struct LinearProgram: Sendable, Hashable {
  /// One row of A x = b.
  public struct Equation: Sendable, Hashable {
    /// The coefficient of each variable that has one.
    public var coefficients: [Int: Double]
    /// The right-hand side.
    public var value: Double

    /// Makes an equation.
    public init(_ coefficients: [Int: Double], equals value: Double) {
      self.coefficients = coefficients
      self.value = value
    }
  }

  /// The least value of each variable; −∞ where it has none.
  public var lower: [Double]
  /// The greatest value of each variable; ∞ where it has none.
  public var upper: [Double]
  /// The rows of A x = b.
  public var equations: [Equation]

  /// Makes a program.
  ///
  /// Bounds of variables that have none of one side are infinite; equations name variables by their
  /// place, and a place beyond the bounds is left out of them.
  public init(lower: [Double], upper: [Double], equations: [Equation]) {
    self.lower = lower
    self.upper = upper
    self.equations = equations
  }
}

/// Where a variable of a linear program is least or greatest.
public struct LinearOptimum: Sendable, Hashable {
  /// Its value; infinite where nothing bounds it.
  public let value: Double
  /// The values of all variables at that point, a vertex of the set of solutions; empty where the
  /// value is infinite.
  public let variables: [Double]
  /// The equations that keep it from going further, each with its shadow price: how far the value
  /// moves where the right-hand side of the equation grows by one.
  public let prices: [Int: Double]
}
