"""Probability distributions to fifty digits with mpmath.

Only series whose terms are all positive are summed, so nothing cancels; where a tail is the
complement of such a series, the precision is raised by the digits that the subtraction costs.
"""

from mpmath import mp, mpf

DIGITS = 60
TAIL_DIGITS = 420
# Tails whose logarithm is below this are only passed through on the way to a quantile: there the
# leading factor says well enough how small they are.
BEYOND = -1500
mp.dps = DIGITS


def positive_series(ratio_numerator, ratio_denominator, step_numerator, step_denominator):
    """1 + r0 + r0 r1 + ..., r_n = (p + n s)/(q + n t), in fixed-point integers."""
    bits = mp.prec + 64
    one = 1 << bits
    p, q = int(ratio_numerator * one), int(ratio_denominator * one)
    s, t = int(step_numerator * one), int(step_denominator * one)
    term = total = one
    while True:
        term = term * p // q
        if term == 0:
            break
        total += term
        p += s
        q += t
        if p <= 0:
            break
    return mpf(total) / one


def gamma_log_density(a, x):
    return (a - 1) * mp.log(x) - x - mp.loggamma(a)


def gamma_lower_series(a, x):
    front = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))
    return front * positive_series(x, a + 1, mpf(0), mpf(1))


def gamma_upper_series(a, x):
    # Q = x^(a-1) e^-x / Gamma(a) (1 + (a-1)/x + (a-1)(a-2)/x^2 + ...), for large a and x > a:
    # the terms vanish long before they would turn negative.
    front = mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))
    return front * positive_series(a - 1, x, mpf(-1), mpf(0))


def gamma_tails(a, x):
    """(P(a, x), Q(a, x)), each to DIGITS digits down to 1e-340."""
    if x <= 0:
        return mpf(0), mpf(1)
    far = a * mp.log(x) - x - mp.loggamma(a)
    if far < BEYOND:
        return (mp.exp(far), mpf(1)) if x < a else (mpf(1), mp.exp(far))
    if x <= a or x < 1:
        extra = 0 if x > 1e-3 and a > 1e-3 else 350
        with mp.workdps(DIGITS + extra):
            lower = gamma_lower_series(+a, +x)
            upper = 1 - lower
        return +lower, +upper
    if a > 100000:
        upper = gamma_upper_series(a, x)
        return 1 - upper, upper
    with mp.workdps(TAIL_DIGITS):
        lower = gamma_lower_series(+a, +x)
        upper = 1 - lower
    return +lower, +upper


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def beta_series(a, b, x, y):
    front = mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta(a, b)) / a
    return front * positive_series((a + b) * x, a + 1, x, mpf(1))


def beta_tails(a, b, x, y):
    """(I_x(a, b), I_y(b, a)) with y = 1 - x given, since the difference may not be a double."""
    if x <= 0:
        return mpf(0), mpf(1)
    if y <= 0:
        return mpf(1), mpf(0)
    below = x * (a + b) <= a
    far = a * mp.log(x) + b * mp.log(y) - log_beta(a, b)
    if far < BEYOND:
        return (mp.exp(far), mpf(1)) if below else (mpf(1), mp.exp(far))
    if below and x < 0.999 or x < 1e-3:
        with mp.workdps(DIGITS + (0 if below else 350)):
            lower = beta_series(+a, +b, +x, +y)
            upper = 1 - lower
        return +lower, +upper
    if not below and y < 0.999 or y < 1e-3:
        with mp.workdps(DIGITS + (0 if not below else 350)):
            upper = beta_series(+b, +a, +y, +x)
            lower = 1 - upper
        return +lower, +upper
    raise ValueError((a, b, x))


def check():
    """Holds the tails to mpmath's own incomplete functions where those converge."""
    for a in [mpf("0.001"), mpf("0.5"), mpf(3), mpf("41.7")]:
        for x in [mpf("1e-5"), mpf("0.7"), mpf(12), mpf(90)]:
            lower, upper = gamma_tails(a, x)
            assert abs(lower / mp.gammainc(a, 0, x, regularized=True) - 1) < mpf(10) ** -45
            assert abs(upper / mp.gammainc(a, x, mp.inf, regularized=True) - 1) < mpf(10) ** -45
    for a in [mpf("0.001"), mpf("0.5"), mpf(3), mpf("41.7")]:
        for b in [mpf("0.5"), mpf(2), mpf(33)]:
            for x in [mpf("1e-5"), mpf("0.2"), mpf("0.6"), mpf("0.9")]:
                lower, upper = beta_tails(a, b, x, 1 - x)
                assert abs(lower / mp.betainc(a, b, 0, x, regularized=True) - 1) < mpf(10) ** -45
                assert abs(upper / mp.betainc(b, a, 0, 1 - x, regularized=True) - 1) < mpf(10) ** -45


