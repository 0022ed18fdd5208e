extension PublishedThreshold {
  private static let points: ClosedRange<Double> = 0...100

  private static func hip(
    _ instrument: String, _ subscale: String?, _ kind: Kind, _ value: Double, upTo: Double? = nil,
    range: ClosedRange<Double> = points, _ direction: Direction, label: String? = nil,
    setting: String, patients: Int? = nil, treatment: String, citation: String,
    isVerified: Bool = true, note: String? = nil
  ) -> PublishedThreshold {
    PublishedThreshold(
      instrument: instrument, subscale: subscale, kind: kind, value: value, upTo: upTo,
      unit: .points, range: range, direction: direction, label: label, setting: setting,
      patients: patients, treatment: treatment, joint: .hip, citation: citation,
      isVerified: isVerified, note: note)
  }

  /// Paulsen 2014: too high for injections.
  static let hoosAfterReplacement: [PublishedThreshold] = {
    func row(
      _ instrument: String, _ subscale: String, _ kind: Kind, _ value: Double, _ way: Direction
    ) -> PublishedThreshold {
      hip(
        instrument, subscale, kind, value, way, setting: "1 year after hip replacement",
        patients: 1335, treatment: "total hip replacement",
        citation: "doi 10.3109/17453674.2013.867782",
        note: "found after replacement: too high for injections")
    }
    return [
      row("HOOS", "pain", .mcii, 24, .rise), row("HOOS-PS", "function", .mcii, 23, .rise),
      row("HOOS", "qol", .mcii, 17, .rise), row("HOOS", "pain", .pass, 91, .atLeast),
      row("HOOS-PS", "function", .pass, 88, .atLeast), row("HOOS", "qol", .pass, 83, .atLeast),
    ]
  }()

  static let hoosOtherwise: [PublishedThreshold] = {
    let young = "hip pain without arthritis, age 15–40, 12 months"
    let cheng = "Cheng 2025, Am J Sports Med, doi 10.1177/03635465251325466"
    let care = "care without operation"
    return [
      hip(
        "HOOS", "adl", .mcii, 4, .rise, setting: young, patients: 61, treatment: care,
        citation: cheng, note: "not osteoarthritis"),
      hip(
        "HOOS", "sport", .mcii, 13, .rise, setting: young, patients: 61, treatment: care,
        citation: cheng, note: "not osteoarthritis"),
      hip(
        "HOOS", nil, .mcii, 8, upTo: 10, .rise, setting: "hip osteoarthritis without operation",
        treatment: care, citation: "no source for the hip: borrowed from KOOS", isVerified: false),
      hip(
        "HOOS-JR", nil, .mcii, 7, upTo: 23, .rise, setting: "hip replacement, several anchors",
        treatment: "total hip replacement", citation: "several studies, as recalled",
        isVerified: false),
      hip(
        "HOOS-JR", nil, .pass, 77, upTo: 81, .atLeast, setting: "hip replacement",
        treatment: "total hip replacement", citation: "several studies, as recalled",
        isVerified: false),
    ]
  }()

  static let oxford: [PublishedThreshold] = {
    func row(_ kind: Kind, _ value: Double, _ way: Direction, _ label: String) -> PublishedThreshold
    {
      hip(
        "OHS", nil, kind, value, range: 0...48, way, label: label,
        setting: "before and after hip replacement", patients: 82_415,
        treatment: "total hip replacement",
        citation: "Beard 2015, J Clin Epidemiol (PMID 25441700)",
        note: "the value depends on the baseline")
    }
    return [
      row(.mic, 11, .rise, "MIC of a group"), row(.mic, 8, .rise, "MIC of one patient"),
      row(.mic, 5, .either, "difference between groups"), row(.mdc, 5, .either, "MDC90"),
      hip(
        "OHS", nil, .pass, 42, range: 0...48, .atLeast,
        setting: "about 3 years after hip replacement",
        treatment: "total hip replacement", citation: "Keurentjes 2014, Bone Joint Res 3:7"),
    ]
  }()

  static let harris: [PublishedThreshold] = {
    func impingement(_ value: Double, months: Int) -> PublishedThreshold {
      hip(
        "mHHS", nil, .mcii, value, .rise, setting: "femoroacetabular impingement, \(months) months",
        patients: 130, treatment: "arthroscopy",
        citation: "Chahal 2014, Orthop J Sports Med, doi 10.1177/2325967114S00105",
        note: "not osteoarthritis; published as MCID")
    }
    func band(_ value: Double, upTo: Double?, _ label: String) -> PublishedThreshold {
      hip(
        "mHHS", nil, .band, value, upTo: upTo, .atLeast, label: label, setting: "convention",
        treatment: "any", citation: "bands of the Harris Hip Score, as recalled", isVerified: false)
    }
    return [
      impingement(13, months: 3), impingement(9, months: 6), impingement(20, months: 12),
      hip(
        "mHHS", nil, .measurementError, 3.54, .either, setting: "hip osteoarthritis, Greek version",
        treatment: "none stated", citation: "doi 10.1177/1120700020901682",
        note: "the minimal important change lay below the detectable one"),
      band(0, upTo: 70, "poor (below 70)"), band(70, upTo: 79, "fair"), band(80, upTo: 89, "good"),
      band(90, upTo: 100, "excellent"),
    ]
  }()
}
