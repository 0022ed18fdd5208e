#!/usr/bin/env python3
"""Writes simulated survival times with normal covariates for timing Cox models and curves.

    generate.py ROWS COVARIATES > file.csv

Nothing in it is data of any patient: every value comes from a seeded generator.
"""
import math
import random
import sys


def main(rows, covariates):
    draw = random.Random(20261120)
    effects = [0.6 * index / max(1, covariates - 1) - 0.3 for index in range(covariates)]
    out = sys.stdout
    out.write("time,event,group," + ",".join(f"x{index + 1}" for index in range(covariates)) + "\n")
    for _ in range(rows):
        x = [draw.gauss(0, 1) for _ in range(covariates)]
        hazard = math.exp(sum(effect * value for effect, value in zip(effects, x)))
        event = draw.expovariate(hazard)
        censoring = draw.expovariate(1.5)
        out.write(f"{min(event, censoring):.6f},{int(event <= censoring)},{draw.choice('abc')},"
                  + ",".join(f"{value:.3f}" for value in x) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
