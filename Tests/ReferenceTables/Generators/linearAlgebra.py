"""Reference numbers for the LinearAlgebra room.

Matrices have elements that doubles hold exactly; what follows from them is computed in rational
arithmetic (fractions) or, where roots enter, with mpmath at 60 digits. Run from this folder:

    python3 linearAlgebra.py
"""

import csv
import math
from fractions import Fraction
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 60
FOLDER = Path(__file__).parent.parent / "Tables" / "linearAlgebra"
UNIT = 2.0**-53  # the largest relative error of one rounding


def write(name, rows):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / f"{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["quantity", "term", "value", "relativeTolerance", "absoluteTolerance"])
        for quantity, term, value, *tolerances in rows:
            tolerances = [f"{t:.3g}" for t in tolerances] + ["", ""]
            writer.writerow([quantity, term, repr(number(value)), *tolerances[:2]])


def number(value):
    """The double nearest to a Fraction or an mpf."""
    return float(value)


def real(value):
    if isinstance(value, Fraction):
        return mpf(value.numerator) / mpf(value.denominator)
    return mpf(value)


def elements(quantity, a, *tolerances):
    return [
        (quantity, f"{i}:{j}", value, *tolerances)
        for i, row in enumerate(a)
        for j, value in enumerate(row)
    ]


def exact(quantity, a):
    for row in a:
        for value in row:
            assert Fraction(float(value)) == Fraction(value), value
    return elements(quantity, a, 0.0)


def transpose(a):
    return [list(row) for row in zip(*a)]


def multiply(a, b):
    columns = transpose(b)
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def eliminate(a):
    """The inverse and the determinant of a square matrix of Fractions."""
    n = len(a)
    work = [
        [Fraction(v) for v in row] + [Fraction(int(i == j)) for j in range(n)]
        for i, row in enumerate(a)
    ]
    determinant = Fraction(1)
    for k in range(n):
        pivot = next(i for i in range(k, n) if work[i][k] != 0)
        if pivot != k:
            work[k], work[pivot] = work[pivot], work[k]
            determinant = -determinant
        determinant *= work[k][k]
        work[k] = [v / work[k][k] for v in work[k]]
        for i in range(n):
            if i != k and work[i][k] != 0:
                factor = work[i][k]
                work[i] = [x - factor * y for x, y in zip(work[i], work[k])]
    return [row[n:] for row in work], determinant


def one_norm(a):
    return max(sum(abs(v) for v in column) for column in transpose(a))


def eigenvalues(a):
    values = mp.eigsy(mp.matrix([[real(v) for v in row] for row in a]), eigvals_only=True)
    return sorted(values)


def hilbert():
    """Hilbert matrices times the least common multiple of their denominators: integers."""
    for n in (3, 5, 8):
        multiple = math.lcm(*range(1, 2 * n))
        a = [[Fraction(multiple, i + j + 1) for j in range(n)] for i in range(n)]
        inverse, determinant = eliminate(a)
        values = eigenvalues(a)
        condition = values[-1] / values[0]
        # A backward stable solution is off by a modest multiple of n units times the condition.
        forward = float(8 * n * UNIT * condition)
        rows = exact("element", a) + elements("inverse", inverse, forward)
        rows.append(("logDeterminant", "", mp.log(real(determinant)), 0.0, forward))
        for k, value in enumerate(values):
            rows.append(("eigenvalue", k, value, 0.0, float(8 * n * UNIT * values[-1])))
        rows.append(("conditionNumber", "", condition, forward))
        reciprocal = 1 / (one_norm(a) * one_norm(inverse))
        rows.append(("reciprocalOneNorm", "", reciprocal, forward))
        write(f"hilbert-{n}", rows)


def general():
    """An integer matrix of order six with a negative determinant."""
    a = [
        [4, -1, 6, 0, -2, 3],
        [0, 7, -3, 2, 1, 5],
        [-5, 2, 8, 1, 9, -4],
        [1, 3, -7, 6, 0, 2],
        [2, -6, 4, -3, 5, 1],
        [8, 0, 1, -9, 3, -2],
    ]
    inverse, determinant = eliminate(a)
    assert determinant < 0
    rows = exact("element", a) + elements("inverse", inverse, 1e-13, 1e-15)
    rows.append(("logAbsoluteDeterminant", "", mp.log(real(abs(determinant))), 1e-14))
    reciprocal = 1 / (one_norm(a) * one_norm(inverse))
    rows.append(("reciprocalOneNorm", "", reciprocal, 1e-12))
    write("general", rows)


def least_squares():
    """A cubic through eleven points, in rational arithmetic."""
    x = [[Fraction(t) ** k for k in range(4)] for t in range(-3, 8)]
    y = [[Fraction(v)] for v in (12, 3, 1, 0, 2, 1, -1, 4, 9, 21, 44)]
    gram_inverse, gram_determinant = eliminate(multiply(transpose(x), x))
    b = multiply(gram_inverse, multiply(transpose(x), y))
    residuals = [[u[0] - v[0]] for u, v in zip(y, multiply(x, b))]
    hat = multiply(multiply(x, gram_inverse), transpose(x))
    rows = exact("element", x) + exact("response", y)
    rows += elements("coefficient", b, 1e-12, 1e-13)
    rows += elements("residual", residuals, 1e-12, 1e-13)
    rows.append(("residualSumOfSquares", "", sum(r[0] ** 2 for r in residuals), 1e-13))
    rows += elements("inverseGram", gram_inverse, 1e-12, 1e-15)
    rows += [("leverage", i, hat[i][i], 1e-13) for i in range(len(x))]
    rows.append(("gramLogDeterminant", "", mp.log(real(gram_determinant)), 1e-13))
    write("leastSquares", rows)