class Continuous:
    """A distribution by its two tails and the logarithm of its density, all in mpf.

    `positive` says whether quantiles are sought in log x.
    """

    positive = True
    end = None

    def tails(self, x):
        raise NotImplementedError

    def log_density(self, x):
        raise NotImplementedError

    def tail(self, x, upper):
        return self.tails(x)[1 if upper else 0]

    def quantile(self, p, upper):
        """The x whose tail is p, by bisection and then Newton's method on the log of the tail.

        `None` where x is no double.
        """
        x = self.bisect(p, upper)
        if x is None:
            return None
        sign = -1 if upper else 1
        for _ in range(60):
            tail = self.tail(x, upper)
            step = mp.log(tail / p) * tail / mp.exp(self.log_density(x)) * sign
            if self.positive:
                step /= x
                x *= mp.exp(-step)
                size = abs(step)
            else:
                x -= step
                size = abs(step) / max(abs(x), mpf(10) ** -30)
            if size < mpf(10) ** -30:
                return x
        raise ArithmeticError(("no quantile", vars(self), p, upper))

    def bisect(self, p, upper):
        """A start for Newton's method: right to a few digits of log x, or of x."""
        ends = low, high = self.bracket()
        while high - low > 1e-3 * self.width():
            middle = (low + high) / 2
            tail = self.tail(mp.exp(middle) if self.positive else middle, upper)
            if (tail < p) == upper:
                high = middle
            else:
                low = middle
        if low == ends[0] or high == ends[1]:
            return None
        middle = (low + high) / 2
        return mp.exp(middle) if self.positive else middle

    def bracket(self):
        return mpf(-760), mpf(760)

    def width(self):
        return mpf(1)


class Normal(Continuous):
    positive = False

    def __init__(self, mean, standard_deviation):
        self.mean, self.deviation = mpf(mean), mpf(standard_deviation)

    def bracket(self):
        return self.mean - 40 * self.deviation, self.mean + 40 * self.deviation

    def width(self):
        return self.deviation

    def quantile(self, p, upper):
        return self.mean if p == 0.5 else super().quantile(p, upper)

    def tails(self, x):
        z = (x - self.mean) / self.deviation / mp.sqrt(2)
        return mp.erfc(-z) / 2, mp.erfc(z) / 2

    def log_density(self, x):
        z = (x - self.mean) / self.deviation
        return -z * z / 2 - mp.log(2 * mp.pi) / 2 - mp.log(self.deviation)


class StudentT(Continuous):
    """Quantiles only of p < 1/2 in the upper tail; the rest follows by symmetry."""

    def __init__(self, degrees_of_freedom):
        self.n = mpf(degrees_of_freedom)

    def bracket(self):
        return (mpf(-5), mpf(5)) if self.n >= 1000 else (mpf(-760), mpf(760))

    def tails(self, x):
        with mp.workdps(TAIL_DIGITS):
            near = self.n / (self.n + x * x)
            far = 1 - near
        outer, _ = beta_tails(self.n / 2, mpf(1) / 2, near, far)
        with mp.workdps(TAIL_DIGITS):
            inner = 1 - outer / 2
        return (inner, outer / 2) if x > 0 else (outer / 2, inner)

    def log_density(self, x):
        n = self.n
        return -(n + 1) / 2 * mp.log1p(x * x / n) - log_beta(n / 2, mpf(1) / 2) - mp.log(n) / 2


class Gamma(Continuous):
    def __init__(self, shape, rate):
        self.a, self.rate = mpf(shape), mpf(rate)

    def bracket(self):
        if self.a < 1000:
            return mpf(-760), mpf(760)
        width = 60 / mp.sqrt(self.a) + 2000 / self.a
        return mp.log(self.a / self.rate) - width, mp.log(self.a / self.rate) + width

    def width(self):
        return min(mpf(1), 20 / mp.sqrt(self.a))

    def tails(self, x):
        return gamma_tails(self.a, x * self.rate)

    def log_density(self, x):
        return gamma_log_density(self.a, x * self.rate) + mp.log(self.rate)


class ChiSquared(Gamma):
    def __init__(self, degrees_of_freedom):
        super().__init__(mpf(degrees_of_freedom) / 2, mpf(1) / 2)


class FisherF(Continuous):
    def __init__(self, numerator, denominator):
        self.m, self.n = mpf(numerator), mpf(denominator)

    def bracket(self):
        if min(self.m, self.n) < 1000:
            return mpf(-760), mpf(760)
        width = 60 * mp.sqrt(2 / self.m + 2 / self.n)
        return -width, width

    def width(self):
        return min(mpf(1), 20 * mp.sqrt(2 / self.m + 2 / self.n))

    def tails(self, x):
        m, n = self.m, self.n
        with mp.workdps(TAIL_DIGITS):
            near = m * x / (n + m * x)
            far = n / (n + m * x)
        return beta_tails(m / 2, n / 2, near, far)

    def log_density(self, x):
        m, n = self.m, self.n
        y = n + m * x
        return (m / 2 * mp.log(m * x / y) + n / 2 * mp.log(n / y) - log_beta(m / 2, n / 2)
                - mp.log(x))


