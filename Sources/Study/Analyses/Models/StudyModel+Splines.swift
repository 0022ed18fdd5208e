import Cohorts
import Formulas
import Statistics
import Survival
import Tables

extension AnalysisResult.Analysis {
  /// The hazard ratio of a number that enters a model as a curve.
  public static let spline = Self(rawValue: "spline")
}

extension AnalysisResult.Statistic {
  /// A value of a covariate.
  public static let covariateValue = Self(rawValue: "covariate_value")
}

extension StudyModel {
  /// Whether a curve tells anything at all, and whether it is other than a straight line: likelihood
  /// ratio tests, or robust Wald tests where rows are clustered.
  func tests(
    of spline: SplineTerm, _ analysis: CoxAnalysis, _ counts: Denominators
  ) -> [AnalysisResult] {
    let fit = analysis.model
    let isRobust = fit.robustCovariance != nil
    let told = HazardRatios(fit, analysis.frame, level: level)
    let isSeparated = spline.columns.contains { fit.separations[$0] != nil }
    return [(SplineTerm.association, false), (SplineTerm.nonlinearity, true)].map {
      name, isLinear in
      let design = spline.smaller(analysis.frame.design, isLinear: isLinear)
      var test: HypothesisTest?
      if !isSeparated,
        let smaller = analysis.frame.fit(design, like: analysis, keepsStrata: true),
        case .tests(let ratio, let wald) = fit.comparison(with: smaller)
      {
        test = isRobust ? wald : ratio
      }
      return row(
        .chiSquared, variable: spline.label, level: name,
        value: test.map { $0.statistic.isNaN ? .state(.notEstimable) : .number($0.statistic) }
          ?? .state(.notEstimable),
        pValue: told.pValue(test), degreesOfFreedom: test?.degreesOfFreedom,
        method: told.testMethod(), denominators: counts)
    }
  }

  /// The hazard ratios at the quantiles of the number, against its median.
  func quantiles(of curve: SplineCurve, _ counts: Denominators) -> [AnalysisResult] {
    let unit = cohort.study.units.columns.first { $0.name == curve.source }?.declaration.unit
    return curve.quantiles.flatMap { quantile -> [AnalysisResult] in
      let (name, point) = ("\(quantile.percent) %", quantile.point)
      return [
        row(
          .covariateValue, in: .spline, variable: curve.term, level: name,
          value: .number(point.x), unit: unit, method: "quantile of type 7",
          denominators: counts),
        row(
          .hazardRatio, in: .spline, variable: curve.term, level: name,
          value: .number(point.ratio), interval: quantile.percent == 50 ? nil : point.interval,
          method: quantile.percent == 50
            ? HazardRatios.reference : "against the median, delta method",
          denominators: counts),
      ]
    }
  }
}
