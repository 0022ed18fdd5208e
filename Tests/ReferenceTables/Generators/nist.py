"""The linear problems of NIST's Statistical Reference Datasets, solved exactly.

Writes, for every problem, `Tables/nist/<name>-data.csv` (the response and every column of the
design, as the doubles a fit sees) and `Tables/nist/<name>.csv` with two sets of numbers:

* `certified...`: NIST's certified values, transcribed below (15 digits);
* `exact...`: the solution, in rational arithmetic, of the problem whose columns are those doubles.

The transcription checks itself: the problem with the columns as NIST defines them (decimal data,
exact powers) is solved in rational arithmetic too, and every certified value must agree to 13
digits, or the script stops. Run from this folder: python3 nist.py
"""
from fractions import Fraction as Q
import os
from mpmath import mp, mpf
import scipy

mp.dps = 60
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "Tables", "nist")


def solve(columns, y, intercept):
    """Exact least squares: coefficients, diagonal of (X'X)^-1, residual and total squares."""
    p = len(columns)
    n = len(y)
    gram = [[sum(a * b for a, b in zip(columns[i], columns[j])) for j in range(p)] for i in range(p)]
    rhs = [sum(a * b for a, b in zip(columns[i], y)) for i in range(p)]
    rows = [gram[i] + [rhs[i]] + [Q(int(i == j)) for j in range(p)] for i in range(p)]
    for k in range(p):
        pivot = next(i for i in range(k, p) if rows[i][k] != 0)
        rows[k], rows[pivot] = rows[pivot], rows[k]
        head = rows[k][k]
        rows[k] = [v / head for v in rows[k]]
        for i in range(p):
            if i != k and rows[i][k] != 0:
                factor = rows[i][k]
                rows[i] = [v - factor * w for v, w in zip(rows[i], rows[k])]
    beta = [rows[i][p] for i in range(p)]
    inverse = [rows[i][p + 1 + i] for i in range(p)]
    residual = [yi - sum(b * c[i] for b, c in zip(beta, columns)) for i, yi in enumerate(y)]
    rss = sum(r * r for r in residual)
    mean = sum(y) / n if intercept else Q(0)
    tss = sum((v - mean) ** 2 for v in y)
    return beta, inverse, rss, tss


def real(q):
    return mpf(q.numerator) / mpf(q.denominator)


def summary(columns, y, intercept):
    beta, inverse, rss, tss = solve(columns, y, intercept)
    n, p = len(y), len(columns)
    variance = real(rss) / (n - p)
    rows = [("Coefficient", k, real(b)) for k, b in enumerate(beta)]
    rows += [("StandardError", k, mp.sqrt(variance * real(v))) for k, v in enumerate(inverse)]
    rows += [("Sigma", "", mp.sqrt(variance)), ("RSquared", "", 1 - real(rss / tss))]
    if rss != 0:
        df1 = p - (1 if intercept else 0)
        rows.append(("F", "", real((tss - rss) / df1) / variance))
    return rows


def powers(x, degree):
    return [[v ** k for v in x] for k in range(degree + 1)]


def numbers(text):
    return [Q(t) for t in text.split()]


NORRIS = """0.1 0.2 338.8 337.4 118.1 118.2 888.0 884.6 9.2 10.1 228.1 226.5 668.5 666.3 998.5 996.3
449.1 448.6 778.9 777.0 559.2 558.2 0.3 0.4 0.1 0.6 778.1 775.5 668.8 666.9 339.3 338.0 448.9 447.5
10.8 11.6 557.7 556.0 228.3 228.1 998.0 995.8 888.8 887.6 119.6 120.2 0.3 0.3 0.6 0.3 557.6 556.8
339.3 339.1 888.0 887.2 998.5 999.0 778.9 779.0 10.2 11.1 117.6 118.3 228.9 229.2 668.4 669.1 449.2
448.9 0.2 0.5"""

PONTIUS = """.11019 .21956 .32949 .43899 .54803 .65694 .76562 .87487 .98292 1.09146 1.20001 1.30822
1.41599 1.52399 1.63194 1.73947 1.84646 1.95392 2.06128 2.16844 .11052 .22018 .32939 .43886 .54798
.65739 .76596 .87474 .98300 1.09150 1.20004 1.30818 1.41613 1.52408 1.63159 1.73965 1.84696 1.95445
2.06177 2.16829"""

LONGLEY = """60323 83.0 234289 2356 1590 107608 1947 61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949 61187 89.5 284599 3351 1650 110929 1950
63221 96.2 328975 2099 3099 112075 1951 63639 98.1 346999 1932 3594 113270 1952
64989 99.0 365385 1870 3547 115094 1953 63761 100.0 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955 67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957 66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959 69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961 70551 116.9 554894 4007 2827 130081 1962"""

