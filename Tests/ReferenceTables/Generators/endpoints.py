"""Response, onset and loss of benefit of treated hips, derived a second time from the rules in words.

  python3 endpoints.py                                  check the worked histories E0 to E15
  python3 endpoints.py --seed S --hips N -o DIR         write units, visits, events, protocol.yml and expected.csv
  python3 endpoints.py --compare expected.csv actual.csv    print the differences, with the history of each hip

Scores, days and thresholds are exact fractions, so that 7 after 10 is a fall of 30 % and not a little less.
"""
import argparse, sys
from collections import namedtuple
from fractions import Fraction as F

MONTH = F("30.4375")  # days
Visit = namedtuple("Visit", "day score rescue")   # day from the hip's own index injection; score None when missing
Event = namedtuple("Event", "kind day")           # thr, booster, injection, death, withdrawal
Hip = namedtuple("Hip", "id patient index visits events")   # index: calendar day; visits in the order of the file
RULES = dict(low=F(0), high=F(20), better="lower", threshold=F(30), minimum=F(0), window=(-90, 0), floor=F(20),
             deadline=F("7.5"), clear=F(30), partial=F(10), windows={}, loss=F(30), reference="baseline",
             confirmation="two-visits", gap=F(14), thr="composite", booster="censor", injection="composite",
             rescue="treatment-policy", death="competing", duplicates="error",
             pass_state=False, confirmed_response=False)   # the last two: variants of the worked histories only
COLUMNS = ("unit patient baseline baseline_day response_status onset_lower onset_upper loss_lower loss_upper loss_status "
           "loss_first_visit_lower loss_first_visit_upper loss_first_visit_status thr_time booster_time death_time "
           "last_assessment flags").split()


class Conflict(Exception):
    pass


def deficit(score, rules):
    """How far a score is from the best, on 0 to 100, so that improvement is a fall whatever the scale's direction."""
    gone = score - rules["low"] if rules["better"] == "lower" else rules["high"] - score
    return 100 * gone / (rules["high"] - rules["low"])


def one_visit_per_day(hip, rules, flags):
    """Sorts by date. Of identical rows one is kept; rows that disagree are an error, or settled by the rule chosen."""
    if any(b.day < a.day for a, b in zip(hip.visits, hip.visits[1:])):
        flags.add("reordered")
    visits = []
    for day in sorted({v.day for v in hip.visits}):
        rows = [v for v in hip.visits if v.day == day]
        distinct = list(dict.fromkeys(rows))
        if len(distinct) < len(rows):
            flags.add("dup_identical")
        if len(distinct) > 1:
            flags.add("dup_conflict")
            if rules["duplicates"] == "error":
                raise Conflict(f"{hip.id}: rows of day {float(day)} disagree")
            scores = [v.score for v in distinct if v.score is not None]
            worst_first = sorted(scores, key=lambda s: -deficit(s, rules))
            pick = {"worst": lambda: worst_first[0], "best": lambda: worst_first[-1], "first": lambda: scores[0],
                    "mean": lambda: sum(scores) / len(scores)}[rules["duplicates"]]
            distinct = [Visit(day, pick() if scores else None, any(v.rescue for v in distinct))]
        visits.append(distinct[0])
    return visits


