/// A variable of a formula with all that was learned from the data it was fitted to: the levels of
/// a factor, the knots of a spline, the coefficients of an orthogonal polynomial.
package struct CodedVariable: Sendable, Hashable, Codable {
  /// How the variable becomes columns.
  package enum Coding: Sendable, Hashable, Codable {
    /// One column of numbers.
    case number
    /// Indicator columns of levels.
    case levels(LevelSet)
    /// The columns of a restricted cubic spline.
    case restrictedCubicSpline(RestrictedCubicSpline)
    /// The columns of a natural spline.
    case naturalSpline(NaturalSpline)
    /// The columns of orthogonal polynomials.
    case orthogonalPolynomial(OrthogonalPolynomial)
    /// The powers 1 … degree.
    case powers(degree: Int)
  }

  /// The name in terms and coefficients: `age`, `stage` for `factor(stage)`, `rcs(age,4)`.
  package let name: String
  /// What the columns of a restricted cubic spline are called: `age`, where no other variable of the
  /// formula is, or else the name.
  package var stem: String?
  /// The column or expression that is coded.
  package let source: FormulaExpression
  /// How.
  package let coding: Coding

  /// The levels, when the variable is categorical.
  var levels: LevelSet? {
    if case .levels(let levels) = coding { return levels }
    return nil
  }

  /// The names and levels of the columns.
  ///
  /// The columns of a basis are numbered from one where it has several, as R numbers those of `ns`
  /// and `poly`. The first column of a restricted cubic spline is the number itself and has its name;
  /// the further ones have primes, as in Harrell's rms: `age`, `age'`, `age''`. Under contrasts a
  /// factor leaves out its first level.
  func pieces(isFull: Bool) -> [(name: String, level: String?)] {
    func numbered(_ count: Int) -> [(name: String, level: String?)] {
      count == 1 ? [(name, nil)] : (0..<count).map { ("\(name)\($0 + 1)", nil) }
    }
    switch coding {
    case .number: return [(name, nil)]
    case .levels(let levels):
      return levels.names.dropFirst(isFull ? 0 : 1).map { ("\(name)=\($0)", $0) }
    case .restrictedCubicSpline(let spline):
      return (0..<spline.columnCount).map {
        ((stem ?? name) + String(repeating: "'", count: $0), nil)
      }
    case .naturalSpline(let spline): return numbered(spline.columnCount)
    case .orthogonalPolynomial(let polynomial): return numbered(polynomial.columnCount)
    case .powers(let degree): return numbered(degree)
    }
  }

  /// The values of the variable over some rows, ready to be laid into a design.
  enum Values {
    /// Columns of numbers, one after the other.
    case columns([Double])
    /// The level of each row.
    case codes([Int32])
  }

  /// The columns of a number-valued variable at the values `x` of its source, one after the other.
  package func columns(at x: [Double]) -> [Double] {
    switch coding {
    case .number, .levels: return x
    case .restrictedCubicSpline(let spline):
      var columns = x
      columns.reserveCapacity(x.count * spline.columnCount)
      for column in 1..<spline.columnCount {
        columns.append(contentsOf: spline.column(column, at: x))
      }
      return columns
    case .naturalSpline(let spline): return spline.columns(at: x)
    case .orthogonalPolynomial(let polynomial): return polynomial.columns(at: x)
    case .powers(let degree):
      var columns = x
      var power = x
      for _ in 1..<max(1, degree) {
        for row in power.indices { power[row] *= x[row] }
        columns.append(contentsOf: power)
      }
      return columns
    }
  }
}

/// A term of a formula in terms of coded variables.
package struct CodedTerm: Sendable, Hashable, Codable {
  /// The name of the term.
  package let label: String
  /// The variables, as positions.
  package let variables: [Int]
  /// For each of them, whether all its levels have a column, rather than all but the first.
  package let isFull: [Bool]
}
