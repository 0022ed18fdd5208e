import Tables

extension SimulatedCohort {
  /// The command that writes these files.
  public var command: String {
    let usual = Settings()
    var words = ["cohort simulate --patients \(settings.patients) --seed \(settings.seed)"]
    if !settings.hasErrors { words.append("--clean") }
    if settings.isMissingNotAtRandom { words.append("--not-at-random") }
    if settings.replacementRate != usual.replacementRate {
      words.append("--thr-rate \(settings.replacementRate)")
    }
    if settings.replacementRatioPerBMI != usual.replacementRatioPerBMI {
      words.append("--thr-bmi-ratio \(settings.replacementRatioPerBMI)")
    }
    return words.joined(separator: " ") + " -o FOLDER"
  }

  /// What the files hold and how they were made.
  public var readme: String {
    [heading, Self.columns, Self.model, Self.checks].joined(separator: "\n")
  }

  private var heading: String {
    let errors =
      settings.hasErrors
      ? "\(injectedErrors.rowCount) errors were put into the files on purpose."
      : "No error was put into the files."
    return """
      # Simulated hips treated with stem cells

      **Everything here is simulated. No patient stands behind any row, and no number in these files
      is evidence** about any treatment, cell source or hip. Rates, effects and times are values of
      a simulator, chosen so that the files look like those of a real cohort and the truth behind
      them is known. They show what a method makes of such data.

      Made by `\(command)`: \(units.rowCount) hips of \(settings.patients) patients,
      \(visits.rowCount) rows of visits, \(events.rowCount) events. \(errors)
      The same command writes the same bytes, and a larger cohort of the same seed begins with the
      patients of the smaller one.

      """
  }

  private static let columns = """
    ## Files and columns

    An empty cell is a missing value. Dates are ISO 8601; months are 30.4375 days.

    `units-simulated.csv`, one row per treated hip:

    | column | what it holds | unit or codes |
    |:--|:--|:--|
    | `hip_id`, `patient_id` | hip and patient; the hips of one patient share age, centre and death | |
    | `side` | side of the hip | `right`, `left` |
    | `injection_date` | first injection of the hip, 2015 to 2019 (a second hip up to 6 months later) | |
    | `age`, `sex` | at the first injection | years; `female`, `male` |
    | `bmi`, `weight_kg` | at the first injection | kg/m²; kg |
    | `kl_grade` | Kellgren-Lawrence grade | 1 to 4 |
    | `joint` | treated joint | `hip` |
    | `cell_source` | source of the cells | `bone_marrow`, `adipose`, `whartons_jelly` |
    | `product` | product; doses compare only within one | bone marrow is `cultured_bone_marrow` or `bone_marrow_concentrate` |
    | `dose` | cells injected | 10⁶ cells |
    | `viability` | living cells | % |
    | `guidance` | imaging during the injection | `ultrasound`, `fluoroscopy`, `none` |
    | `centre` | treating centre; F gives nothing but Wharton's jelly | `A` to `F` |
    | `travel` | patient came from abroad | `no`, `yes` |
    | `diabetes` | | `none`, `controlled`, `uncontrolled` |
    | `smoker`, `infection` | smoking; active infection | `no`, `yes` |
    | `cancer` | history of cancer | `none`, `remote`, `recent`, `active` |
    | `soreness_days` | soreness after the injection | days |
    | `septic_arthritis` | after the injection | `no`, `yes` |

    `visits-simulated.csv`, one row per hip and assessment:

    | column | what it holds | unit or codes |
    |:--|:--|:--|
    | `hip_id`, `visit_date` | hip and day | |
    | `planned_month` | the visit it was planned as; 0 is the baseline | months |
    | `womac_pain` | WOMAC pain, Likert form | 0 to 20, lower is better |
    | `womac_function` | WOMAC function, Likert form | 0 to 68, lower is better |
    | `vas_pain` | pain on a visual analogue scale | mm, 0 to 100, lower is better |
    | `hoos_pain` | HOOS pain | 0 to 100, higher is better |
    | `nsaid_48h` | anti-inflammatory drug within 48 hours before | `no`, `yes` |
    | `weight_kg` | | kg |
    | `rehab` | exercises kept up | `no`, `yes` |

    `events-simulated.csv`, one row per `hip_id`, `event_date` and `event`: `THR` (replacement),
    `repeat_injection` (the first only), `steroid` (the first only), `withdrawn`, `death`. Death and
    withdrawal stand once for each hip of a patient. Nothing is known after a withdrawal or after
    2022-12-31.

    `truth-simulated.csv`, one row per hip, times in months from its injection, seen or not:

    | column | what it holds |
    |:--|:--|
    | `latent_class` | `clear`, `partial` or `none` |
    | `true_baseline`, `true_improvement` | true pain before, 0 to 100; greatest improvement as a share of it |
    | `onset_months`, `loss_months` | full improvement; first day of its fading |
    | `response_from`, `response_until` | between these the true improvement is at least 30 %; empty if it never is |
    | `thr_months`, `booster_months`, `steroid_months`, `death_months`, `leaving_months` | latent times of the events; the earliest decides what is seen |
    | `patient_effect`, `centre_...` | random effects: on the logit of a clear response, on repeat injections, on the choice of the source |
    | `propensity_SOURCE` | probability that the hip was given this source |
    | `clear_probability_SOURCE`, `class_SOURCE` | clear response had the hip been given this source: total effect |
    | `clear_probability_SOURCE_marrow_viability`, `class_...` | the same with the viability of bone marrow: direct effect |

    `injected-errors-simulated.csv`, one row per error: `file`, `line` (the header is line 1; empty
    for a row left out), `hip_id`, `kind`, `visit_date`, and where one value is wrong, `column`,
    `original`, `written`.

    """