def derive(hip, siblings, rules):
    flags, out = set(), dict.fromkeys(COLUMNS)
    mark = lambda code, day: flags.add((code, day / MONTH))
    visits = one_visit_per_day(hip, rules, flags)

    # Only what comes after the injection is an intercurrent event. A death counts for every hip of the patient,
    # each on its own clock; a replacement of the other hip is only noted.
    days = lambda kind: sorted(e.day for e in hip.events if e.kind == kind and e.day > 0)
    first = lambda found: found[0] if found else None
    thr, booster, injection = first(days("thr")), first(days("booster")), first(days("injection"))
    shifted = lambda kind, hips: sorted(e.day + h.index - hip.index for h in hips for e in h.events if e.kind == kind)
    death = first(shifted("death", [hip] + siblings))
    for day in days("booster"):
        mark("booster", day)
    for code, found in (("thr", [thr]), ("death", [death]), ("contralateral_thr", shifted("thr", siblings))):
        for day in found:
            if day is not None and day > 0:
                mark(code, day)

    # A visit on the day of a replacement is not pre-operative; a visit on the day of a death or booster comes before it.
    post = []
    for v in visits:
        after_thr, after_death = thr is not None and v.day >= thr, death is not None and v.day > death
        if after_thr:
            flags.add("visit_after_thr")
        if after_death:
            flags.add("visit_after_death")
        if v.day > 0 and not after_thr and not after_death:
            post.append(v)
            if v.rescue:
                mark("rescue", v.day)
    # An assessment is a visit with a score. Rescue as missing takes the visit away; rescue as composite is not in response.
    seen = [v for v in post if v.score is not None and not (v.rescue and rules["rescue"] == "missing")]
    denied = lambda v: v.rescue and rules["rescue"] == "composite"

    # Baseline: the last valid score of the window before the injection, never one after it.
    # Windows are in whole days, so months are brought to the nearest day first.
    candidates = [v for v in visits if rules["window"][0] <= round(v.day) <= rules["window"][1] and v.day <= 0
                  and v.score is not None]
    base = candidates[-1] if candidates else None
    d0 = deficit(base.score, rules) if base else None
    improvement = lambda v: 100 * (d0 - deficit(v.score, rules)) / d0

    def responds(v):
        if denied(v):
            return False
        if rules["pass_state"]:
            return deficit(v.score, rules) <= 35
        fall = d0 - deficit(v.score, rules)
        return 100 * fall >= rules["threshold"] * d0 and fall >= rules["minimum"]

    def lost(v):
        if denied(v):
            return True
        now = deficit(v.score, rules)
        if rules["pass_state"] or rules["reference"] == "pass":
            return now > 35
        if rules["reference"] == "nadir":   # from past visits only
            nadir = min((deficit(p.score, rules) for p in seen if p.day < v.day), default=d0)
            return now - nadir >= max(F(20), (d0 - nadir) / 2)
        return 100 * (d0 - now) < rules["loss"] * d0

    out.update(unit=hip.id, patient=hip.patient, baseline=base and base.score, baseline_day=base and base.day,
               thr_time=thr and thr / MONTH, booster_time=booster and booster / MONTH, death_time=death and death / MONTH,
               last_assessment=seen[-1].day / MONTH if seen else None, flags=flags)
    classable = base is not None and d0 >= rules["floor"] and d0 > 0

    # The class at a time point: the visit nearest the target day in the window, the earlier of two equally near.
    # Without one, a replacement or death by the target is a failure; anything else is missing. Boosters change nothing.
    for month, (low, high) in rules["windows"].items():
        inside = sorted((abs(v.day - month * MONTH), v.day, v) for v in seen if low <= round(v.day) <= high)
        v = inside[0][2] if inside else None
        gone = any(t is not None and t <= month * MONTH for t in (thr, death))
        if not classable:
            kind = "missing"
        elif v is None:
            kind = "failed" if gone else "missing"
        else:
            percent = improvement(v)
            # The least change belongs to the response, so that a clear class is a visit in response.
            clear = percent >= rules["clear"] and d0 - deficit(v.score, rules) >= rules["minimum"]
            kind = "none" if denied(v) or percent < rules["partial"] else "clear" if clear else "partial"
        out[f"response_{month}"] = kind
        out[f"change_pct_{month}"] = improvement(v) if v and base and d0 > 0 else None

    for rule in ("loss", "loss_first_visit"):
        out[rule + "_status"] = "indeterminate"
    out["response_status"] = "indeterminate"
    unfollowed = not seen and thr is None and death is None
    if not rules["pass_state"]:
        if base is None:
            flags.add("missing_baseline")
            return out
        if d0 < rules["floor"] or d0 == 0:
            flags.add("below_floor")
            return out
    if unfollowed:
        flags.add("no_follow_up")
        out["onset_lower"] = F(0)
        return out

    # What ends the history: the first event that is not ignored; on one day booster, injection, replacement, death.
    ends = [(t, place, kind) for place, (t, kind) in enumerate(((booster, "booster"), (injection, "injection"),
            (thr, "thr"), (death, "death"))) if t is not None and rules[kind] != "ignore"]
    end_day, _, end = min(ends) if ends else (None, None, None)
    used = [v for v in seen if end_day is None or v.day <= end_day]

    # Onset lies after the last visit not in response (or the injection) and up to the first visit in response.
    onset = None
    for i, v in enumerate(used):
        again = i + 1 < len(used) and responds(used[i + 1])
        if responds(v) and (again or not rules["confirmed_response"]):
            onset = i
            if not again:
                flags.add("unconfirmed_response")
            break
    before = used[:onset]
    out["onset_lower"] = before[-1].day / MONTH if before else F(0)
    for rule in ("loss", "loss_first_visit"):
        out[rule + "_status"] = "not_at_risk"
    if onset is None:
        out["response_status"] = "non_responder"
        return out
    out["onset_upper"] = used[onset].day / MONTH
    if rules["deadline"] is not None and out["onset_upper"] > rules["deadline"]:
        out["response_status"] = "late_responder"
        flags.add("late_response")
        return out
    out["response_status"] = "responder"

    # Loss: after the last visit in response and up to the visit that shows it. Confirmed means the next assessment shows
    # it too, not too long after, or a replacement or injection follows before any further assessment.
    risk = used[onset:]
    gone = [False] + [lost(v) for v in risk[1:]]
    confirmed, by_event = None, False
    for i, v in enumerate(risk):
        if gone[i] and i + 1 < len(risk) and gone[i + 1] and (risk[i + 1].day - v.day) / MONTH <= rules["gap"]:
            confirmed = i
            break
        if gone[i] and i + 1 == len(risk) and end in ("thr", "booster", "injection"):
            confirmed, by_event = i, True
            flags.add("confirmed_by_event")
            break
    for i in range(len(risk) if confirmed is None else confirmed):   # drops that came to nothing, each at its first visit
        if gone[i] and not gone[i - 1]:
            back = any(not g for g in gone[i:confirmed])
            if back or confirmed is None:
                mark("transient_dip" if back else "unconfirmed_drop", risk[i].day)
    once = gone.index(True) if True in gone else None
    main = once if rules["confirmation"] == "first-visit" else confirmed
    for rule, at in (("loss", main), ("loss_first_visit", once)):
        good = [v.day for v, g in list(zip(risk, gone))[:at] if not g][-1]
        out[rule + "_lower"], out[rule + "_status"] = good / MONTH, "censored"
        if at is not None:
            out[rule + "_upper"], out[rule + "_status"] = risk[at].day / MONTH, "loss"
        elif end is not None and rules[end] == "composite":   # the loss could have come before the event
            out[rule + "_upper"], out[rule + "_status"] = end_day / MONTH, "loss"
    return out


