"""Random cohorts of hips with their expected endpoints, and the comparison of two endpoints tables; see endpoints.py."""
import csv, datetime, os, random
from fractions import Fraction as F
from endpoints import COLUMNS, MONTH, RULES, Event, Hip, Visit, derive, number, text

# Random histories ----------------------------------------------------------------------------------------------------

KINDS = dict(thr=["THR"], booster=["repeat_injection"], injection=["steroid", "hyaluronate"], death=["death"],
             withdrawal=["withdrawn"])


def generate(seed, hips, folder):
    r = random.Random(seed)
    chance = lambda p: r.random() < p
    months = chance(0.4)   # times as months since injection, not as dates
    name, high, better, step = r.choice([("WOMAC-LK", 20, "lower", 1), ("WOMAC-LK", 20, "lower", 0.25),
        ("VAS", 100, "lower", 1), ("HOOS", 100, "higher", 0.1), ("HOOS", 100, "higher", 2.5)])
    rules = {**RULES, "high": F(high), "better": better, "threshold": F(r.choice([20, 30, 30, 50])),
             "minimum": F(r.choice([0, 0, 0, 10])), "floor": F(r.choice([20, 20, 30])),
             "windows": {3: (67, 137), 6: (138, 274), 12: (275, 456), 24: (640, 913)},
             "deadline": F(r.choice(["7.5", "7.5", "7.5", "4"])), "gap": F(r.choice([14, 14, 7])),
             "thr": r.choice(["composite", "competing", "censor"]), "death": r.choice(["competing", "composite"]),
             "booster": r.choice(["censor", "composite", "competing", "ignore"]),
             "injection": r.choice(["censor", "composite", "competing", "ignore"]),
             "rescue": r.choice(["treatment-policy", "composite", "missing"]),
             "duplicates": r.choice(["error", "worst", "mean", "first", "best"])}
    rules["loss"] = r.choice([rules["threshold"], F(20)])
    units, visits, events = [], [], []
    while len(units) < hips:
        patient = f"P{len(units) + 1:04d}"
        start, dead, block = datetime.date(2019, 1, 1) + datetime.timedelta(r.randrange(900)), None, []
        for side in ["left", "right"] if chance(0.3) and len(units) + 1 < hips else [r.choice(["left", "right"])]:
            # months alone cannot say how far apart two injections were: there both are on one day
            index = start + datetime.timedelta(0 if months or not block else r.choice([0, 45, 200]))
            days = [d + (0 if chance(0.3) else r.randint(-d // 9, d // 9)) for d in (46, 91, 183, 365, 548, 730, 1096)]
            days = sorted({d for d in days if not chance(0.15)})[:r.choice([0, 2] + [9] * 10)]
            happened = {}
            for kind, p in (("thr", 0.25), ("booster", 0.25), ("booster2", 0.08), ("injection", 0.15), ("withdrawal", 0.05)):
                if chance(p):
                    day = r.choice(days) if days and chance(0.3) else r.randint(20, 1100)
                    if kind[0] == "t" or day not in happened.values():   # the order of two injections on a day is not stated
                        happened[kind] = day
            cut = happened.get("thr", 9999)
            happened = {k: d for k, d in happened.items() if d <= cut}
            stop = min([d for k, d in happened.items() if k == "withdrawal"] + ([cut] if chance(0.6) else []), default=9999)
            block.append((patient + side[0].upper(), side, index, [d for d in days if d <= stop], happened))
        if chance(0.1):   # a death after all other events of the patient, now and then on the day of the last
            last = max([i + datetime.timedelta(d) for _, _, i, days, h in block for d in [*h.values(), *days[:3], 1]])
            dead = last + datetime.timedelta(r.choice([0, 1, 60, 400]))
        bearer = r.choice(block)[0]
        for id, side, index, days, happened in block:
            units.append([id, patient, side, index.isoformat(), r.randint(40, 80)])
            # a visit about on time is written as 1.5, 3, 6 ... months, any other with three decimals
            near = lambda d: min((F("1.5"), 3, 6, 12, 18, 24, 36), key=lambda m: abs(m * MONTH - d))
            when = lambda d: (index + datetime.timedelta(d)).isoformat() if not months else \
                number(near(d)) if abs(near(d) * MONTH - d) < 3 else repr(round(d / 30.4375, 3))
            keep = chance(0.3)
            days = [d for d in days if dead is None or keep or index + datetime.timedelta(d) <= dead]
            before = [] if chance(0.04) else [r.choice([0, 0, -1, -14, -89, -90])]
            before += [d for d, p in ((-30, 0.2), (-91, 0.05), (-120, 0.05)) if chance(p)]
            start_deficit, best, fade = r.choice([20, 40, 50, 60, 70, 75, 80, 90]), r.uniform(-0.1, 0.8), r.randint(200, 1500)
            for day in sorted(set(before)) + days:
                now = start_deficit * (1 - (best if 0 < day < fade else 0)) + r.gauss(0, 7)
                if day > 0 and chance(0.15):
                    now = start_deficit * 0.7   # at the threshold
                points = high * min(max(now, 0), 100) / 100 if better == "lower" else high * (1 - min(max(now, 0), 100) / 100)
                score = lambda x: number(round(F(x) / F(str(step))) * F(str(step)))
                row = [id, when(day), score(points), r.choice(["no"] * 6 + ["yes", ""]) if day > 0 else "no"]
                if chance(0.08):
                    row[2:] = [r.choice(["", "NA"]), "no"]
                visits.append(row)
                if chance(0.03):
                    visits.append(list(row))
                if chance(0.06) and rules["duplicates"] != "error" and row[2] not in ("", "NA"):
                    visits.append(row[:2] + [score(r.uniform(0, high)), row[3]])
            for kind, day in happened.items():
                events.append([id, when(day), r.choice(KINDS[kind.rstrip("2")])])
            if dead is not None and (id == bearer or chance(0.2)):
                events.append([id, when((dead - index).days), "death"])
    for rows, share in ((units, 0.5), (visits, 0.5), (events, 1)):
        if chance(share):
            r.shuffle(rows)
    os.makedirs(folder, exist_ok=True)
    unit_of_time = "month" if months else "date"
    write(folder, "units.csv", ["hip_id", "patient_id", "side", "injection_date", "age"], units)
    write(folder, "visits.csv", ["hip_id", "visit_" + unit_of_time, "pain", "nsaid_48h"], visits)
    write(folder, "events.csv", ["hip_id", "event_" + unit_of_time, "event"], events)
    with open(os.path.join(folder, "protocol.yml"), "w", encoding="utf-8") as file:
        file.write(protocol(seed, name, rules, unit_of_time))

    # Derive from the text just written, not from the numbers it came from.
    date = lambda s: datetime.date.fromisoformat(s).toordinal()
    index = {u[0]: date(u[3]) for u in units}
    day = lambda id, s: F(s) * MONTH if months else F(date(s) - index[id])
    kind_of = {label: kind for kind, labels in KINDS.items() for label in labels}
    cohort = [Hip(u[0], u[1], F(index[u[0]]),
                  [Visit(day(v[0], v[1]), F(v[2]) if v[2] not in ("", "NA") else None, v[3] == "yes") for v in visits if v[0] == u[0]],
                  [Event(kind_of[e[2]], day(e[0], e[1])) for e in events if e[0] == u[0]]) for u in units]
    derived = [derive(h, [o for o in cohort if o.patient == h.patient and o.id != h.id], rules) for h in cohort]
    header = COLUMNS + [f"{c}_{m}" for m in rules["windows"] for c in ("response", "change_pct")]
    write(folder, "expected.csv", header, [[text(d[c]) for c in header] for d in derived])


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def protocol(seed, name, q, time):
    kinds = ", ".join(f"{k}: [{', '.join(v)}]" for k, v in KINDS.items())
    windows = ", ".join(f"{m}: [{a}, {b}]" for m, (a, b) in q["windows"].items())
    n = number
    return f"""protocol: 1
title: Random histories
population: simulated hips
seed: {seed}
units:
  file: units.csv
  id: hip_id
  patient: patient_id
  side: side
  index_date: injection_date
  missing: ["", NA]
  columns:
    age: {{type: number, unit: years, range: [18, 100]}}
visits:
  file: visits.csv
  unit: hip_id
  {time}: visit_{time}
  scores:
    pain: {{instrument: {name}, subscale: pain, range: [0, {n(q['high'])}], better: {q['better']}}}
  rescue: nsaid_48h
events:
  file: events.csv
  unit: hip_id
  {time}: event_{time}
  kind: event
  kinds: {{{kinds}}}
response:
  score: pain
  threshold: {n(q['threshold'])} %
  minimum_change: {n(q['minimum'])}
  baseline: {{window_days: [-90, 0], floor: {n(q['floor'])}}}
  deadline_months: {n(q['deadline'])}
  classes: {{clear: 30 %, partial: 10 %}}
  at_months: [3, 6, 12, 24]
  windows: {{{windows}}}
loss:
  threshold: {n(q['loss'])} %
  reference: baseline
  confirmation: two-visits
  max_gap_months: {n(q['gap'])}
  origin: injection
intercurrent:
  thr: {q['thr']}
  booster: {q['booster']}
  injection: {q['injection']}
  rescue: {q['rescue']}
  death: {q['death']}
duplicates: {q['duplicates']}
after_death: drop
"""


# Comparison ----------------------------------------------------------------------------------------------------------

def same(a, b):
    try:
        return abs(float(a) - float(b)) <= 1e-6
    except ValueError:
        return a == b


def same_flags(a, b):
    split = lambda s: sorted(tuple(p.partition("@")[::2]) for p in s.split(";") if p)
    a, b = split(a), split(b)
    return len(a) == len(b) and all(x[0] == y[0] and same(x[1], y[1]) for x, y in zip(a, b))


def compare(expected, actual):
    table = lambda path: list(csv.DictReader(open(path, newline="", encoding="utf-8")))
    want, got = table(expected), table(actual)
    folder, bad = os.path.dirname(os.path.abspath(expected)), 0
    absent = sorted(set(want[0]) - set(got[0])) if want and got else []
    if absent or [w["unit"] for w in want] != [g["unit"] for g in got]:
        print("columns absent:", *absent) if absent else print("units differ, or stand in another order")
        bad += 1
    found = {g["unit"]: g for g in got}
    for w in want:
        g = found.get(w["unit"], {})
        wrong = [c for c in w if c in g and not (same_flags if c == "flags" else same)(w[c], g[c])]
        if wrong or not g:
            bad += 1
            print(f"\n{w['unit']}: " + "; ".join(f"{c} expected '{w[c]}' found '{g[c]}'" for c in wrong))
            print(f"  expected {w['response_status']}, flags {w['flags']}; found flags {g.get('flags')}")
            for name in ("units", "visits", "events"):
                path = os.path.join(folder, name + ".csv")
                rows = list(csv.reader(open(path, newline="", encoding="utf-8"))) if os.path.exists(path) else []
                ours = [x for x in rows[1:] if x[0][:5] == w["unit"][:5]]   # both hips of the patient
                print(f"  {name}: " + " | ".join(" ".join(v or "-" for v in x) for x in ours))
    print(f"{len(want)} hips, {bad} with differences")
    return 1 if bad else 0
