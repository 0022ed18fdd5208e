"""Simulated follow-up with competing risks: python3 generate.py N P FILE [SEED]

Times in days from two causes with proportional subdistribution-like hazards, uniform censoring;
about a third of the rows each end with cause 1, with cause 2 and censored.
"""

import csv
import math
import random
import sys


def main() -> None:
    n, p, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["time", "cause"] + [f"x{j + 1}" for j in range(p)])
        for _ in range(n):
            x = [round(rng.gauss(0, 1), 4) for _ in range(p)]
            first = rng.expovariate(math.exp(0.3 * x[0] - 0.2 * x[-1]) / 2000)
            second = rng.expovariate(math.exp(-0.2 * x[0]) / 2000)
            censored = rng.uniform(0, 3650)
            time = min(first, second, censored)
            cause = 0 if time == censored else 1 if time == first else 2
            writer.writerow([math.ceil(time * 100) / 100, cause] + x)


main()
