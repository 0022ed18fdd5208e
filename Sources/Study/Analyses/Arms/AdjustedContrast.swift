import Cohorts
import Formulas
import LinearAlgebra
import Outcomes
import Statistics
import Survival
import Tables

/// The arms compared by the outcome model: the hazard ratio adjusted for the covariates of the
/// protocol, and what the model expects of everybody in either arm (g-formula).
struct AdjustedContrast {
  /// The name of the adjusted rows.
  static let name = "adjusted"

  /// What comes of it.
  struct Findings {
    var results: [AnalysisResult] = []
    /// The standardised curves; nil where they are withheld or there are none.
    var curves: StandardizedCurves?
  }

  let cohort: StudyCohort
  let arms: ArmGroups
  /// Why a contrast is withheld, by arm.
  let refusals: [String: String]

  private var study: StudyProtocol { cohort.study }
  private var level: Double { study.survival.confidenceLevel }

  /// The right side of the model.
  static func formula(_ comparison: StudyProtocol.Comparison) -> String {
    ([comparison.arms.column] + comparison.adjustFor).map(StudyCohort.quoted)
      .joined(separator: " + ")
  }

  private func row(
    _ statistic: AnalysisResult.Statistic, arm: Int, stratum: [GroupLevel] = [],
    value: ResultValue, interval: ConfidenceInterval? = nil, pValue: Double? = nil,
    months: Double? = nil, unit: String? = nil, method: String? = nil, denominators: Denominators,
    diagnostics: [Diagnostic] = []
  ) -> AnalysisResult {
    AnalysisResult(
      .comparison, name: Self.name, population: study.population, stratum: stratum,
      variable: arms.column, level: arms.names[arm], statistic: statistic, value: value,
      interval: interval, pValue: pValue, timeMonths: months, unit: unit, method: method,
      denominators: denominators, context: study.outcome.context, diagnostics: diagnostics)
  }

  /// The contrasts that may be shown; of the others why they are not.
  func findings() throws -> Findings {
    guard !arms.comparison.adjustFor.isEmpty else { return Findings() }
    let everybody = Denominators(n: cohort.table.rowCount, events: cohort.outcomes.eventCount)
    let withheld = (1..<arms.names.count).compactMap { arm in
      refusals[arms.names[arm]].map { reason in
        row(
          .hazardRatio, arm: arm, value: .state(.withheld), denominators: everybody,
          diagnostics: [
            Diagnostic(
              .notEstimable, .warning, term: arms.column,
              message: "No adjusted comparison of \(arms.names[arm]) with \(arms.names[0]): "
                + "\(reason).")
          ])
      }
    }
    guard withheld.count < arms.names.count - 1 else { return Findings(results: withheld) }
    let text = StudyCohort.leftSide(study) + " ~ " + Self.formula(arms.comparison)
    let parsed = try Formula.parse(text)
    func run(_ options: CoxAnalysis.Options) throws -> CoxAnalysis {
      try CoxAnalysis.run(
        parsed, on: cohort.table, references: cohort.references(of: parsed),
        cluster: cohort.patientColumn, level: level, options: options)
    }
    let times = CurveTimes(cohort, arms)
    let analysis: CoxAnalysis
    do {
      analysis = try (try? run(times.options(arms.column))) ?? run(.init())
    } catch {
      return Findings(
        results: withheld + [
          row(
            .hazardRatio, arm: 1, value: .state(.notEstimable), denominators: everybody,
            diagnostics: [
              Diagnostic(
                .notEstimable, .warning,
                message: "The adjusted model of the arms could not be fitted: \(error).")
            ])
        ])
    }
    let counts = Denominators(
      n: analysis.model.observationCount, events: analysis.model.eventCount)
    let told = ArmRatios(analysis, arms, level: level)
    let ratios = told.ratios.filter { refusals[arms.names[$0.arm]] == nil }
    let fitted = FittedCovariates(arms.comparison.adjustFor, in: analysis)
    var found = Findings(
      results: withheld + fitted.results(.comparison, name: Self.name, of: study, counts))
    found.results += ratios.map { arm, ratio in
      row(
        .hazardRatio, arm: arm, value: ratio.value, interval: ratio.interval,
        pValue: ratio.pValue,
        method: "Cox model `\(Self.formula(arms.comparison))`\(fitted.words), "
          + analysis.model.words() + ratio.remark, denominators: counts,
        diagnostics: told.reasons(at: arm))
    }
    // A coefficient at infinity has no standardised curve worth reading either, nor has one whose
    // limits rest on too few.
    guard ratios.contains(where: { $0.ratio.interval != nil }), withheld.isEmpty,
      let standard = analysis.findings.standardisations.first,
      standard.levels == arms.names, ratios.count == arms.names.count - 1
    else { return found }
    found.results += standardized(standard.result, times, counts)
    found.curves = curves(standard.result, times)
    return found
  }

