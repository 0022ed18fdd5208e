import Analyses
import Cohorts
import Testing

/// A protocol with every block, which the tests change in one place.
enum WholeProtocol {
  static let text = #"""
    protocol: 1
    title: Durability of benefit after intra-articular MSC injection for hip osteoarthritis
    population: hip osteoarthritis, Kellgren-Lawrence II-III, first injection of the hip     # stands in every caption
    seed: 20261120

    units:                          # one row per treated hip
      file: units.csv
      id: hip_id
      patient: patient_id           # hips of one patient are one cluster
      side: side                    # optional
      index_date: injection_date
      missing: ["", NA]             # text read as missing; a number is never missing unless its column says so
      columns:
        age:         {type: number, unit: years, range: [18, 100]}
        sex:         {type: category, levels: [female, male]}
        bmi:         {type: number, unit: kg/m², range: [12, 70]}
        kl_grade:    {type: ordinal, levels: [0, 1, 2, 3, 4], label: Kellgren-Lawrence grade}
        cell_source: {type: category, levels: [bone_marrow, adipose, whartons_jelly], label: Cell source}
        centre:      {type: category}
        diabetes:    {type: category, levels: [none, controlled, uncontrolled]}
        viability:   {type: number, unit: "%", range: [0, 100]}
        dose:        {type: number, unit: 10⁶ cells, missing: [-99]}