class Beta(Continuous):
    """Quantiles in the odds x/(1 - x), which has digits at both ends."""

    end = 1

    def __init__(self, alpha, beta):
        self.a, self.b = mpf(alpha), mpf(beta)

    def tails(self, x):
        with mp.workdps(TAIL_DIGITS):
            y = 1 - x
        return beta_tails(self.a, self.b, x, y)

    def log_density(self, x):
        with mp.workdps(TAIL_DIGITS):
            y = 1 - x
        return (self.a - 1) * mp.log(x) + (self.b - 1) * mp.log(y) - log_beta(self.a, self.b)

    def quantile(self, p, upper):
        # m/n x of the F distribution with 2a and 2b degrees of freedom are the odds.
        ratio = FisherF(2 * self.a, 2 * self.b).quantile(p, upper)
        if ratio is None:
            return None
        odds = ratio * self.a / self.b
        return odds / (1 + odds)


class Weibull(Continuous):
    def __init__(self, shape, scale):
        self.k, self.scale = mpf(shape), mpf(scale)

    def tails(self, x):
        hazard = (x / self.scale) ** self.k
        return -mp.expm1(-hazard), mp.exp(-hazard)

    def log_density(self, x):
        logarithm = mp.log(x / self.scale)
        return mp.log(self.k / self.scale) + (self.k - 1) * logarithm - mp.exp(self.k * logarithm)

    def quantile(self, p, upper):
        hazard = -mp.log(p) if upper else -mp.log1p(-p)
        return self.scale * hazard ** (1 / self.k)


class Logistic(Continuous):
    def __init__(self, location, scale):
        self.location, self.scale = mpf(location), mpf(scale)

    def tails(self, x):
        z = (x - self.location) / self.scale
        return 1 / (1 + mp.exp(-z)), 1 / (1 + mp.exp(z))

    def log_density(self, x):
        z = (x - self.location) / self.scale
        return -abs(z) - 2 * mp.log1p(mp.exp(-abs(z))) - mp.log(self.scale)

    def quantile(self, p, upper):
        z = mp.log(p) - mp.log1p(-p)
        return self.location + (-z if upper else z) * self.scale


class Gumbel(Continuous):
    def __init__(self, location, scale):
        self.location, self.scale = mpf(location), mpf(scale)

    def tails(self, x):
        w = mp.exp(-(x - self.location) / self.scale)
        return mp.exp(-w), -mp.expm1(-w)

    def log_density(self, x):
        z = (x - self.location) / self.scale
        return -z - mp.exp(-z) - mp.log(self.scale)

    def quantile(self, p, upper):
        w = -mp.log1p(-p) if upper else -mp.log(p)
        return self.location - mp.log(w) * self.scale


class Discrete:
    """Counts: `last` is the largest that can occur."""

    last = None

    def quantile(self, p, upper):
        """The smallest k with P(X <= k) >= p, or with P(X > k) <= p, by bisection."""

        def reached(k):
            lower_tail, upper_tail = self.tails(k)
            return upper_tail <= p if upper else lower_tail >= p

        low, high = self.bracket()
        while high - low > 1:
            middle = (low + high) // 2
            if reached(middle):
                high = middle
            else:
                low = middle
        return high


class Poisson(Discrete):
    def __init__(self, mean):
        self.mean = mpf(mean)

    def bracket(self):
        spread = int(45 * mp.sqrt(self.mean)) + 1500
        return max(-1, int(self.mean) - spread), int(self.mean) + spread

    def tails(self, k):
        if k < 0:
            return mpf(0), mpf(1)
        lower, upper = gamma_tails(mpf(k) + 1, self.mean)
        return upper, lower

    def log_density(self, k):
        return k * mp.log(self.mean) - self.mean - mp.loggamma(mpf(k) + 1)


class Binomial(Discrete):
    def __init__(self, trials, probability):
        self.n, self.p, self.last = trials, mpf(probability), trials

    def bracket(self):
        centre, spread = int(self.n * self.p), int(45 * mp.sqrt(self.n * self.p * (1 - self.p))) + 1500
        return max(-1, centre - spread), min(self.n, centre + spread)

    def tails(self, k):
        if k < 0 or k >= self.n:
            return (mpf(0), mpf(1)) if k < 0 else (mpf(1), mpf(0))
        lower, upper = beta_tails(mpf(k) + 1, mpf(self.n - k), self.p, 1 - self.p)
        return upper, lower

    def log_density(self, k):
        n, p = self.n, self.p
        chosen = mp.loggamma(mpf(n) + 1) - mp.loggamma(mpf(k) + 1) - mp.loggamma(mpf(n - k) + 1)
        return chosen + k * mp.log(p) + (n - k) * mp.log1p(-p)