FILIP = """0.8116 -6.860120914 0.9072 -4.324130045 0.9052 -4.358625055 0.9039 -4.358426747
0.8053 -6.955852379 0.8377 -6.661145254 0.8667 -6.355462942 0.8809 -6.118102026
0.7975 -7.115148017 0.8162 -6.815308569 0.8515 -6.519993057 0.8766 -6.204119983
0.8885 -5.853871964 0.8859 -6.109523091 0.8959 -5.79832982 0.8913 -5.482672118
0.8959 -5.171791386 0.8971 -4.851705903 0.9021 -4.517126416 0.909 -4.143573228
0.9139 -3.709075441 0.9199 -3.499489089 0.8692 -6.300769497 0.8872 -5.953504836
0.89 -5.642065153 0.891 -5.031376979 0.8977 -4.680685696 0.9035 -4.329846955
0.9078 -3.928486195 0.7675 -8.56735134 0.7705 -8.363211311 0.7713 -8.107682739
0.7736 -7.823908741 0.7775 -7.522878745 0.7841 -7.218819279 0.7971 -6.920818754
0.8329 -6.628932138 0.8641 -6.323946875 0.8804 -5.991399828 0.7668 -8.781464495
0.7633 -8.663140179 0.7678 -8.473531488 0.7697 -8.247337057 0.77 -7.971428747
0.7749 -7.676129393 0.7796 -7.352812702 0.7897 -7.072065318 0.8131 -6.774174009
0.8498 -6.478861916 0.8741 -6.159517513 0.8061 -6.835647144 0.846 -6.53165267
0.8751 -6.224098421 0.8856 -5.910094889 0.8919 -5.598599459 0.8934 -5.290645224
0.894 -4.974284616 0.8957 -4.64454848 0.9047 -4.290560426 0.9129 -3.885055584
0.9209 -3.408378962 0.9219 -3.13200249 0.7739 -8.726767166 0.7681 -8.66695597
0.7665 -8.511026475 0.7703 -8.165388579 0.7702 -7.886056648 0.7761 -7.588043762
0.7809 -7.283412422 0.7961 -6.995678626 0.8253 -6.691862621 0.8602 -6.392544977
0.8809 -6.067374056 0.8301 -6.684029655 0.8664 -6.378719832 0.8834 -6.065855188
0.8898 -5.752272167 0.8964 -5.132414673 0.8963 -4.811352704 0.9074 -4.098269308
0.9119 -3.66174277 0.9228 -3.2644011"""

WAMPLER_NOISE = """759 -2048 2048 -2048 2523 -2048 2048 -2048 1838 -2048 2048 -2048 1838 -2048
2048 -2048 2523 -2048 2048 -2048 759"""


