#include "CBoostMath.h"

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <limits>

namespace {

namespace policies = boost::math::policies;

// Nothing throws, and nothing is evaluated in long double, which is ten times slower.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>,
    policies::rounding_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>,
    policies::promote_double<false>, policies::promote_float<false>>;

// The value of `body`, or NaN if it throws all the same.
template <class Body>
double guarded(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

extern "C" {

double boost_log_gamma(double x) {
  return guarded([=] { return boost::math::lgamma(x, Quiet()); });
}

double boost_digamma(double x) {
  return guarded([=] { return boost::math::digamma(x, Quiet()); });
}

double boost_trigamma(double x) {
  return guarded([=] { return boost::math::trigamma(x, Quiet()); });
}

double boost_erfc_inverse(double q) {
  return guarded([=] { return boost::math::erfc_inv(q, Quiet()); });
}

double boost_gamma_lower(double a, double x) {
  return guarded([=] { return boost::math::gamma_p(a, x, Quiet()); });
}

double boost_gamma_upper(double a, double x) {
  return guarded([=] { return boost::math::gamma_q(a, x, Quiet()); });
}

double boost_gamma_derivative(double a, double x) {
  return guarded([=] { return boost::math::gamma_p_derivative(a, x, Quiet()); });
}

double boost_gamma_lower_inverse(double a, double p) {
  return guarded([=] { return boost::math::gamma_p_inv(a, p, Quiet()); });
}

double boost_gamma_upper_inverse(double a, double q) {
  return guarded([=] { return boost::math::gamma_q_inv(a, q, Quiet()); });
}

double boost_beta_lower(double a, double b, double x) {
  return guarded([=] { return boost::math::ibeta(a, b, x, Quiet()); });
}

double boost_beta_upper(double a, double b, double x) {
  return guarded([=] { return boost::math::ibetac(a, b, x, Quiet()); });
}

double boost_beta_derivative(double a, double b, double x) {
  return guarded([=] { return boost::math::ibeta_derivative(a, b, x, Quiet()); });
}

double boost_beta_lower_inverse(double a, double b, double p) {
  return guarded([=] { return boost::math::ibeta_inv(a, b, p, Quiet()); });
}

double boost_beta_upper_inverse(double a, double b, double q) {
  return guarded([=] { return boost::math::ibetac_inv(a, b, q, Quiet()); });
}

double boost_student_t_upper_inverse(double degreesOfFreedom, double q) {
  return guarded([=] {
    const boost::math::students_t_distribution<double, Quiet> distribution(degreesOfFreedom);
    return quantile(complement(distribution, q));
  });
}

double boost_noncentral_t_lower(double degreesOfFreedom, double noncentrality, double t) {
  return guarded([=] {
    const boost::math::non_central_t_distribution<double, Quiet> distribution(
        degreesOfFreedom, noncentrality);
    return cdf(distribution, t);
  });
}

double boost_noncentral_t_upper(double degreesOfFreedom, double noncentrality, double t) {
  return guarded([=] {
    const boost::math::non_central_t_distribution<double, Quiet> distribution(
        degreesOfFreedom, noncentrality);
    return cdf(complement(distribution, t));
  });
}

}  // extern "C"