def text(value):
    if value is None:
        return ""
    if isinstance(value, set):
        return ";".join(sorted(p if isinstance(p, str) else f"{p[0]}@{number(p[1])}" for p in value))
    return number(value) if isinstance(value, (F, int)) else value


def number(value):
    return str(int(value)) if value == int(value) else repr(float(value))


# The worked histories ------------------------------------------------------------------------------------------------

def history(line, id="H", patient="P", index="0"):
    """'0:12 3:7r 12:- thr=10' in months: scores, r for rescue, - for a missing score, events by name."""
    visits, events = [], []
    for word in line.split():
        if "=" in word:
            kind, month = word.split("=")
            events.append(Event(kind, F(month) * MONTH))
        else:
            month, score = word.split(":")
            visits.append(Visit(F(month) * MONTH, None if score == "-" else F(score.rstrip("r")), score.endswith("r")))
    return Hip(id, patient, F(index) * MONTH, visits, events)


E = {0: "0:12 1.5:10 3:7 6:6 12:7 18:10 24:11", 1: "0:14 1.5:13 3:12 6:12 12:14 24:15", 2: "0:12 1.5:11 3:11 6:7",
     "2b": "0:12 1.5:11 3:11 6:10 12:7", 3: "1.5:8 3:5 6:4 12:9", 4: "0:12 3:6 6:6 12:- 18:11 24:12",
     5: "0:16 1.5:15 3:14 thr=5", 6: "0:12 3:6 6:5 12:6 18:5 24:6 booster=14", 7: "0:12 3:7 6:6 12:7 death=15.2",
     8: "12:11 3:6 0:12 6:7 24:12", 9: "0:12 3:7 6:6 6:6 12:7 12:10 18:11", 11: "0:12 3:6 6:6 12:10 18:7 24:7",
     12: "0:12 3:6 6:6 12:7 24:11", 13: "0:12 3:6 6:6 12:11 thr=13", 14: "0:12 3:6 6:7 thr=10",
     15: "0:12 3:7 6:7r 12:11 18:11"}