def problems():
    pairs = numbers(NORRIS)
    yield ("norris", powers(pairs[1::2], 1), pairs[0::2], True, dict(
        beta="-0.262323073774029 1.00211681802045", se="0.232818234301152 0.429796848199937E-03",
        sigma="0.884796396144373", r2="0.999993745883712", f="5436385.54079785"))
    x = [Q(150000 * (1 + i % 20)) for i in range(40)]
    yield ("pontius", powers(x, 2), numbers(PONTIUS), True, dict(
        beta="0.673565789473684E-03 0.732059160401003E-06 -0.316081871345029E-14",
        se="0.107938612033077E-03 0.157817399981659E-09 0.486652849992036E-16",
        sigma="0.205177424076185E-03", r2="0.999999900178537", f="185330865.995752"))
    yield ("noint1", [[Q(60 + i) for i in range(11)]], [Q(130 + i) for i in range(11)], False, dict(
        beta="2.07438016528926", se="0.165289256198347E-01", sigma="3.56753034006338",
        r2="0.999365492298663", f="15750.2500000000"))
    yield ("noint2", [[Q(4), Q(5), Q(6)]], [Q(3), Q(4), Q(4)], False, dict(
        beta="0.727272727272727", se="0.420827318078432E-01", sigma="0.369274472937998",
        r2="0.993348115299335", f="298.666666666667"))
    pairs = numbers(FILIP)
    yield ("filip", powers(pairs[1::2], 10), pairs[0::2], True, dict(
        beta="""-1467.48961422980 -2772.17959193342 -2316.37108160893 -1127.97394098372
          -354.478233703349 -75.1242017393757 -10.8753180355343 -1.06221498588947
          -0.670191154593408E-01 -0.246781078275479E-02 -0.402962525080404E-04""",
        se="""298.084530995537 559.779865474950 466.477572127796 227.204274477751 71.6478660875927
          15.2897178747400 2.23691159816033 0.221624321934227 0.142363763154724E-01
          0.535617408889821E-03 0.896632837373868E-05""",
        sigma="0.334801051324544E-02", r2="0.996727416185620", f="2162.43954511489"))
    cells = numbers(LONGLEY)
    rows = [cells[i:i + 7] for i in range(0, len(cells), 7)]
    yield ("longley", [[Q(1)] * 16] + [[r[k] for r in rows] for k in range(1, 7)],
           [r[0] for r in rows], True, dict(
        beta="""-3482258.63459582 15.0618722713733 -0.358191792925910E-01 -2.02022980381683
          -1.03322686717359 -0.511041056535807E-01 1829.15146461355""",
        se="""890420.383607373 84.9149257747669 0.334910077722432E-01 0.488399681651699
          0.214274163161675 0.226073200069370 455.478499142212""",
        sigma="304.854073561965", r2="0.995479004577296", f="330.285339234588"))
    x = [Q(i) for i in range(21)]
    signal = [sum(v ** k for k in range(6)) for v in x]
    noise = numbers(WAMPLER_NOISE)
    ones = "1 1 1 1 1 1"
    yield ("wampler1", powers(x, 5), signal, True, dict(
        beta=ones, se="0 0 0 0 0 0", sigma="0", r2="1", f=None))
    yield ("wampler2", powers(x, 5), [sum((v / 10) ** k for k in range(6)) for v in x], True, dict(
        beta="1 0.1 0.01 0.001 0.0001 0.00001", se="0 0 0 0 0 0", sigma="0", r2="1", f=None))
    se = "2152.32624678170 2363.55173469681 779.343524331583 101.475507550350 5.64566512170752 0.112324854679312"
    for name, scale, sigma, r2, f in [
            ("wampler3", 1, "2360.14502379268", "0.999995559025820", "675524.458240122"),
            ("wampler4", 100, "236014.502379268", "0.957478440825662", "67.5524458240122"),
            ("wampler5", 10000, "23601450.2379268", "0.224668921574940E-02", "0.675524458240122E-02")]:
        yield (name, powers(x, 5), [s + scale * e for s, e in zip(signal, noise)], True, dict(
            beta=ones, se=" ".join(mp.nstr(mpf(t) * scale, 15)
                                   for t in se.split()), sigma=sigma, r2=r2, f=f))


def double(q):
    """The nearest double, exactly: Python divides integers with one rounding."""
    return q.numerator / q.denominator


def certified(values):
    rows = [("Coefficient", k, mpf(t)) for k, t in enumerate(values["beta"].split())]
    rows += [("StandardError", k, mpf(t)) for k, t in enumerate(values["se"].split())]
    rows += [("Sigma", "", mpf(values["sigma"])), ("RSquared", "", mpf(values["r2"]))]
    if values["f"]:
        rows.append(("F", "", mpf(values["f"])))
    return rows


def main():
    os.makedirs(OUT, exist_ok=True)
    for name, columns, y, intercept, values in problems():
        published = certified(values)
        truth = summary(columns, y, intercept)
        for (q, k, a), (q2, k2, b) in zip(published, truth, strict=True):
            assert (q, k) == (q2, k2)
            if abs(a - b) > abs(b) * mpf("3e-14"):
                raise SystemExit(f"{name} {q} {k}: certified {a}, exact {mp.nstr(b, 18)}")
        seen = [[double(v) for v in c] for c in columns]
        response = [double(v) for v in y]
        stored = summary([[Q(v) for v in c] for c in seen], [Q(v) for v in response], intercept)
        first = 0 if intercept else 1
        names = [f"x{k + first}" for k in range(len(columns))]
        with open(os.path.join(OUT, name + "-data.csv"), "w") as out:
            out.write(",".join(["y"] + names) + "\n")
            for i, v in enumerate(response):
                out.write(",".join(repr(t) for t in [v] + [c[i] for c in seen]) + "\n")
        perfect = name in ("wampler1", "wampler2")
        with open(os.path.join(OUT, name + ".csv"), "w") as out:
            out.write("quantity,term,value,relativeTolerance,absoluteTolerance\n")
            for prefix, rows in (("certified", published), ("exact", stored)):
                for q, k, v in rows:
                    if perfect and prefix == "exact" and q != "Coefficient":
                        continue
                    term = f"x{k + first}" if k != "" else ""
                    # Rounding the powers of Filip's x to doubles moves its solution by 2e-8.
                    relative = "1e-7" if prefix == "certified" and name == "filip" else "1e-9"
                    absolute = "1e-12" if perfect and v == 0 else "0"
                    out.write(f"{prefix}{q},{term},{mp.nstr(v, 17)},{relative},{absolute}\n")
        worst = max((abs(a[2] - b[2]) / abs(b[2]) for a, b in zip(stored, truth) if b[2] != 0 and not perfect), default=0)
        print(name, "ok; rounding the columns to doubles moves the solution by", mp.nstr(worst, 3))


main()