  private static let method =
    "mean of the outcome model's curves over all units, each set to the arm (g-formula), limits "
    + "from influence functions"

  private func standardized(
    _ result: StandardisedSurvival, _ times: CurveTimes, _ counts: Denominators
  ) -> [AnalysisResult] {
    var rows: [AnalysisResult] = []
    for (place, month) in times.landmarks {
      let reading = result.survival[place]
      rows += arms.names.indices.map { arm in
        let value = month <= times.lastCommon ? reading.estimates[arm] : .nan
        return row(
          .standardizedEventFree, arm: arm, stratum: arms.stratum(arm),
          value: value.isNaN ? .state(.beyondFollowUp) : .number(value),
          interval: value.isNaN ? nil : interval(reading, arm), months: month,
          unit: "probability", method: Self.method, denominators: counts)
      }
      rows += (1..<arms.names.count).map { arm in
        let contrast = reading.contrast(arm, 0, .difference, level: level)
        let isKnown = !contrast.estimate.isNaN && month <= times.lastCommon
        return row(
          .eventFreeDifference, arm: arm,
          value: isKnown ? .number(contrast.estimate) : .state(.beyondFollowUp),
          interval: isKnown ? contrast.interval : nil,
          pValue: isKnown ? contrast.pValue : nil, months: month, unit: "probability",
          method: Self.method, denominators: counts)
      }
    }
    guard let tau = times.tau, let mean = result.restrictedMean else { return rows }
    let unit = study.outcome.unit
    rows += arms.names.indices.map { arm in
      let value = tau.months <= times.lastCommon ? mean.estimates[arm] : .nan
      return row(
        .standardizedRestrictedMean, arm: arm, stratum: arms.stratum(arm),
        value: value.isNaN ? .state(.beyondFollowUp) : .number(unit.months(value)),
        interval: value.isNaN
          ? nil
          : mean.symmetricInterval(of: arm, level: level).mapped(unit.months),
        months: tau.months, unit: "months", method: Self.method + ", \(tau.words)",
        denominators: counts)
    }
    return rows
      + (1..<arms.names.count).map { arm in
        let contrast = mean.contrast(arm, 0, .difference, level: level)
        let isKnown = !contrast.estimate.isNaN && tau.months <= times.lastCommon
        return row(
          .restrictedMeanDifference, arm: arm,
          value: isKnown ? .number(unit.months(contrast.estimate)) : .state(.beyondFollowUp),
          interval: isKnown ? contrast.interval.mapped(unit.months) : nil,
          pValue: isKnown ? contrast.pValue : nil, months: tau.months, unit: "months",
          method: Self.method + ", \(tau.words)", denominators: counts)
      }
  }

  private func interval(
    _ reading: StandardisedSurvival.Reading, _ arm: Int
  ) -> ConfidenceInterval {
    let kind = SurvivalComparison.options(of: study).interval
    return kind.interval(
      survival: reading.estimates[arm], standardError: reading.standardErrors[arm], level: level)
  }

  private func curves(
    _ result: StandardisedSurvival, _ times: CurveTimes
  ) -> StandardizedCurves {
    let known = times.months.indices.filter {
      !result.survival[$0].estimates[0].isNaN && times.months[$0] <= times.lastCommon
    }
    return StandardizedCurves(
      months: known.map { times.months[$0] },
      arms: arms.names.indices.map { arm in
        let limits = known.map { interval(result.survival[$0], arm) }
        return StandardizedCurves.Arm(
          name: arms.names[arm], survival: known.map { result.survival[$0].estimates[arm] },
          lower: limits.map(\.lower), upper: limits.map(\.upper))
      })
  }
}
