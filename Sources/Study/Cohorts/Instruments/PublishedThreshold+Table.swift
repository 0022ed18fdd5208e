extension PublishedThreshold {
  /// Every threshold known, grouped by source.
  public static let all: [PublishedThreshold] =
    tubach + physiotherapy + womac + numericalRating + hoosAfterReplacement + hoosOtherwise + oxford
    + harris

  /// What the thresholds of one source share.
  private struct Source {
    var setting: String
    var patients: Int?
    var treatment: String
    var joint = Joint.hip
    var citation: String

    func threshold(
      _ instrument: String, _ subscale: String?, _ kind: Kind, _ value: Double, upTo: Double? = nil,
      unit: Unit = .points, range: ClosedRange<Double>? = nil, _ direction: Direction,
      label: String? = nil, isVerified: Bool = true, note: String? = nil
    ) -> PublishedThreshold {
      PublishedThreshold(
        instrument: instrument, subscale: subscale, kind: kind, value: value, upTo: upTo,
        unit: unit, range: range, direction: direction, label: label, setting: setting,
        patients: patients, treatment: treatment, joint: joint, citation: citation,
        isVerified: isVerified, note: note)
    }
  }

  private static let recalledScale = "the scale of 0–100 is recalled, not read in the source"

  private static let tubach: [PublishedThreshold] = {
    let change = Source(
      setting: "hip osteoarthritis, cohort, 4 weeks", patients: 211, treatment: "NSAID",
      citation: "Tubach 2005, Ann Rheum Dis (MCII, PMC1755212)")
    var knee = change
    knee.setting = "knee osteoarthritis, cohort, 4 weeks"
    knee.patients = 603
    knee.joint = .knee
    let state = Source(
      setting: "hip osteoarthritis, cohort, 4 weeks", patients: nil, treatment: "NSAID",
      citation: "Tubach 2005, Ann Rheum Dis (PASS, PMC1755171)")
    return [
      change.threshold("VAS", "pain", .mcii, 15.3, range: 0...100, .fall),
      change.threshold("VAS", "pain", .mcii, 32.0, unit: .percent, .fall),
      knee.threshold("VAS", "pain", .mcii, 19.9, range: 0...100, .fall),
      knee.threshold("VAS", "pain", .mcii, 40.8, unit: .percent, .fall),
      change.threshold("VAS", "global", .mcii, 15.2, range: 0...100, .fall),
      change.threshold("VAS", "global", .mcii, 32.6, unit: .percent, .fall),
      change.threshold(
        "WOMAC", "function", .mcii, 7.9, range: 0...100, .fall, isVerified: false,
        note: recalledScale),
      change.threshold("WOMAC", "function", .mcii, 21.1, unit: .percent, .fall),
      state.threshold("VAS", "pain", .pass, 35.0, range: 0...100, .atMost),
      state.threshold("VAS", "global", .pass, 34.6, range: 0...100, .atMost),
      state.threshold(
        "WOMAC", "function", .pass, 34.4, range: 0...100, .atMost, isVerified: false,
        note: recalledScale),
    ]
  }()

  private static let physiotherapy: [PublishedThreshold] = {
    let weeks = Source(
      setting: "hip osteoarthritis, randomised trial, 9 weeks", patients: 70,
      treatment: "physiotherapy", citation: "Rheumatol Int 2013;33:2773–82")
    var year = weeks
    year.setting = "hip osteoarthritis, randomised trial, 1 year"
    let version = "the abstract does not say which WOMAC version; probably NRS (0–50, 0–170)"
    return [
      weeks.threshold("WOMAC", "pain", .pass, 10, .atMost, isVerified: false, note: version),
      year.threshold("WOMAC", "pain", .pass, 11, .atMost, isVerified: false, note: version),
      weeks.threshold("WOMAC", "function", .pass, 35, .atMost, isVerified: false, note: version),
      year.threshold("WOMAC", "function", .pass, 40, .atMost, isVerified: false, note: version),
      weeks.threshold("global rating of change", nil, .pass, 5, .atLeast),
      year.threshold("global rating of change", nil, .pass, 6, .atLeast),
    ]
  }()

  private static let womac: [PublishedThreshold] = {
    let error = Source(
      setting: "hip osteoarthritis, test and retest", patients: nil, treatment: "none stated",
      citation: "textbook table of patient-reported measures (issuhub.com 7537, p. 262)")
    let hylan = Source(
      setting: "knee osteoarthritis, randomised trial", patients: nil, treatment: "hylan G-F 20",
      joint: .knee, citation: "Ann Rheum Dis (ard.bmj.com 146197)")
    return [
      error.threshold(
        "WOMAC-LK", "function", .mdc, 9.1, range: 0...68, .either, label: "MDC95")
    ]
      + [20, 50, 70].map { share in
        hylan.threshold(
          "WOMAC", "pain", .band, share, unit: .percent, .fall,
          label: "WOMAC\(Stratifier.text(share))")
      }
  }()

  private static let numericalRating: [PublishedThreshold] = {
    let immpact = Source(
      setting: "chronic pain, consensus", patients: nil, treatment: "any", joint: .several,
      citation: "IMMPACT (Dworkin 2008), as quoted by Bandolier")
    let farrar = Source(
      setting: "chronic pain of five diseases, 10 placebo-controlled trials", patients: 2724,
      treatment: "pregabalin or placebo", joint: .several, citation: "Farrar 2001, Pain 94:149–58")
    let caution =
      "in cohorts the change tied to improvement differs by baseline and by treatment status"
      + " (PMC9299931, n = 1661)"
    return [
      immpact.threshold(
        "NRS", "pain", .band, 10, upTo: 20, unit: .percent, .fall, label: "minimal"),
      immpact.threshold("NRS", "pain", .band, 30, unit: .percent, .fall, label: "moderate"),
      immpact.threshold("NRS", "pain", .band, 50, unit: .percent, .fall, label: "substantial"),
      farrar.threshold("NRS", "pain", .mcii, 2, range: 0...10, .fall, note: caution),
      farrar.threshold("NRS", "pain", .mcii, 30, unit: .percent, .fall, note: caution),
    ]
  }()
}
