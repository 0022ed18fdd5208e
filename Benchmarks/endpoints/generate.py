"""Writes a large simulated cohort: generate.py HIPS FOLDER (units, visits, events, protocol.yml).

Eight visits a hip on average, dates in ISO 8601, WOMAC-LK pain; a fifth of the hips have an event.
Nothing in it is evidence: it only has the size and the shape of a registry.
"""
import datetime
import os
import sys

import numpy as np

hips = int(sys.argv[1])
folder = sys.argv[2]
os.makedirs(folder, exist_ok=True)
rng = np.random.default_rng(20261121)
names = np.array([f"H{i:07d}" for i in range(hips)])
origin = np.datetime64("2012-01-01")
index = origin + rng.integers(0, 2500, hips).astype("timedelta64[D]")

with open(f"{folder}/units.csv", "w") as file:
    file.write("hip_id,patient_id,injection_date,age,bmi,kl_grade\n")
    age = rng.integers(35, 85, hips)
    bmi = np.round(rng.normal(28, 4, hips), 1)
    grade = rng.integers(1, 5, hips)
    for i in range(hips):
        file.write(f"{names[i]},P{i // 2 * 2 if i % 7 == 0 else i:07d},{index[i]},{age[i]},{bmi[i]},{grade[i]}\n")

planned = np.array([0, 42, 91, 183, 365, 548, 730, 1096, 1461])
baseline = rng.integers(8, 21, hips)
onset = rng.lognormal(np.log(60), 0.5, hips)
lost = onset + rng.weibull(1.6, hips) * 700
responds = rng.random(hips) < 0.6
with open(f"{folder}/visits.csv", "w") as file:
    file.write("hip_id,visit_date,womac_pain,nsaid_48h\n")
    for i in range(hips):
        days = planned + np.where(planned > 0, rng.integers(-5, 6, 9), 0)
        kept = rng.random(9) >= 0.11
        kept[0] = True
        rescue = rng.random(9) < 0.1
        for k in np.flatnonzero(kept):
            better = responds[i] and onset[i] <= days[k] < lost[i]
            score = int(baseline[i] * (0.5 if better else 0.95) + rng.integers(-1, 2)) if k else baseline[i]
            file.write(f"{names[i]},{index[i] + int(days[k])},{min(20, max(0, score))},{'yes' if rescue[k] else 'no'}\n")

with open(f"{folder}/events.csv", "w") as file:
    file.write("hip_id,event_date,event\n")
    kinds = ["THR", "repeat_injection", "steroid"]
    for i in np.flatnonzero(rng.random(hips) < 0.2):
        file.write(f"{names[i]},{index[i] + int(rng.integers(100, 1500))},{kinds[rng.integers(0, 3)]}\n")

with open(f"{folder}/protocol.yml", "w") as file:
    file.write("""protocol: 1
title: Simulated hips for timing
population: simulated hips
units: {file: units.csv, id: hip_id, patient: patient_id, index_date: injection_date}
visits:
  file: visits.csv
  unit: hip_id
  date: visit_date
  scores:
    womac_pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}
  rescue: nsaid_48h
events:
  file: events.csv
  unit: hip_id
  date: event_date
  kind: event
  kinds: {thr: [THR], booster: [repeat_injection], injection: [steroid]}
response:
  score: womac_pain
  threshold: 30 %
  baseline: {window_days: [-90, 0], floor: 20}
  deadline_months: 7.5
  classes: {clear: 30 %, partial: 10 %}
  at_months: [3, 6, 12, 24]
  windows: midpoint
loss: {threshold: 30 %, reference: baseline, confirmation: two-visits, max_gap_months: 14, origin: injection}
intercurrent: {thr: composite, booster: censor, injection: composite, rescue: treatment-policy, death: competing}
duplicates: error
""")
