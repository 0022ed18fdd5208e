# Times lifelines' Cox model on generated data in memory: python3 cox.py [ROWS] [COLUMNS]
import sys
import time

import numpy
import pandas
from lifelines import CoxPHFitter

rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
columns = int(sys.argv[2]) if len(sys.argv) > 2 else 20
generator = numpy.random.default_rng(1)
x = generator.standard_normal((rows, columns))
eta = x @ (0.2 * numpy.resize([1, -0.5], columns))
event = 30 * generator.exponential(size=rows) * numpy.exp(-eta)
censoring = 24 * generator.uniform(size=rows)
for name, grid in [("cox-distinct", 0), ("cox-days    ", 60 / 365)]:
    length = numpy.minimum(event, censoring)
    if grid > 0:
        length = numpy.ceil(length / grid) * grid
    data = pandas.DataFrame(x, columns=[f"x{j}" for j in range(columns)])
    data["time"] = length
    data["event"] = event <= censoring
    start = time.perf_counter()
    CoxPHFitter().fit(data, "time", "event")
    print(f"{name} lifelines:   {time.perf_counter() - start:.2f} s elapsed")
