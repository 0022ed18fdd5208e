#!/usr/bin/env python3
"""Writes a simulated registry export of 12 columns for timing CSV readers.

    generate.py ROWS > file.csv        # 1000000 rows are about 121 MB

Nothing in it is data of any patient: every value comes from a seeded generator.
"""
import datetime
import random
import sys


def main(rows):
    draw = random.Random(20261120)
    centres = [f"centre {number:03d}" for number in range(200)]
    products = ["bone_marrow", "adipose", "whartons_jelly"]
    notes = [
        "no adverse event", "pain, mild, day 2", "swelling; resolved", "patient asked for a call",
        'said "much better"', "second opinion, see letter",
    ]
    lots = [f"LOT-{draw.getrandbits(32):08x}" for _ in range(20000)]
    first_day = datetime.date(2015, 1, 1)
    days = [(first_day + datetime.timedelta(days=day)).isoformat() for day in range(3650)]
    out = sys.stdout
    out.write("patient_id,hip_id,age,sex,bmi,kl_grade,cell_source,centre,lot,injection_date,"
              "womac_pain,note\n")
    for row in range(rows):
        bmi = "NA" if draw.random() < 0.03 else f"{draw.gauss(27.5, 4.2):.2f}"
        pain = "" if draw.random() < 0.05 else f"{draw.uniform(0, 100):.6f}"
        note = draw.choice(notes).replace('"', '""')
        out.write(
            f"P{row // 2 + 1:07d},{row + 1},{draw.uniform(18, 95):.3f},{draw.choice('fm')},{bmi},"
            f"{draw.randrange(5)},{draw.choice(products)},{draw.choice(centres)},{draw.choice(lots)},"
            f"{draw.choice(days)},{pain},\"{note}, visit {draw.randrange(1, 9)}\"\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000000)