  private static let model = """
    ## How they were made

    Random numbers: xoshiro256** with streams keyed by patient, hip and part, seeded by SplitMix64.

    - **Population.** Age N(61, 11) within 30 to 86; 55 % women; BMI lognormal (27.8, 0.16) within 17
      to 50; latent severity 0.03 (age − 61) + 0.04 (BMI − 28) + N(0, 1), cut at −1.75, −0.30 and 1.00
      into KL 1 to 4; diabetes logit −2.4 + 0.04 (age − 61) + 0.10 (BMI − 28), 25 % uncontrolled;
      smokers 12 %; cancer 4 %; travellers 35 %; both hips 15 %.
    - **Source, confounded on purpose.** Logits against bone marrow: adipose −0.4 + 0.03 (BMI − 28);
      Wharton's jelly −0.5 + 0.05 (age − 61) + 0.06 (BMI − 28) + 0.35 (KL − 2.7); each plus a centre's
      leaning N(0, 0.8). log10 dose: cultured marrow N(7.60, 0.15), concentrate N(4.7, 0.35), adipose
      N(7.3, 0.3), Wharton's jelly N(7.7, 0.2). Viability logit-normal, medians 93, 85, 82 %, SD 0.4.
      Guidance 93 %, in centre D 65 %.
    - **Baseline.** N(55 + 5 (KL − 2.7), 15) within 20 to 95, drawn again until the pain observed at
      entry is at least 40: hips come in on a bad day and regress to their mean.
    - **Clear response.** Logit 0.55 − 0.60 (KL − 2.7) − 0.045 (BMI − 28) − 0.015 (age − 61)
      − 0.5 uncontrolled diabetes + 0.15 dose z-score + 3.0 (viability − 0.87) + 0.5 (guided − 0.93)
      + (adipose 0.05, Wharton's jelly 0.10) + centre N(0, 0.3) + patient b, N(0, 0.6). Of the others
      45 % respond partially. Improvement: clear 0.30 + 0.60 Beta(2.5, 2.5); partial U(0.10, 0.28);
      none U(−0.15, 0.10).
    - **Course.** The improvement grows linearly to its full size at the onset, lognormal (2.0 months,
      0.5); holds for a Weibull time of shape 1.6 and scale 24 exp(−0.28 (KL − 2.7)
      − 0.025 (BMI − 28) − 0.006 (age − 61) + 0.02 Wharton's jelly + 0.25 b); fades over 6 months.
      Attention adds 0.08 exp(−t / 8) for all; pain drifts up by 0.05 points a month (KL ≤ 2) or 0.10.
      Measurement error SD 8 of 100, 60 % of its variance common to the scores of a visit.
    - **Events, per month.** Replacement from month 3: 0.0065 × KL (0.6, 1.0, 1.8, 3.2) × 0.35 during
      a clear response × exp(0.010 (baseline − 55)) × (men 1.2, women 0.85), no effect of BMI. Repeat
      injection from month 6: 0.008 during, 0.05 after, 0.004 without a clear response, × centre. It
      changes nothing in the pain that follows; nor does a steroid. Death 3e-5 exp(0.095 attained
      age) / 12. Leaving 0.012 × 1.5 without a clear response × 1.3 travellers, decided by the hip
      treated first.
    - **Visits.** Days 0, 42, 91, 183, 365, 548, 730, 1096, 1461, 1826 with a spread of 5 to 30 days;
      none after a replacement. Missed 5 to 30 %, more by the old and by travellers; single items 3 to
      15 %. The entry score is never missing.
    - **Errors.** Duplicate rows 0.5 %, VAS in centimetres 0.5 %; of the hips a moved row 1 %, no
      baseline 1 %, swapped side 0.3 %, a visit after a recorded death 3 % of these.

    """

