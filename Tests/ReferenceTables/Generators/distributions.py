"""Writes Tables/distributions/*.csv: densities, both tails and quantiles to 17 digits.

    python3 distributions.py [table ...]

Every argument is exactly the double that stands in the table, every value the double nearest to
the number that mpmath gives to sixty digits. Terms are the parameters and the argument, separated
by spaces. The tolerance of a logarithm is absolute as well, since an absolute error there is a
relative one of the number itself.
"""

import os
import sys

import distributions_reference as reference
from distributions_reference import mp, mpf

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tables", "distributions")
SMALLEST, LARGEST = mpf(10) ** -305, mpf(10) ** 305
PROBABILITIES = [1e-300, 1e-150, 1e-50, 1e-15, 1e-5, 0.01, 0.2, 0.5]
FEW = [1e-300, 1e-15, 0.2]


class Table:
    def __init__(self, name, tolerance):
        self.name, self.tolerance, self.rows = name, tolerance, []

    def add(self, quantity, parameters, argument, value):
        term = " ".join(repr(p) for p in [*parameters, argument])
        absolute = self.tolerance if quantity.startswith("log") else 0
        self.rows.append(f"{quantity},{term},{float(value)!r},{self.tolerance},{absolute}")

    def write(self):
        with open(os.path.join(FOLDER, self.name + ".csv"), "w") as file:
            file.write("quantity,term,value,relativeTolerance,absoluteTolerance\n")
            file.write("\n".join(dict.fromkeys(self.rows)) + "\n")
        print(self.name, len(self.rows))


def representable(value):
    return value == 0 or SMALLEST < abs(value) < LARGEST


def add_point(table, distribution, parameters, x):
    """Density and tails at the double x; logarithms where the number itself is out of range."""
    exact = mpf(x)
    if exact == distribution.end:
        return
    lower, upper = distribution.tails(exact)
    log_density = distribution.log_density(exact)
    for quantity, value in [("cumulative", lower), ("upperTail", upper)]:
        if representable(value):
            table.add(quantity, parameters, x, value)
        if 0 < value < 0.9:
            logarithm = "log" + quantity[0].upper() + quantity[1:]
            table.add(logarithm, parameters, x, mp.log(value))
    if representable(mp.exp(log_density)):
        table.add("density", parameters, x, mp.exp(log_density))
    table.add("logDensity", parameters, x, log_density)


def add_continuous(table, distribution, parameters, probabilities=PROBABILITIES, mirrored=False):
    for p in probabilities:
        for upper in [False, True]:
            if mirrored and p == 0.5:
                continue
            x = distribution.quantile(mpf(p), upper or mirrored)
            if x is None or not representable(x):
                continue
            if mirrored and not upper:
                x = -x
            table.add("upperTailQuantile" if upper else "quantile", parameters, p, x)
            add_point(table, distribution, parameters, float(x))
    if len(probabilities) > 4 and not mirrored:
        for p in [0.7, 0.975, 0.999999]:
            for upper in [False, True]:
                x = distribution.quantile(mpf(p), upper)
                if x is not None and representable(x):
                    table.add("upperTailQuantile" if upper else "quantile", parameters, p, x)


def add_discrete(table, distribution, parameters, probabilities=PROBABILITIES):
    counts = set()
    for p in probabilities:
        for upper in [False, True]:
            k = distribution.quantile(mpf(p), upper)
            table.add("upperTailQuantile" if upper else "quantile", parameters, p, k)
            counts.add(k)
    for k in sorted(counts):
        lower, upper = distribution.tails(k)
        for quantity, value in [("cumulative", lower), ("upperTail", upper)]:
            if representable(value):
                table.add(quantity, parameters, float(k), value)
                table.add(quantity, parameters, k + 0.5, value)
        mass = mp.exp(distribution.log_density(k))
        if representable(mass):
            table.add("density", parameters, float(k), mass)
        table.add("logDensity", parameters, float(k), distribution.log_density(k))


def location_scale(name, kind, parameter_sets, far):
    table = Table(name, 1e-12)
    for parameters in parameter_sets:
        distribution = kind(*parameters)
        add_continuous(table, distribution, parameters)
        for x in far:
            add_point(table, distribution, parameters, x)
    table.write()


def continuous(name, kind, parameter_sets, mirrored=False, far=()):
    table = Table(name, 1e-12)
    for parameters in parameter_sets:
        few = max(parameters) > 1e6
        add_continuous(table, kind(*parameters), parameters, FEW if few else PROBABILITIES, mirrored)
    for *parameters, x in far:
        add_point(table, kind(*parameters), parameters, x)
    table.write()


def discrete(name, kind, parameter_sets):
    table = Table(name, 1e-12)
    for parameters in parameter_sets:
        few = parameters[0] > 1e6
        add_discrete(table, kind(*parameters), parameters, FEW if few else PROBABILITIES)
    table.write()


