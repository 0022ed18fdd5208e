import Formulas

extension EstimatorFacts {
  /// A term of the formula, as a picture of the coefficients tells it.
  public struct Term: Sendable, Hashable {
    /// What its coefficients are.
    public enum Kind: Sendable, Hashable {
      /// One coefficient, per unit of a number.
      case number
      /// A coefficient for each level; the reference, which has none, is nil where every level has
      /// one.
      case levels(reference: String?)
      /// The columns of a spline or polynomial, which mean nothing one by one.
      case curve
      /// Products of the columns of several variables.
      case product
    }

    /// The term as the formula names it.
    public let label: String
    /// What its coefficients are.
    public let kind: Kind
  }
}

extension ModelFrame {
  /// The terms of the formula in order.
  var factTerms: [EstimatorFacts.Term] {
    encoding.terms.map { term in
      let codings = term.variables.map { encoding.variables[$0].coding }
      let isCurve = codings.contains {
        switch $0 {
        case .number, .levels: false
        case .restrictedCubicSpline, .naturalSpline, .orthogonalPolynomial, .powers: true
        }
      }
      let kind: EstimatorFacts.Term.Kind =
        if isCurve {
          .curve
        } else if codings.count > 1 {
          .product
        } else if case .levels(let levels)? = codings.first {
          .levels(reference: term.isFull.first == true ? nil : levels.names.first)
        } else {
          .number
        }
      return EstimatorFacts.Term(label: term.label, kind: kind)
    }
  }
}
