package import Statistics

/// One factor of a term: a column, a transformation, a basis, or something special.
package struct FormulaVariable: Sendable, Hashable, Codable {
  /// What is done with the column or expression.
  package enum Kind: Sendable, Hashable, Codable {
    /// A column as it stands: a number, or categorical where it holds text.
    case column
    /// Arithmetic on columns.
    case arithmetic
    /// `factor(x)`: every distinct value is a level.
    case factor
    /// `rcs(x, k)` or `rcs(x, c(...))`.
    case restrictedCubicSpline(KnotChoice)
    /// `ns(x, df)`, `ns(x, knots = c(...))`, with boundary knots if given.
    case naturalSpline(KnotChoice, boundary: [Double]?)
    /// `poly(x, degree, raw = ...)`.
    case polynomial(degree: Int, isRaw: Bool)
    /// `tt(x, g)`: x times a function of time.
    case timeVarying(TimeFunction, isFactor: Bool)
    /// `offset(x)`.
    case offset
    /// `strata(a, b)`; the arguments are in `parts`.
    case strata
    /// `cluster(id)`.
    case cluster
    /// `frailty(id)`.
    case frailty
    /// `(lhs | group)`; `parts` holds the left side and the group.
    case randomEffects(isCorrelated: Bool)

    /// The function of time the variable is multiplied with.
    package var timeFunction: TimeFunction? {
      if case .timeVarying(let function, _) = self { return function }
      return nil
    }

    /// The kind of term a model must know to use the variable, where not every model does.
    var requirement: SpecialTerm.Kind? { timeFunction == nil ? special : .timeVarying }

    /// Whether the variable is no covariate.
    var special: SpecialTerm.Kind? {
      switch self {
      case .offset: .offset
      case .strata: .strata
      case .cluster: .cluster
      case .frailty: .frailty
      case .randomEffects: .randomEffects
      default: nil
      }
    }
  }

  /// How the knots of a spline are chosen.
  package enum KnotChoice: Sendable, Hashable, Codable {
    /// So many knots (`rcs`) or degrees of freedom (`ns`), placed by quantiles.
    case count(Int)
    /// Knots given in the formula.
    case explicit([Double])
  }

  /// The variable as typed without spaces.
  package let label: String
  /// What is done.
  package let kind: Kind
  /// The expressions it is done to; one, save for `strata` and random effects.
  package let parts: [FormulaExpression]
  /// Where it stands in the formula.
  package let range: Range<Int>
}

/// A term of a formula that is no covariate.
public struct SpecialTerm: Sendable, Hashable, Codable {
  /// What kind of term it is.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// `offset(x)`: added to the linear predictor with coefficient one.
    case offset
    /// `strata(a, b)`: a baseline of their own for each combination.
    case strata
    /// `cluster(id)`: rows that belong together in a robust variance.
    case cluster
    /// `frailty(id)`: a random effect shared by rows that belong together.
    case frailty
    /// `(1 + x | id)`: random coefficients by group.
    case randomEffects = "random_effects"
    /// `tt(x, g)`: a covariate times a function of time.
    case timeVarying = "tt"

    /// The term as it is written.
    var example: String { self == .randomEffects ? "(... | group)" : "\(rawValue)(...)" }
  }

  /// What kind of term it is.
  public let kind: Kind
  /// The term as typed without spaces.
  public let label: String
  /// The characters of the formula it stands on, counted from zero.
  public let position: Range<Int>
  /// The columns it names.
  public let columns: [String]
}
