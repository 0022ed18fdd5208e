import CBoostMath

/// The special functions of Boost.Math, under Swift names; the only importer of `CBoostMath`.
///
/// All take and return doubles and answer NaN outside their domains.
enum Boost {
  static func logGamma(_ x: Double) -> Double { boost_log_gamma(x) }
  static func digamma(_ x: Double) -> Double { boost_digamma(x) }
  static func trigamma(_ x: Double) -> Double { boost_trigamma(x) }
  static func inverseErrorFunctionComplement(_ q: Double) -> Double { boost_erfc_inverse(q) }

  static func gammaLower(_ a: Double, _ x: Double) -> Double { boost_gamma_lower(a, x) }
  static func gammaUpper(_ a: Double, _ x: Double) -> Double { boost_gamma_upper(a, x) }
  static func gammaDerivative(_ a: Double, _ x: Double) -> Double { boost_gamma_derivative(a, x) }
  static func gammaLowerInverse(_ a: Double, _ p: Double) -> Double {
    boost_gamma_lower_inverse(a, p)
  }
  static func gammaUpperInverse(_ a: Double, _ q: Double) -> Double {
    boost_gamma_upper_inverse(a, q)
  }

  static func betaLower(_ a: Double, _ b: Double, _ x: Double) -> Double {
    boost_beta_lower(a, b, x)
  }
  static func betaUpper(_ a: Double, _ b: Double, _ x: Double) -> Double {
    boost_beta_upper(a, b, x)
  }
  static func betaDerivative(_ a: Double, _ b: Double, _ x: Double) -> Double {
    boost_beta_derivative(a, b, x)
  }
  static func betaLowerInverse(_ a: Double, _ b: Double, _ p: Double) -> Double {
    boost_beta_lower_inverse(a, b, p)
  }
  static func betaUpperInverse(_ a: Double, _ b: Double, _ q: Double) -> Double {
    boost_beta_upper_inverse(a, b, q)
  }

  static func studentTUpperInverse(_ degreesOfFreedom: Double, _ q: Double) -> Double {
    boost_student_t_upper_inverse(degreesOfFreedom, q)
  }

  static func noncentralTLower(
    _ degreesOfFreedom: Double, _ noncentrality: Double, _ t: Double
  ) -> Double {
    boost_noncentral_t_lower(degreesOfFreedom, noncentrality, t)
  }
  static func noncentralTUpper(
    _ degreesOfFreedom: Double, _ noncentrality: Double, _ t: Double
  ) -> Double {
    boost_noncentral_t_upper(degreesOfFreedom, noncentrality, t)
  }
}