def special_functions():
    table = Table("special", 1e-13)
    for x in [1e-300, 1e-10, 1e-3, 0.1, 0.5, 0.75, 1.5, 2.5, 3.0, 3.75, 7.25, 8.0, 20.5, 171.25, 1e4,
              1e9, 1e15, 1e100, 1e300, -0.5, -1.25, -2.75, -10.5, -100.3]:
        exact = mpf(x)
        logarithm = mp.log(abs(mp.gamma(exact))) if x < 0 else mp.loggamma(exact)
        table.add("logGamma", [], x, logarithm)
        table.add("digamma", [], x, mp.digamma(exact))
        if 1e-150 < abs(x):
            table.add("trigamma", [], x, mp.psi(1, exact))
    for x in [0.9999, 1.0000001, 1.0001, 1.9999, 2.0000001, 2.0001]:
        table.add("logGamma", [], x, mp.loggamma(mpf(x)))
    table.write()


TABLES = {
    "special": special_functions,
    "normal": lambda: location_scale(
        "normal", reference.Normal, [(0.0, 1.0), (1.3, 0.7), (-250.0, 12.5)], [-45.0, 60.0, 1e5]),
    "logistic": lambda: location_scale(
        "logistic", reference.Logistic, [(0.0, 1.0), (1.3, 0.7), (-250.0, 12.5)], [-900.0, 1000.0]),
    "gumbel": lambda: location_scale(
        "gumbel", reference.Gumbel, [(0.0, 1.0), (1.3, 0.7), (-250.0, 12.5)], [-20.0, 900.0]),
    "weibull": lambda: continuous(
        "weibull", reference.Weibull,
        [(1.0, 1.0), (0.5, 3.0), (1.7, 0.01), (10.0, 7.3), (53.7, 1e5), (0.02, 2.0)]),
    "student": lambda: continuous(
        "student", reference.StudentT,
        [(0.02,), (0.5,), (1.0,), (2.0,), (3.0,), (4.7,), (10.0,), (30.0,), (57.0,), (250.5,),
         (1000.0,), (12345.6,), (1e6,), (1e10,), (1e15,)], mirrored=True),
    "chisquared": lambda: continuous(
        "chisquared", reference.ChiSquared,
        [(0.002,), (0.1,), (1.0,), (2.0,), (3.0,), (4.5,), (10.0,), (40.0,), (99.0,), (600.0,),
         (601.0,), (5000.0,), (1e5,), (1e10,)]),
    "gamma": lambda: continuous(
        "gamma", reference.Gamma,
        [(0.001, 1.0), (0.3, 0.7), (1.0, 3.0), (2.5, 1e-3), (8.0, 1.1), (29.0, 13.0), (150.0, 0.3),
         (299.0, 3.3), (301.0, 3.3), (2345.6, 0.7), (1e6, 1.7), (1e9, 3.1)],
        far=[(2.5, 1.0, 800.0), (2.5, 1.0, 1e-200), (1000.0, 1.0, 2900.0), (1000.0, 1.0, 150.0)]),
    "beta": lambda: continuous(
        "beta", reference.Beta,
        [(0.001, 0.001), (0.001, 5.0), (0.5, 0.5), (1.0, 1.0), (1.0, 3.0), (2.0, 0.3), (2.5, 7.0),
         (10.0, 1000.0), (30.0, 40.5), (199.0, 260.0), (201.0, 260.0), (1e4, 3.0), (5e4, 2e5),
         (1e9, 1e9)],
        far=[(20.0, 30.0, 1e-30), (500.0, 700.0, 0.01)]),
    "fisher": lambda: continuous(
        "fisher", reference.FisherF,
        [(1.0, 1.0), (1.0, 12.0), (2.0, 5.0), (3.0, 4.0), (5.0, 2.0), (7.0, 33.3), (12.0, 1.0),
         (20.0, 2000.0), (401.0, 420.0), (2000.0, 20.0), (0.01, 3.0), (3.0, 1e10), (1e10, 3.0),
         (1e10, 1e10)]),
    "poisson": lambda: discrete(
        "poisson", reference.Poisson,
        [(0.001,), (0.5,), (1.0,), (3.7,), (20.0,), (99.5,), (700.0,), (12345.6,), (1e6,), (1e9,)]),
    "binomial": lambda: discrete(
        "binomial", reference.Binomial,
        [(1, 0.3), (7, 0.5), (20, 0.1), (20, 0.9), (100, 0.5), (100, 1e-5), (1000, 0.37),
         (1100, 0.99), (10**6, 0.25), (10**6, 1e-6), (10**9, 0.3)]),
}


if __name__ == "__main__":
    reference.check()
    os.makedirs(FOLDER, exist_ok=True)
    for name in sys.argv[1:] or TABLES:
        TABLES[name]()