    visits:                         # one row per hip and assessment
      file: visits.csv
      unit: hip_id
      date: visit_date              # or `month: months_since_injection`
      scores:
        womac_pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}
        vas_pain:   {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}
        hoos_pain:  {instrument: HOOS, subscale: pain, range: [0, 100], better: higher}
      rescue: nsaid_48h             # optional yes/no column

    events:                         # optional; one row per event
      file: events.csv
      unit: hip_id
      date: event_date              # or `month: ...`
      kind: event
      kinds: {thr: [THR], booster: [repeat_injection], injection: [steroid, hyaluronate], death: [death], withdrawal: [withdrawn]}

    eligibility:                    # applied in this order; the flow diagram counts each
      - {name: hip joint treated, where: "joint == 'hip'"}
      - {name: KL grade II-III, where: "kl_grade in [2, 3]"}
      - {name: no active infection or recent cancer, where: "infection == 'no' and cancer in ['none', 'remote']"}

    response:
      score: womac_pain
      threshold: 30 %               # improvement over own baseline, as a share of the baseline deficit
      minimum_change: 0             # points on the 0-100 scale, besides the percentage
      baseline: {window_days: [-90, 0], floor: 20}     # floor on the 0-100 scale; below it a hip cannot be classed
      deadline_months: 7.5          # a first response later than this is a late response
      classes: {clear: 30 %, partial: 10 %}
      at_months: [3, 6, 12, 24]
      windows: midpoint             # or {3: [67, 137], 6: [138, 274], ...} in days

    loss:
      threshold: 30 %               # benefit is lost when improvement falls below this
      reference: baseline           # baseline | nadir | pass
      confirmation: two-visits      # two-visits | first-visit
      max_gap_months: 14
      origin: injection             # injection | response

    intercurrent:
      thr: composite                # composite | competing | censor
      booster: censor               # censor | composite | competing | ignore
      injection: composite
      rescue: treatment-policy      # treatment-policy | composite | missing
      death: competing              # competing | composite
    duplicates: error               # error | worst | mean | first | best

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
      weights: overlap              # overlap | ate | att | matching
      gates: {smd: 0.1, equipoise: 0.2, ess_share: 0.3}

    report:
      min_cell: 5                   # smaller counts are suppressed, with what would reveal them
      decimal: "."
      style: default                # default | jama | lancet | nejm

    """#

  static func problems(_ text: String) throws -> [ProtocolError.Problem] {
    let error = try #require(throws: ProtocolError.self) {
      try StudyFile.parse(text, source: "protocol.yml")
    }
    return error.problems
  }

  static func replacing(_ old: String, _ new: String) throws -> String {
    try #require(text.contains(old), "the protocol no longer holds: \(old)")
    return text.replacing(old, with: new)
  }
}

@Suite struct EndpointProtocolTests {
  @Test func `every block is read`() throws {
    let study = try StudyFile.parse(WholeProtocol.text, source: "protocol.yml")
    let plan = try #require(study.endpoints)
    #expect(study.units.side == "side" && study.units.indexDate == "injection_date")
    #expect(study.seed == 20_261_120 && study.minCell == 5 && study.survival.tauMonths == 24)
    #expect(plan.visits.time == .date("visit_date") && plan.visits.rescue == "nsaid_48h")
    #expect(plan.visits.scores.map(\.name) == ["womac_pain", "vas_pain", "hoos_pain"])
    #expect(plan.visits.scores.last?.scale.better == .higher)
    #expect(plan.events?.words[.injection] == ["steroid", "hyaluronate"])
    #expect(plan.response.threshold.percent == 30 && plan.response.partial.percent == 10)
    #expect(plan.response.deadlineMonths == 7.5 && plan.response.floor == 20)
    #expect(plan.response.windows.map(\.days) == [67...137, 138...274, 275...456, 640...913])
    #expect(plan.loss.confirmation == .twoVisits && plan.loss.maxGapMonths == 14)
    #expect(plan.intercurrent == IntercurrentRules())
    #expect(study.comparison?.weights == .overlap && study.comparison?.gates?.essShare == 0.3)
    #expect(study.models.first?.cluster == "patient")
    #expect(study.eligibility.count == 3 && study.strata.count == 3)
  }

  @Test func `the outcome is worded from the rules`() throws {
    let outcome = try StudyFile.parse(WholeProtocol.text, source: "protocol.yml").outcome
    #expect(outcome.time == "loss_months" && outcome.event == "loss_event")
    #expect(outcome.context.instrument == "WOMAC-LK pain 0–20, lower is better")
    #expect(
      outcome.context.threshold.hasPrefix(
        "improvement over baseline below 30 % at two consecutive visits at most 14 months apart, or "
          + "at the last before hip replacement or another injection, dated at the first such visit; "
          + "hip replacement counts as loss"))
    #expect(outcome.context.origin == "index injection")
    #expect(outcome.context.population.hasSuffix(", first response within 7.5 months"))
  }

  @Test func `places tell where names stand`() throws {
    let study = try StudyFile.parse(WholeProtocol.text, source: "protocol.yml")
    func text(at path: String) throws -> Substring {
      let place = try #require(study.places[path], "\(path)")
      let lines = WholeProtocol.text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines[place.line - 1].dropFirst(place.column - 1)
    }
    #expect(try text(at: "units.file").hasPrefix("units.csv"))
    #expect(try text(at: "visits.file").hasPrefix("visits.csv"))
    #expect(try text(at: "units.id").hasPrefix("hip_id"))
    #expect(try text(at: "visits.scores.womac_pain").hasPrefix("womac_pain: {"))
    #expect(try text(at: "strata.bmi").hasPrefix("bmi: {cuts"))
    #expect(try text(at: "models.loss.formula").hasPrefix("\"cell_source"))
    #expect(try text(at: "comparison.adjust_for[3]").hasPrefix("bmi, kl"))
    #expect(try text(at: "units.columns.age").hasPrefix("age:"))
  }

  // Hand-worked: planned days 42, 91, 183, 365, 548, 730, 1096, 1461, 1826 and their midpoints.
  @Test func `windows are bounded by midpoints`() throws {
    let all = try StudyFile.parse(
      try WholeProtocol.replacing(
        "at_months: [3, 6, 12, 24]", "at_months: [1.37988, 3, 6, 12, 18, 24, 36, 48, 60]"),
      source: "protocol.yml")
    #expect(
      all.endpoints?.response.windows.map(\.days) == [
        15...66, 67...137, 138...274, 275...456, 457...639, 640...913, 914...1278, 1279...1643,
        1644...2008,
      ])
    let own = try StudyFile.parse(
      try WholeProtocol.replacing(
        "  rescue: nsaid_48h", "  rescue: nsaid_48h\n  schedule_months: [3, 6, 12, 24]\n "),
      source: "protocol.yml")
    #expect(
      own.endpoints?.response.windows.map(\.days) == [46...137, 138...274, 275...547, 548...912])
    let explicit = try StudyFile.parse(
      try WholeProtocol.replacing(
        "windows: midpoint",
        "windows: {3: [60, 120], 6: [121, 240], 12: [300, 400], 24: [700, 760]}"
      ), source: "protocol.yml")
    #expect(explicit.endpoints?.response.windows[1].days == 121...240)
  }

  /// What is changed, what into, and words of the one complaint.
  static let faults: [(old: String, new: String, words: String)] = [
    ("instrument: WOMAC-LK", "instrument: WOMAC", "version of WOMAC"),
    ("range: [0, 20], better: lower", "range: [0, 20]", "lacks the key `better`"),
    ("range: [0, 20], better: lower", "range: [0, 20], better: higher", "inverted scale"),
    (
      "subscale: pain, range: [0, 20]", "subscale: pain, range: [0, 68]", "visits.scores.womac_pain"
    ),
    ("  score: womac_pain", "  score: womac_pian", "did you mean `womac_pain`?"),
    ("  index_date: injection_date\n", "", "does not say when the injection was"),
    ("  date: visit_date", "  date: hip_id", "is the column `hip_id`, as is `unit`"),
    ("  date: visit_date", "  date: visit_date\n  month: m", "has one time"),
    ("threshold: 30 %               # imp", "threshold: 30 # imp", "is `30`"),
    ("threshold: 30 %               # imp", "threshold: 0.3 # imp", "is `0.3`"),
    ("threshold: 30 %               # ben", "threshold: 40 % # ben", "above the response's"),
    ("partial: 10 %", "partial: 30 %", "partial response of 30 %"),
    ("window_days: [-90, 0]", "window_days: [-90, 10]", "after the injection"),
    ("deadline_months: 7.5", "deadline_months: 0", "above 0"),
    ("at_months: [3, 6, 12, 24]", "at_months: [3, 12, 6]", "increasing months"),
    (
      "windows: midpoint", "windows: {3: [67, 137], 6: [130, 274], 12: [275, 456], 24: [640, 913]}",
      "overlapping windows of months 3 and 6"
    ),
    (
      "windows: midpoint", "windows: {3: [67, 137], 6: [138, 274], 12: [275, 456]}",
      "no window for month 24"
    ),
    ("  thr: composite", "  thr: ignore", "is `ignore`; expected one of composite, competing"),
    ("  death: competing", "  death: censor", "is `censor`; expected one of competing, composite"),
    ("  rescue: nsaid_48h ", "  # ", "lacks"),
    ("[repeat_injection]", "[THR]", "takes the word `THR`"),
    ("tau_months: 24", "tau_months: 0", "above 0"),
    ("seed: 20261120", "seed: -1", "whole number"),
    ("population: hip osteoarthritis", "population: 'DECIDE: who?' #", "still to be decided: who?"),
    ("population: hip osteoarthritis", "population: TODO who? #", "still to be decided: who?"),
    ("duplicates: error", "duplicates: worse", "did you mean `worst`?"),
    ("reference: baseline", "reference: baseline\n  state: 35", "no meaning with"),
    ("  id: hip_id", "  id: side", "is the column `side`"),
    ("protocol: 1", "protocol: 1\noutcome: {time: t}", "but not both"),
    ("protocol: 1", "protocol: 1\ndata_lock: 31.01.2026", "must be a date"),
  ]

  @Test(arguments: faults.indices)
  func `an impossible protocol is refused at its place`(_ index: Int) throws {
    let fault = Self.faults[index]
    var text = try WholeProtocol.replacing(fault.old, fault.new)
    var words = fault.words
    if words == "lacks" {
      text = text.replacing("rescue: treatment-policy", with: "rescue: missing")
      words = "no column says at which visits"
    }
    let found = try WholeProtocol.problems(text)
    #expect(found.contains { "\($0)".contains(words) }, "\(found)")
    #expect(found.allSatisfy { ($0.line ?? 0) > 0 && ($0.column ?? 0) > 0 })
  }

  @Test func `responses may follow other rules`() throws {
    func rule(_ new: String) throws -> EndpointPlan {
      let text = try WholeProtocol.replacing("  score: womac_pain\n", "  score: womac_pain\n\(new)")
      return try #require(try StudyFile.parse(text, source: "p.yml").endpoints)
    }
    #expect(
      try rule("  rule: both\n  with: vas_pain\n").response.criterion
        == .improvementInBoth(with: "vas_pain"))
    let state = try rule("  rule: state\n  state: 35\n")
    #expect(state.response.criterion == .acceptableState(35))
    #expect(
      try rule("  rule: omeract-oarsi\n  function: hoos_pain\n").response.criterion
        == .omeractOARSI(pain: "womac_pain", function: "hoos_pain", global: nil))
    #expect(try rule("  confirmation: two-visits\n").response.isConfirmed)
    let none = try WholeProtocol.replacing("deadline_months: 7.5", "deadline_months: none")
    #expect(try StudyFile.parse(none, source: "p").endpoints?.response.deadlineMonths == nil)
    let pass = try WholeProtocol.replacing("reference: baseline", "reference: pass")
    #expect(
      try StudyFile.parse(pass, source: "p").endpoints?.loss.reference == .acceptableState(35))
  }

  @Test func `conditions may have names and classes too`() throws {
    let text = try WholeProtocol.replacing("bmi: {cuts: [25, 30, 35], ", "bmi: {classes: who, ")
      .replacing("eligibility:", with: "conditions: {adult: age >= 18}\neligibility:")
      .replacing("joint == 'hip'", with: "adult and joint == 'hip'")
    let study = try StudyFile.parse(text, source: "protocol.yml")
    #expect(study.strata[1].rule == .classes(.whoBMI))
    #expect(study.eligibility.first?.condition.columns == ["age", "joint"])
    let found = try WholeProtocol.problems(text.replacing("age >= 18}", with: "age >< 18}"))
    #expect(found.count == 1 && found.first?.message.contains("conditions.adult") == true)
  }

  @Test func `months need no date of injection`() throws {
    let text = try WholeProtocol.replacing("  index_date: injection_date\n", "")
      .replacing("  date: visit_date", with: "  month: visit_month")
      .replacing("  date: event_date", with: "  month: event_month")
    let plan = try #require(try StudyFile.parse(text, source: "protocol.yml").endpoints)
    #expect(plan.visits.time == .month("visit_month") && plan.indexDate == nil)
  }

  @Test(arguments: ["\u{FEFF}", "\r\n"])
  func `byte order mark and line ends do not matter`(_ odd: String) throws {
    let text =
      odd == "\r\n" ? WholeProtocol.text.replacing("\n", with: odd) : odd + WholeProtocol.text
    #expect(try StudyFile.parse(text, source: "protocol.yml").endpoints != nil)
  }

  @Test func `hostile files are errors`() throws {
    let nested = String(repeating: "[", count: 100_000)
    #expect(try !WholeProtocol.problems(nested).isEmpty)
    #expect(try !WholeProtocol.problems("a:\n\tb: 1").isEmpty)
    #expect(try !WholeProtocol.problems("\n\n# nothing\n").isEmpty)
    var laughs = "protocol: 1\na0: &a0 [x, x]\n"
    for level in 1..<60 {
      laughs += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(try !WholeProtocol.problems(laughs + "units: *a59\nstrata: *a59\n").isEmpty)
  }
}
