"""Writes simulated follow-up of ROWS rows with COLUMNS covariates: generate.py ROWS COLUMNS."""

import sys

import numpy as np

rows, columns = int(sys.argv[1]), int(sys.argv[2])
draws = np.random.default_rng(1)
x = draws.normal(size=(rows, columns))
event = draws.exponential(size=rows) * np.exp(-x @ np.linspace(-0.4, 0.4, columns))
censoring = draws.exponential(size=rows) * 2
time = np.minimum(event, censoring)
print("time,event," + ",".join(f"x{j + 1}" for j in range(columns)) + ",arm")
for i in range(rows):
    arm = "ab"[i % 2]
    print(f"{time[i]:.9g},{int(event[i] <= censoring[i])}," + ",".join(f"{v:.6g}" for v in x[i]) + "," + arm)
