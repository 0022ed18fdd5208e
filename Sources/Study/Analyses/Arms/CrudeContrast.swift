import Cohorts
import Formulas
import LinearAlgebra
import Outcomes
import Statistics
import Survival
import Tables

/// The arms as they are, each other arm against the reference: hazard ratio, differences of event-free
/// probabilities at the landmarks, and of mean time free of the event.
struct CrudeContrast {
  /// The name of the unadjusted rows.
  static let name = "crude"

  let cohort: StudyCohort
  let arms: ArmGroups

  private var study: StudyProtocol { cohort.study }
  private var level: Double { study.survival.confidenceLevel }

  /// The rows, arm by arm.
  func results() throws -> [AnalysisResult] {
    try sizes + hazardRatios() + landmarks() + means()
  }

  private func row(
    _ statistic: AnalysisResult.Statistic, arm: Int, stratum: [GroupLevel] = [],
    value: ResultValue, interval: ConfidenceInterval? = nil, pValue: Double? = nil,
    months: Double? = nil, unit: String? = nil, method: String? = nil,
    diagnostics: [Diagnostic] = []
  ) -> AnalysisResult {
    // A contrast rests on both arms, a number of one arm on that arm.
    let sides = stratum.isEmpty ? [0, arm] : [arm]
    let sizes = sides.map { arms.size($0, cohort.outcomes) }
    return AnalysisResult(
      .comparison, name: Self.name, population: study.population, stratum: stratum,
      variable: arms.column, level: arms.names[arm], statistic: statistic, value: value,
      interval: interval, pValue: pValue, timeMonths: months, unit: unit, method: method,
      denominators: Denominators(
        n: sizes.map(\.n.counted).reduce(0, +),
        events: sizes.compactMap(\.events?.counted).reduce(0, +)),
      context: study.outcome.context, diagnostics: diagnostics)
  }

  private var sizes: [AnalysisResult] {
    arms.names.indices.map { arm in
      row(
        .events, arm: arm, stratum: arms.stratum(arm),
        value: .count(arms.size(arm, cohort.outcomes).events?.counted ?? 0), unit: "units")
    }
  }

  /// The hazard ratios of a Cox model of the arms alone.
  private func hazardRatios() throws -> [AnalysisResult] {
    let text = StudyCohort.leftSide(study) + " ~ " + StudyCohort.quoted(arms.column)
    let analysis: CoxAnalysis
    do {
      let formula = try Formula.parse(text)
      analysis = try CoxAnalysis.run(
        formula, on: cohort.table, references: cohort.references(of: formula),
        cluster: cohort.patientColumn, level: level)
    } catch {
      return (1..<arms.names.count).map { arm in
        row(
          .hazardRatio, arm: arm, value: .state(.notEstimable),
          diagnostics: [
            Diagnostic(.notEstimable, .note, message: "No hazard ratio of the arms: \(error).")
          ])
      }
    }
    let told = ArmRatios(analysis, arms, level: level)
    return told.ratios.map { arm, ratio in
      row(
        .hazardRatio, arm: arm, value: ratio.value, interval: ratio.interval,
        pValue: ratio.pValue, method: "Cox, \(analysis.model.words())" + ratio.remark,
        diagnostics: told.reasons(at: arm))
    }
  }

  /// Differences of Kaplan-Meier probabilities. Their limits come from those of each arm by the
  /// square-and-add rule (Zou and Donner 2008, doi:10.1002/sim.3095), so that they stay within
  /// −1 and 1 and agree with the intervals of the arms:
  ///
  ///     lower = d − √((S₁ − l₁)² + (u₀ − S₀)²)        upper = d + √((u₁ − S₁)² + (S₀ − l₀)²)
  private func landmarks() throws -> [AnalysisResult] {
    let curves = try KaplanMeier.fit(
      cohort.outcomes, groups: arms.grouping, clusters: cohort.clusters,
      options: SurvivalComparison.options(of: study))
    let months = study.survival.landmarkMonths
    let readings = curves.map { $0.landmarks(at: months) }
    return (1..<arms.names.count).flatMap { arm in
      months.indices.map { place -> AnalysisResult in
        let (reference, own) = (readings[0][place], readings[arm][place])
        let difference = own.survival - reference.survival
        guard !difference.isNaN else {
          return row(
            .eventFreeDifference, arm: arm, value: .state(.beyondFollowUp), months: months[place],
            unit: "probability")
        }
        func distance(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
        // Where the probability of an arm is 1 or 0, its limits are those of a certainty that nobody
        // has; a difference has none then.
        let isKnown = [own, reference].allSatisfy { $0.interval.lower < $0.interval.upper }
        return row(
          .eventFreeDifference, arm: arm, value: .number(difference),
          interval: !isKnown
            ? nil
            : ConfidenceInterval(
              level: level,
              lower: difference
                - distance(
                  own.survival - own.interval.lower,
                  reference.interval.upper - reference.survival),
              upper: difference
                + distance(
                  own.interval.upper - own.survival,
                  reference.survival - reference.interval.lower)),
          months: months[place], unit: "probability",
          method: "difference of Kaplan-Meier probabilities, square-and-add limits from those of "
            + "the arms, taken as independent")
      }
    }
  }

  private func means() throws -> [AnalysisResult] {
    guard let tau = ArmHorizon(cohort, arms) else { return [] }
    let means = try RestrictedMeanSurvival.fit(
      cohort.outcomes, groups: arms.grouping, clusters: cohort.clusters,
      options: .init(tau: tau.months, level: level))
    func value(_ number: Double) -> ResultValue {
      number.isNaN ? .state(.beyondFollowUp) : .number(number)
    }
    let single = means.groups.enumerated().map { arm, group in
      row(
        .restrictedMean, arm: arm, stratum: arms.stratum(arm), value: value(group.mean),
        interval: group.toldInterval, months: tau.months, unit: "months",
        method: "area under the Kaplan-Meier curve, \(tau.words)")
    }
    let pairs = means.contrasts.filter { $0.measure == .difference && $0.reference == 0 }.map {
      row(
        .restrictedMeanDifference, arm: $0.group, value: value($0.value),
        interval: means.tells($0) ? $0.interval : nil,
        pValue: means.tells($0) ? $0.pValue : nil,
        months: tau.months, unit: "months",
        method: "difference of areas under Kaplan-Meier curves, \(tau.words)")
    }
    return single + pairs
  }
}

/// The month to which mean times are compared, fixed beforehand: that of the protocol, or the last
/// landmark that the follow-up of every arm reaches.
struct ArmHorizon {
  /// The month.
  let months: Double
  /// Where it comes from.
  let words: String

  init?(_ cohort: StudyCohort, _ arms: ArmGroups) {
    let survival = cohort.study.survival
    if let tau = survival.tauMonths {
      (months, words) = (tau, "to the month the protocol gives")
      return
    }
    let last = arms.lastCommonFollowUp(cohort.outcomes)
    guard let month = survival.landmarkMonths.last(where: { $0 <= last && $0 > 0 }) else {
      return nil
    }
    (months, words) = (month, "to the last landmark that every arm's follow-up reaches")
  }
}