  private static let checks = """
    ## What the simulator gives on average

    Means over 40 seeds of about 13 700 hips; a single seed differs through its six centres (standard
    deviation between seeds in brackets). Responses are measured as observed, with a replacement or
    a death before counted as no response.

    | | with entry at 40 points | all admitted |
    |:--|--:|--:|
    | clear responders, % (between seeds 2.2) | 60.6 | 60.6 |
    | by KL 1, 2, 3, 4 | 82 / 72 / 57 / 42 | 82 / 72 / 57 / 42 |
    | loss among them, months: quartiles | 13.7 / 22.6 / 35.4 | 13.7 / 22.6 / 35.4 |
    | medians by KL | 36 / 27 / 20 / 16 | 36 / 27 / 20 / 16 |
    | observed ≥ 30 % at 1.5, 3, 6, 12 months (1.5) | 57 / 65 / 63 / 53 | 55 / 63 / 61 / 51 |
    | observed ≥ 30 % at 24, 36, 60 months (0.2 to 0.9) | 30.6 / 16.0 / 4.4 | 29.2 / 15.4 / 4.3 |
    | observed ≥ 50 % at 6 months (1.5) | 45 | 43 |
    | replaced by 12, 24, 36, 60 months, % (0.4) | 7.0 / 16.1 / 24.8 / 39.4 | 6.7 / 15.6 / 24.1 / 38.4 |
    | replaced by 60 months by KL, % | 13 / 25 / 43 / 65 | 13 / 24 / 42 / 64 |
    | repeat injection by 60 months, before replacement or death, % (3.1) | 45 | 45 |
    | dead by 60 months, % (0.3) | 9.4 | 9.4 |
    | crude clear response: marrow, adipose, Wharton's jelly, % (2.6) | 65.6 / 60.7 / 55.2 | the same |
    | standardised, total effect, % (2.2) | 63.4 / 59.4 / 58.5 | the same |
    | with the viability of marrow, direct effect, % (2.2) | 63.4 / 64.3 / 65.3 | the same |

    The confounding is there to be found: crude clear response is 10.3 points lower with Wharton's
    jelly than with bone marrow, the true total effect is −4.8 points (all of it through viability),
    and the true direct effect +1.9. Adjusting for viability answers the second question, not the
    first.

    """
}