WORKED = [  # history, rules changed, response, onset, loss, loss by the first visit, flags
    (0, {}, "responder", "1.5 3", "12 18", "12 18", ""), (1, {}, "non_responder", "24", "-", "-", ""),
    (2, {}, "responder", "3 6", "6", "6", "unconfirmed_response"),
    (2, dict(confirmed_response=True), "non_responder", "6", "-", "-", ""),
    ("2b", {}, "late_responder", "6 12", "-", "-", "late_response;unconfirmed_response"),
    ("2b", dict(deadline=None), "responder", "6 12", "12", "12", "unconfirmed_response"),
    (3, {}, "indeterminate", "", "?", "?", "missing_baseline"),
    (3, dict(pass_state=True), "responder", "1.5 3", "6", "6 12", "unconfirmed_drop@12"),
    (4, {}, "responder", "0 3", "6 18", "6 18", ""), (5, {}, "non_responder", "3", "-", "-", "thr@5"),
    (6, {}, "responder", "0 3", "12", "12", "booster@14"),
    (6, dict(booster="composite"), "responder", "0 3", "12 14", "12 14", "booster@14"),
    (6, dict(booster="ignore"), "responder", "0 3", "24", "24", "booster@14"),
    (7, {}, "responder", "0 3", "12", "12", "death@15.2"),
    (7, dict(death="composite"), "responder", "0 3", "12 15.2", "12 15.2", "death@15.2"),
    (8, {}, "responder", "0 3", "6 12", "6 12", "reordered"), (9, {}, "error", "", "", "", ""),
    (9, dict(duplicates="worst"), "responder", "0 3", "6 12", "6 12", "dup_conflict;dup_identical"),
    (9, dict(duplicates="mean"), "responder", "0 3", "6 12", "6 12", "dup_conflict;dup_identical"),
    (9, dict(duplicates="best"), "responder", "0 3", "12", "12 18", "dup_conflict;dup_identical;unconfirmed_drop@18"),
    (11, {}, "responder", "0 3", "24", "6 12", "transient_dip@12"),
    (11, dict(confirmation="first-visit"), "responder", "0 3", "6 12", "6 12", "transient_dip@12"),
    (12, {}, "responder", "0 3", "12", "12 24", "unconfirmed_drop@24"),
    (13, {}, "responder", "0 3", "6 12", "6 12", "confirmed_by_event;thr@13"),
    (14, {}, "responder", "0 3", "6 10", "6 10", "thr@10"), (14, dict(thr="censor"), "responder", "0 3", "6", "6", "thr@10"),
    (14, dict(thr="competing"), "responder", "0 3", "6", "6", "thr@10"),
    (15, {}, "responder", "0 3", "6 12", "6 12", "rescue@6"),
    (15, dict(rescue="composite"), "responder", "0 3", "3 6", "3 6", "rescue@6;unconfirmed_response"),
    (15, dict(rescue="missing"), "responder", "0 3", "3 12", "3 12", "rescue@6;unconfirmed_response")]


def check():
    def verify(name, got, response, onset, loss, first, flags):
        pair = lambda a: " ".join(text(got[a + s]) for s in ("_lower", "_upper")).strip()
        status = {"": "censored", "-": "not_at_risk", "?": "indeterminate"}
        expected = [response, onset, flags]
        found = [got["response_status"], pair("onset"), text(got["flags"])]
        for rule, want in (("loss", loss), ("loss_first_visit", first)):
            kind = "loss" if " " in want else status.get(want, "censored")
            expected += [want.strip("-?"), kind]
            found += [pair(rule), got[rule + "_status"]]
        if expected != found:
            raise SystemExit(f"{name}: expected {expected}, found {found}")

    for id, change, *want in WORKED:
        try:
            verify(f"E{id} {change}", derive(history(E[id]), [], {**RULES, **change}), *want)
        except Conflict:
            assert want[0] == "error", id
        else:
            assert want[0] != "error", id
    right = history("0:70 3:40 6:35 12:60 18:65 thr=20", "R")
    left = history("0:60 3:30 6:25 12:28 18.5:30", "L", index="1.5")
    rules = {**RULES, "high": F(100), "windows": {6: (138, 274), 12: (275, 456), 24: (640, 913)}}
    verify("E10 R", derive(right, [left], rules), "responder", "0 3", "6 12", "6 12", "thr@20")
    verify("E10 L", derive(left, [right], rules), "responder", "0 3", "18.5", "18.5", "contralateral_thr@18.5")
    early = derive(history(E[5]), [], {**rules, "high": F(20)})
    assert [early[f"response_{m}"] for m in (6, 12, 24)] == ["failed"] * 3   # counts as no response at 6 and 12 months
    assert derive(history("0:10 3:7"), [], RULES)["response_status"] == "responder"   # exactly 30 %
    return len(WORKED) + 3


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hips", type=int, default=200)
    parser.add_argument("-o", dest="folder")
    parser.add_argument("--compare", nargs=2)
    chosen = parser.parse_args()
    from endpoints_random import compare, generate   # which needs the definitions above
    if chosen.compare:
        sys.exit(compare(*chosen.compare))
    count = check()
    if chosen.folder:
        generate(chosen.seed, chosen.hips, chosen.folder)
    else:
        print(count, "worked histories agree")
