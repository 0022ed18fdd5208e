#!/usr/bin/env python3
"""Days since 1970-01-01 of calendar dates, by Python's datetime: Tables/tables/days.csv."""
import datetime
import os
import random


def main():
    draw = random.Random(20261120)
    epoch = datetime.date(1970, 1, 1)
    dates = [datetime.date(1, 1, 1), datetime.date(9999, 12, 31), epoch]
    for year in (1, 4, 100, 400, 1600, 1700, 1899, 1900, 1904, 1999, 2000, 2023, 2024, 2100):
        for month, day in ((1, 1), (2, 28), (3, 1), (12, 31)):
            dates.append(datetime.date(year, month, day))
        if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
            dates.append(datetime.date(year, 2, 29))
    dates += [datetime.date.fromordinal(draw.randrange(1, 3652059)) for _ in range(200)]
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "../Tables/tables/days.csv"), "w") as out:
        out.write("quantity,term,value,relativeTolerance\n")
        for date in dict.fromkeys(dates):
            out.write(f"day,{date.isoformat()},{(date - epoch).days},0\n")


if __name__ == "__main__":
    main()
