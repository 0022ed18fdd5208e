"""Writes Tables/distributions/noncentralt.csv: both tails of the noncentral t by quadrature.

    python3 Tests/ReferenceTables/Generators/noncentralT.py

A term is "degreesOfFreedom noncentrality x"; P(T > x) is the mean of P(Z > x s - delta) over s, the
square root of a chi-squared by its degrees of freedom, to thirty digits with mpmath.
"""

import os

from mpmath import erfc, exp, log, loggamma, mp, mpf, quad, sqrt

mp.dps = 30
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tables", "distributions")


def tail(degrees, delta, x, sign):
    n, delta, x = mpf(degrees), mpf(delta), mpf(x)
    constant = log(2) + n / 2 * log(n / 2) - loggamma(n / 2)

    def integrand(s):
        density = exp(constant + (n - 1) * log(s) - n * s * s / 2)
        return density * erfc(sign * (x * s - delta) / sqrt(2)) / 2

    width = 1 / sqrt(2 * n)
    points = sorted({max(mpf(0), 1 + k * width) for k in range(-24, 25, 6)})
    return quad(integrand, points)


rows = []
for degrees in [2.5, 10, 98, 1000, 1e6]:
    for delta in [0.5, 2.8, 8.0, -1.5]:
        for x in [-1.0, 0.0, 1.98, 4.0, 12.7]:
            for quantity, sign in [("upperTail", 1), ("cumulative", -1)]:
                value = tail(degrees, delta, x, sign)
                if value > mpf(10) ** -20:
                    # Far out in the tail against the shift, Boost keeps fewer digits.
                    absolute = 1e-13
                    rows.append(f"{quantity},{degrees!r} {delta!r} {x!r},{float(value)!r},1e-10,{absolute}")
with open(os.path.join(FOLDER, "noncentralt.csv"), "w") as file:
    file.write("quantity,term,value,relativeTolerance,absoluteTolerance\n" + "\n".join(rows) + "\n")
print(len(rows))
