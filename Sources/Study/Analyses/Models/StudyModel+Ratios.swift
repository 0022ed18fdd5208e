import Cohorts
import Formulas
import Statistics
import Survival

extension StudyModel {
  /// The hazard ratios of one variable alone, without the tests and the concordance of ``results()``.
  ///
  /// - Throws: `FitError` or `ModelFrameError` where the model cannot be fitted.
  func ratios(of variable: String) throws -> [AnalysisResult] {
    let study = cohort.study
    let formula = try Formula.parse(StudyCohort.leftSide(study) + " ~ " + model.formula)
    let frame = try ModelFrame.build(
      formula, from: cohort.table,
      options: .init(
        references: cohort.references(of: formula), usesIntercept: .never,
        cluster: cohort.cluster(of: model),
        supportedTerms: [.strata, .cluster, .offset], caller: "the comparison"))
    guard case .survival(let outcomes, _, _) = frame.response else { return [] }
    let fit = try CoxModel.fit(
      outcomes, on: frame.design, strata: frame.strata?.grouping,
      clusters: frame.clusters)
    let counts = cohort.treated.completed(
      Denominators(n: fit.observationCount, events: fit.eventCount), group: [])
    // Where the arms do not overlap no adjusted ratio of theirs is shown, here as elsewhere.
    let withheld =
      variable == study.comparison?.arms.column && frame.design.terms.count > 1
      ? Set((ArmComparison(cohort)?.refusals ?? [:]).keys) : []
    let ratios = HazardRatios(fit, frame, level: study.survival.confidenceLevel)
    return fit.columns.enumerated().filter { $0.element.variable == variable }
      .map { index, column in
        let ratio = ratios.ratio(of: index).withheld(withheld.contains(column.level ?? ""))
        return AnalysisResult(
          .cox, name: model.name, population: study.outcome.context.population,
          variable: column.variable, level: column.level, statistic: .hazardRatio,
          value: ratio.value, interval: ratio.interval, pValue: ratio.pValue,
          method: "Cox, \(words(of: fit))" + study.datingOfLoss + ratio.remark,
          denominators: counts, context: study.outcome.context)
      }
  }
}