def lauchli():
    """Läuchli's matrix with 2 to the -27: the cross product of its doubles is singular."""
    small = Fraction(1, 2**27)
    x = [[Fraction(1)] * 3] + [[small if i == j else Fraction(0) for j in range(3)] for i in range(3)]
    inverse, _ = eliminate(multiply(transpose(x), x))
    # Its condition is 2e8, and the inverse of the cross product feels the first power of it.
    rows = exact("element", x) + elements("inverseGram", inverse, 1e-7)
    for k, value in enumerate((mp.sqrt(3 + real(small) ** 2), real(small), real(small))):
        rows.append(("singularValue", k, value, 0.0, 8 * UNIT * 2))
    write("lauchli", rows)


def spectrum():
    """The second difference matrix of order nine, and Wilkinson's W21+ with its close pairs."""
    n = 9
    a = [[{0: 2, 1: -1}.get(abs(i - j), 0) for j in range(n)] for i in range(n)]
    rows = exact("difference", a)
    for k in range(1, n + 1):
        rows.append(("differenceEigenvalue", k - 1, 2 - 2 * mp.cos(k * mp.pi / (n + 1)), 1e-13))
    n = 21
    w = [
        [abs(10 - i) if i == j else int(abs(i - j) == 1) for j in range(n)] for i in range(n)
    ]
    rows += exact("wilkinson", w)
    for k, value in enumerate(eigenvalues(w)):
        rows.append(("wilkinsonEigenvalue", k, value, 1e-13, 1e-14))
    write("spectrum", rows)


def singular():
    """A 5 × 3 integer matrix: values and, up to sign, right vectors."""
    x = [[3, -1, 2], [0, 4, 1], [5, 2, -2], [1, 1, 7], [-2, 6, 0]]
    gram = mp.matrix(multiply(transpose(x), x))
    values, vectors = mp.eigsy(gram)
    rows = exact("element", x)
    for k in range(3):
        j = 2 - k
        rows.append(("singularValue", k, mp.sqrt(values[j]), 1e-14))
        column = [vectors[i, j] for i in range(3)]
        largest = max(column, key=abs)
        for i in range(3):
            rows.append(("right", f"{i}:{k}", column[i] * mp.sign(largest), 1e-13))
    rows.append(("conditionNumber", "", mp.sqrt(values[2] / values[0]), 1e-13))
    write("singular", rows)


# NIST, Statistical Reference Datasets, Linear Regression, Filip: the predictor.
FILIP = """
-6.860120914 -4.324130045 -4.358625055 -4.358426747 -6.955852379 -6.661145254 -6.355462942
-6.118102026 -7.115148017 -6.815308569 -6.519993057 -6.204119983 -5.853871964 -6.109523091
-5.79832982 -5.482672118 -5.171791386 -4.851705903 -4.517126416 -4.143573228 -3.709075441
-3.499489089 -6.300769497 -5.953504836 -5.642065153 -5.031376979 -4.680685696 -4.329846955
-3.928486195 -8.56735134 -8.363211311 -8.107682739 -7.823908741 -7.522878745 -7.218819279
-6.920818754 -6.628932138 -6.323946875 -5.991399828 -8.781464495 -8.663140179 -8.473531488
-8.247337057 -7.971428747 -7.676129393 -7.352812702 -7.072065318 -6.774174009 -6.478861916
-6.159517513 -6.835647144 -6.53165267 -6.224098421 -5.910094889 -5.598599459 -5.290645224
-4.974284616 -4.64454848 -4.290560426 -3.885055584 -3.408378962 -3.13200249 -8.726767166
-8.66695597 -8.511026475 -8.165388579 -7.886056648 -7.588043762 -7.283412422 -6.995678626
-6.691862621 -6.392544977 -6.067374056 -6.684029655 -6.378719832 -6.065855188 -5.752272167
-5.132414673 -4.811352704 -4.098269308 -3.66174277 -3.2644011
"""


def filip():
    """How far each power of the predictor is from the lower ones: the distance of rank decisions.

    With unit columns, 1 / |column j of the inverse of R|, R the triangle of the columns so far.
    """
    x = [float(text) for text in FILIP.split()]
    assert len(x) == 82
    # The powers as a program forms them, by repeated multiplication of doubles.
    powers = [[1.0] * len(x)]
    for _ in range(10):
        powers.append([p * v for p, v in zip(powers[-1], x)])
    a = mp.matrix(len(x), 11)
    for j, column in enumerate(powers):
        length = mp.sqrt(sum(mpf(v) ** 2 for v in column))
        for i, v in enumerate(column):
            a[i, j] = mpf(v) / length
    _, triangle = mp.qr(a, mode="skinny")
    inverse = triangle**-1
    rows = [("predictor", i, v, 0.0) for i, v in enumerate(x)]
    for j in range(11):
        distance = 1 / mp.sqrt(sum(inverse[i, j] ** 2 for i in range(j + 1)))
        rows.append(("distance", j, distance, 1e-4))
    write("filip", rows)


hilbert()
general()
least_squares()
lauchli()
spectrum()
singular()
filip()
