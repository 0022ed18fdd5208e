import Cohorts
import Statistics

extension AnalysisResult.Statistic {
  /// A rate if none of those not known were in response.
  public static let lowestRate = Self(rawValue: "responder_rate_if_no_unknown_responded")
  /// A rate if all of those not known were in response.
  public static let highestRate = Self(rawValue: "responder_rate_if_all_unknown_responded")
  /// A rate whose interval allows for several hips of one patient.
  public static let clusteredRate = Self(rawValue: "responder_rate_clustered")
  /// The patients behind the hips of a rate.
  public static let patients = Self(rawValue: "patients")
  /// By how much the variance of a rate exceeds that of independent hips.
  public static let designEffect = Self(rawValue: "design_effect")
  /// The number of independent hips that would say as much.
  public static let effectiveSize = Self(rawValue: "effective_n")
}

extension ResponderRate {
  /// What becomes of those whose class is not the one the rate counts, as every rate says it.
  private var convention: String {
    "not seen left out and shown"
      + (context.measure.strategies.contains { $0.event == EventPlan.Kind.thr.words }
        ? ", replaced or dead by the time point count as no response" : "")
  }

  /// The account of hips that had too little to improve on, who could not have responded.
  package static let tooLittle = "too little to improve at baseline"

  /// The rows of the rate: the share, what it lies between, its patients, and every count it rests
  /// on.
  var results: [AnalysisResult] {
    [headline] + bounds + patientRows
      + [
        row("treated", counts.treated), row("unclassed", counts.unclassed),
        row("below_floor", counts.belowFloor),
      ] + HipEndpoints.ResponseClass.allCases.map { row($0.rawValue, counts.count($0)) }
  }

  /// The share in clear response; no number where more than 40 % are not known.
  var headline: AnalysisResult {
    let isGiven = !counts.unknownShare.isSuppressed && share != nil
    return row(
      .responderRate,
      isGiven ? .number(share?.estimate ?? .nan) : .state(.notEstimable),
      interval: isGiven ? share?.interval : nil, method: "Wilson; " + convention,
      diagnostics: warning)
  }

  /// What the share lies between, whatever became of those not known.
  private var bounds: [AnalysisResult] {
    guard counts.unknownShare.candidates > 0 else { return [] }
    let (clear, all) = (counts.count(.clear), Double(counts.unknownShare.candidates))
    return [
      row(
        .lowestRate, .number(Double(clear) / all),
        method: "those not known taken as not in response"),
      row(
        .highestRate, .number(Double(clear + counts.unknownShare.unknown) / all),
        method: "those not known taken as in response"),
    ]
  }

  /// The patients behind the hips, and the interval that allows for those with several.
  private var patientRows: [AnalysisResult] {
    guard let ofPatients else { return [] }
    let patients = row(.patients, .count(ofPatients.clusters), unit: "patients")
    guard ofPatients.clusters < ofPatients.total, !counts.unknownShare.isSuppressed else {
      return [patients]
    }
    return [
      patients,
      row(
        .clusteredRate, .number(ofPatients.estimate), interval: ofPatients.interval,
        method: "Wilson of the effective number of hips (Rao and Scott 1992); " + convention),
      row(
        .designEffect,
        ofPatients.designEffect.isNaN ? .state(.notEstimable) : .number(ofPatients.designEffect),
        unit: nil),
      row(.effectiveSize, .number(ofPatients.effectiveTotal), unit: "units"),
    ]
  }

  private var warning: [Diagnostic] {
    // Groups and other rules follow the whole, so one warning a time point is enough.
    guard analysis == .response, group.isEmpty, counts.unknownShare.isFlagged else { return [] }
    let start =
      "At \(Stratifier.text(window.month)) months the class of \(counts.unknownShare.unknown) of "
      + "\(counts.unknownShare.candidates) hips is not known (not seen, or no baseline): "
    return [
      Diagnostic(
        .suspiciousValue, .warning,
        message: start
          + (counts.unknownShare.isSuppressed
            ? "more than 40 %, so that no rate is given but what it lies between."
            : "more than 20 %. The rate rests on the others."))
    ]
  }

  private func row(
    _ statistic: AnalysisResult.Statistic, _ value: ResultValue,
    interval: ConfidenceInterval? = nil, unit: String? = "probability", method: String? = nil,
    diagnostics: [Diagnostic] = []
  ) -> AnalysisResult {
    AnalysisResult(
      analysis, name: name, population: context.population, stratum: group, level: "clear",
      statistic: statistic, value: value, interval: interval, timeMonths: window.month, unit: unit,
      method: method, denominators: counts.denominators, context: context,
      diagnostics: diagnostics)
  }

  private func row(_ level: String, _ count: Int) -> AnalysisResult {
    AnalysisResult(
      analysis, name: name, population: context.population, stratum: group, level: level,
      statistic: .count, value: .count(count), timeMonths: window.month, unit: "units",
      denominators: Denominators(n: counts.treated), context: context)
  }
}
