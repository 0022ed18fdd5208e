"""Binomial links in both tails, unit deviances and Stirling's error, by mpmath at 60 digits.

Writes Tables/regression/links.csv: at linear predictor <term>, the logarithms of the mean and its
complement and their derivatives (quantity `<link>.<name>`); the deviance of the Poisson and gamma
distributions at `y mean`; the log-likelihoods of single rows. Run from this folder.
"""
import os
from mpmath import mp, mpf, log, exp, erfc, sqrt, atan, pi, log1p, expm1, loggamma, binomial

mp.dps = 60
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tables", "regression")



def tails(link, t):
    """Mean, complement and slope; the complement never by subtraction of nearly equal numbers."""
    if link == "logit":
        mean, complement = 1 / (1 + exp(-t)), 1 / (1 + exp(t))
        return mean, complement, mean * complement
    if link == "probit":
        return erfc(-t / sqrt(2)) / 2, erfc(t / sqrt(2)) / 2, exp(-t * t / 2) / sqrt(2 * pi)
    if link == "cloglog":
        return -expm1(-exp(t)), exp(-exp(t)), exp(t - exp(t))
    return (mpf(1) / 2 + atan(t) / pi if t > 0 else -atan(1 / t) / pi if t < 0 else mpf(1) / 2,
            mpf(1) / 2 - atan(t) / pi if t < 0 else atan(1 / t) / pi if t > 0 else mpf(1) / 2,
            1 / (pi * (1 + t * t)))


rows = []
points = ["-700", "-300", "-40", "-30", "-20.5", "-19.5", "-8", "-3", "-1", "-0.125", "0", "0.125",
          "0.5", "1", "3", "6", "8", "19.5", "20.5", "30", "40", "300", "700"]
for link in ["logit", "probit", "cloglog", "cauchit"]:
    for text in points:
        t = mpf(text)
        if link == "cloglog" and t > 6:
            continue
        with mp.workdps(700):
            # exp(-245000) and its like want a wide exponent and guard digits, which mpmath has.
            mean, complement, slope = tails(link, t)
            values = dict(logMean=log(mean) if mean < 0.5 else log1p(-complement),
                          logComplement=log(complement) if complement < 0.5 else log1p(-mean),
                          meanRate=slope / mean, complementRate=slope / complement)
        for name, value in values.items():
            rows.append((f"{link}.{name}", text, value))

for y in ["1e-3", "1", "3", "1000000"]:
    for ratio in ["1e-8", "0.5", "0.95", "0.999999", "1", "1.000000001", "1.05", "2", "1e6"]:
        mean = float(y) * float(ratio)
        a, m = mpf(float(y)), mpf(mean)
        rows.append(("poisson.deviance", f"{y} {mean!r}", 2 * (a * log(a / m) - a + m)))
        rows.append(("gamma.deviance", f"{y} {mean!r}", 2 * ((a - m) / m - log(a / m))))

for trials, successes, p in [(10, 3, "0.25"), (1, 1, "0.125"), (1, 0, "0.125"), (7, 7, "0.75"),
                             (1000000, 500100, "0.5"), (100000000, 3, "0.000000015625")]:
    q = mpf(float(p))
    value = log(binomial(trials, successes)) + successes * log(q) + (trials - successes) * log1p(-q)
    rows.append(("binomial.logLikelihood", f"{trials} {successes} {p}", value))
for y, mean in [("0", "0.5"), ("4", "2.5"), ("1000000", "999000"), ("15", "16"), ("16", "16")]:
    m = mpf(mean)
    rows.append(("poisson.logLikelihood", f"{y} {mean}", mpf(y) * log(m) - m - loggamma(mpf(y) + 1)))

with open(os.path.join(OUT, "links.csv"), "w") as out:
    out.write("quantity,term,value,relativeTolerance\n")
    for quantity, term, value in rows:
        # log(1 - u) of a probability within an ulp of one keeps the digits of u itself.
        out.write(f"{quantity},{term},{mp.nstr(value, 17)},1e-12\n")
