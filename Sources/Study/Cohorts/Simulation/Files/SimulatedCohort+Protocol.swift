extension SimulatedCohort {
  /// A protocol that fits the files and says in its title and its population what they are.
  public var protocolText: String {
    """
    # The protocol of a SIMULATED cohort; no number in these files is evidence. README.md says how
    # they were made.

    protocol: 1
    title: "SIMULATED cohort: durability of benefit after intra-articular MSC injection for hip osteoarthritis"
    population: simulated hips with osteoarthritis, Kellgren-Lawrence II-III, first injection of the hip
    seed: 20261120
    data_lock: 2022-12-31           # no date lies after this day

    units:                          # one row per treated hip
      file: units-simulated.csv
      id: hip_id
      patient: patient_id           # hips of one patient are one cluster
      side: side
      index_date: injection_date
      columns:
        age:              {type: number, unit: years, range: [18, 100]}
        sex:              {type: category, levels: [female, male]}
        bmi:              {type: number, unit: kg/m², range: [12, 70]}
        weight_kg:        {type: number, unit: kg, range: [25, 250]}
        kl_grade:         {type: ordinal, levels: [1, 2, 3, 4], label: Kellgren-Lawrence grade}
        joint:            {type: category}
        cell_source:      {type: category, levels: [bone_marrow, adipose, whartons_jelly], label: Cell source}
        product:          {type: category}
        dose:             {type: number, unit: 10⁶ cells}
        viability:        {type: number, unit: "%", range: [0, 100]}
        guidance:         {type: category, levels: [ultrasound, fluoroscopy, none]}
        centre:           {type: category}
        travel:           {type: category, levels: [no, yes]}
        diabetes:         {type: category, levels: [none, controlled, uncontrolled]}
        smoker:           {type: category, levels: [no, yes]}
        cancer:           {type: category, levels: [none, remote, recent, active]}
        infection:        {type: category, levels: [no, yes]}

    visits:                         # one row per hip and assessment
      file: visits-simulated.csv
      unit: hip_id
      date: visit_date
      planned_month: planned_month
      scores:
        womac_pain:     {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}
        womac_function: {instrument: WOMAC-LK, subscale: function, range: [0, 68], better: lower}
        vas_pain:       {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}
        hoos_pain:      {instrument: HOOS, subscale: pain, range: [0, 100], better: higher}
      rescue: nsaid_48h
      columns:
        weight_kg: {type: number, unit: kg, range: [25, 250]}
        rehab:     {type: category, levels: [no, yes]}

    events:                         # one row per event
      file: events-simulated.csv
      unit: hip_id
      date: event_date
      kind: event
      kinds: {thr: [THR], booster: [repeat_injection], injection: [steroid], death: [death], withdrawal: [withdrawn]}

    eligibility:                    # applied in this order; the flow diagram counts each
      - {name: hip joint treated, where: "joint == 'hip'"}
      - {name: KL grade II-III, where: "kl_grade in [2, 3]"}
      - {name: no active infection or recent cancer, where: "infection == 'no' and cancer in ['none', 'remote']"}

    response:
      score: womac_pain
      threshold: 30 %
      minimum_change: 0
      baseline: {window_days: [-90, 0], floor: 20}
      deadline_months: 7.5
      classes: {clear: 30 %, partial: 10 %}
      at_months: [3, 6, 12, 24]
      windows: midpoint

    loss:
      threshold: 30 %
      reference: baseline
      confirmation: two-visits
      max_gap_months: 14
      origin: injection

    intercurrent:
      thr: composite
      booster: censor
      injection: composite
      rescue: treatment-policy
      death: competing
    duplicates: worst               # the files hold conflicting duplicates on purpose
    after_death: drop               # and visits dated after a death

    strata:
      kl_grade: {}
      bmi: {cuts: [25, 30, 35], label: BMI (kg/m²)}
      cell_source: {groups: {autologous: [bone_marrow, adipose], Wharton's jelly: [whartons_jelly]}}

    survival:
      landmarks_months: [12, 18, 24, 36, 60]
      tau_months: 24
      conf_level: 0.95
      conf_type: log-log

    models:
      loss: {formula: "cell_source + kl_grade + rcs(bmi, 3) + age + sex + baseline", cluster: patient}

    comparison:
      exposure: cell_source
      arms: {autologous: [bone_marrow, adipose], Wharton's jelly: [whartons_jelly]}
      reference: autologous
      adjust_for: [age, sex, bmi, kl_grade, diabetes, baseline, centre]
      weights: overlap
      gates: {smd: 0.1, equipoise: 0.2, ess_share: 0.3}

    """
  }
}
