// The special functions of Boost.Math behind plain C: no exception crosses, no C++ type shows.
//
// Every function takes and returns doubles, evaluates in double precision, and answers NaN where
// the mathematics has no answer. Arguments outside the domains named here give NaN, never a trap.
#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H

#ifdef __cplusplus
extern "C" {
#endif

// log |Γ(x)| and the first two derivatives of log Γ.
double boost_log_gamma(double x);
double boost_digamma(double x);
double boost_trigamma(double x);

// The inverse of the complementary error function on [0, 2].
double boost_erfc_inverse(double q);

// The regularised incomplete gamma functions P(a, x) and Q(a, x), a > 0, x ≥ 0, finite.
double boost_gamma_lower(double a, double x);
double boost_gamma_upper(double a, double x);
// dP(a, x)/dx.
double boost_gamma_derivative(double a, double x);
// The x with P(a, x) = p, and the x with Q(a, x) = q.
double boost_gamma_lower_inverse(double a, double p);
double boost_gamma_upper_inverse(double a, double q);

// The regularised incomplete beta functions I_x(a, b) and 1 − I_x(a, b), a, b > 0, 0 ≤ x ≤ 1.
double boost_beta_lower(double a, double b, double x);
double boost_beta_upper(double a, double b, double x);
// dI_x(a, b)/dx.
double boost_beta_derivative(double a, double b, double x);
// The x with I_x(a, b) = p, and the x with 1 − I_x(a, b) = q.
double boost_beta_lower_inverse(double a, double b, double p);
double boost_beta_upper_inverse(double a, double b, double q);

// The t with P(T > t) = q for Student's t.
double boost_student_t_upper_inverse(double degreesOfFreedom, double q);

// P(T ≤ t) and P(T > t) for the noncentral t with noncentrality δ.
double boost_noncentral_t_lower(double degreesOfFreedom, double noncentrality, double t);
double boost_noncentral_t_upper(double degreesOfFreedom, double noncentrality, double t);

#ifdef __cplusplus
}
#endif

#endif
