import Formulas
import LinearAlgebra
import Outcomes
import Statistics
import Survival

extension AnalysisResult.Analysis {
  /// Hazard ratios of one covariate alone, on the rows of the adjusted model.
  public static let unadjustedCox = Self(rawValue: "cox_unadjusted")
}

extension StudyModel {
  /// One covariate at a time, on the rows of the adjusted model: the same levels and knots, the
  /// same clusters, and neither strata nor offset.
  ///
  /// None where the model has one covariate only, and of interactions none.
  func unadjusted(_ analysis: CoxAnalysis, _ splines: [SplineTerm]) -> [AnalysisResult] {
    let frame = analysis.frame
    guard frame.design.terms.count > 1, frame.frailty == nil, frame.timeFunctions.isEmpty else {
      return []
    }
    return frame.design.terms.flatMap { term -> [AnalysisResult] in
      guard let coded = frame.encoding.terms.first(where: { $0.label == term.label }),
        coded.variables.count == 1,
        let fit = frame.fit(frame.design.keeping(Array(term.columns)), like: analysis)
      else { return [] }
      let counts = Denominators(n: fit.observationCount, events: fit.eventCount)
      guard splines.contains(where: { $0.label == term.label }) else {
        return ratios(fit, frame, in: .unadjustedCox, counts)
      }
      let told = HazardRatios(fit, frame, level: level)
      let test = fit.robustCovariance != nil ? fit.tests.wald : fit.tests.likelihoodRatio
      return [
        row(
          .chiSquared, in: .unadjustedCox, variable: term.label, level: SplineTerm.association,
          value: test.statistic.isNaN ? .state(.notEstimable) : .number(test.statistic),
          pValue: told.pValue(test), degreesOfFreedom: test.degreesOfFreedom,
          method: told.testMethod(), denominators: counts)
      ]
    }
  }

  /// How many units, and events, there are at each level of the categorical covariates.
  func groupSizes(_ frame: ModelFrame) -> [AnalysisResult] {
    guard case .survival(let outcomes, _, _) = frame.response else { return [] }
    return frame.design.terms.flatMap { term -> [AnalysisResult] in
      guard let levels = frame.levels(of: term.label), !levels.isEmpty else { return [] }
      // Of all levels but the first there is an indicator; who has none is at the first.
      let columns = Array(term.columns.suffix(levels.count - 1))
      var sizes = [(n: Int, events: Int)](repeating: (0, 0), count: levels.count)
      for row in 0..<frame.rowCount {
        let place = columns.firstIndex { frame.design.matrix[row, $0] != 0 }.map { $0 + 1 } ?? 0
        sizes[place].n += 1
        if outcomes.isEvent[row] { sizes[place].events += 1 }
      }
      return zip(levels, sizes).map { level, size in
        row(
          .events, variable: term.label, level: level, value: .count(size.events), unit: "units",
          denominators: Denominators(n: size.n, events: size.events))
      }
    }
  }
}

extension ModelFrame {
  /// Fits other covariates to the same rows; nil where there is no number to report.
  ///
  /// - Parameter keepsStrata: whether the strata are those of the whole model.
  func fit(
    _ design: Design, like analysis: CoxAnalysis, keepsStrata: Bool = false
  ) -> CoxModel? {
    guard case .survival(let outcomes, _, _) = response else { return nil }
    return try? CoxModel.fit(
      outcomes, on: design, strata: keepsStrata ? strata?.grouping : nil, weights: weights,
      clusters: clusters, options: analysis.options.model)
  }
}

extension Design {
  /// Some of the columns, without offset.
  func keeping(_ kept: [Int]) -> Design {
    let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    let terms = self.terms.compactMap { term -> Term? in
      let places = term.columns.compactMap { place[$0] }
      guard let first = places.first, let last = places.last else { return nil }
      return Term(label: term.label, columns: first..<last + 1)
    }
    return Design(
      matrix: matrix.selecting(columns: kept), columns: kept.map { columns[$0] }, terms: terms,
      hasIntercept: hasIntercept && kept.contains(0))
  }
}
