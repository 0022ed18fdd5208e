internal import Glibc
internal import LinearAlgebra
public import Statistics

extension CoxModel {
  /// The hazard of a subject relative to one with every covariate, and the offset, at zero.
  public struct RelativeRisk: Sendable, Hashable {
    /// x'β + offset.
    public let linearPredictor: Double
    /// Its standard error, √(x'Vx).
    public let linearPredictorError: Double

    /// exp(x'β + offset).
    public var risk: Double { exp(linearPredictor) }
    /// By the delta method, risk · se; R's predict has √risk · se up to 3.8.
    public var riskError: Double { risk * linearPredictorError }
  }

  /// The relative risks of the rows of a design.
  public func relativeRisks(for design: Design) -> [RelativeRisk] {
    let covariance = covariance
    return linearPredictors(for: design).enumerated().map { row, predictor in
      var variance = 0.0
      for i in coefficients.indices where !coefficients[i].isNaN {
        for j in coefficients.indices where !coefficients[j].isNaN {
          variance +=
            design.matrix[row, fitted.designColumns[i]]
            * design.matrix[row, fitted.designColumns[j]] * covariance[i, j]
        }
      }
      return RelativeRisk(
        linearPredictor: predictor, linearPredictorError: max(0, variance).squareRoot())
    }
  }

  /// The mean time free of the event up to τ, ∫₀^τ S(t) dt, of the rows of a design, with its
  /// standard error: that of the curve, integrated, with the same two parts.
  ///
  /// With A(u) = ∫_u^τ S(t) dt the variance is Σ A(t)² m/(S − fⱼD)² over the events, and D'VD with
  /// D = Σ A(t) (x̄ − x) dΛ.
  public func restrictedMeans(
    for design: Design, strata: Grouping? = nil, tau: Double
  ) -> [(estimate: Double, standardError: Double)] {
    let means = EventMeans(fitted.data.likelihood, fitted.point)
    let covariance = fitted.stored(covariance)
    return (0..<design.rowCount).map { row in
      fitted.restrictedMean(
        stratum: strata.map { Int($0.codes[row]) } ?? 0,
        covariates: fitted.designColumns.map { design.matrix[row, $0] },
        offset: design.offset?[row] ?? 0, tau: tau, means: means, covariance: covariance)
    }
  }
}

extension CoxModel.SurvivalCurve {
  /// The limits on a scale of choice, at the index of an event time.
  public func interval(index: Int, _ scale: SurvivalInterval) -> ConfidenceInterval {
    scale.interval(
      survival: survival[index], standardError: survival[index] * cumulativeHazardErrors[index],
      level: level)
  }

  /// The times by which proportions are expected to have had the event, with limits from those of
  /// the curve; NaN where the curve does not come down so far by the end of follow-up.
  public func quantiles(
    _ probabilities: [Double], _ scale: SurvivalInterval, lastFollowUp: Double
  ) -> [SurvivalQuantile] {
    guard let first = times.first else {
      return probabilities.map {
        SurvivalQuantile(
          probability: $0, time: .nan,
          interval: ConfidenceInterval(level: level, lower: .nan, upper: .nan))
      }
    }
    // A last flat lasts as long as the follow-up.
    let ends = times + [max(lastFollowUp, times.last ?? lastFollowUp)]
    func invert(_ height: (Int) -> Double) -> [Double] {
      StepInversion.quantiles(
        probabilities, times: ends, origin: min(0, first), changes: { $0 < times.count },
        height: height)
    }
    let limits = times.indices.map { interval(index: $0, scale) }
    let middle = invert { 1 - survival[$0] }
    let lower = invert { 1 - limits[$0].lower }
    let upper = invert { 1 - limits[$0].upper }
    return probabilities.indices.map {
      SurvivalQuantile(
        probability: probabilities[$0], time: middle[$0],
        interval: ConfidenceInterval(level: level, lower: lower[$0], upper: upper[$0]))
    }
  }
}

extension CoxFit {
  /// The restricted mean of one subject.
  fileprivate func restrictedMean(
    stratum: Int, covariates: [Double], offset: Double, tau: Double, means: EventMeans,
    covariance: Matrix
  ) -> (estimate: Double, standardError: Double) {
    let path = hazardPath(stratum: stratum, covariates: covariates, offset: offset)
    let stored = storedDifference(stratum: stratum, covariates: covariates)
    let factor = logFactor(stratum: stratum, covariates: covariates, offset: offset)
    let steps = windows.steps(to: tau, stratum: stratum)
    var (area, squares) = (0.0, 0.0)
    var leverage = [Double](repeating: 0, count: stored.count)
    for (place, event) in steps.events.enumerated().reversed() {
      area += steps.lengths[place] * exp(-path.cumulativeHazard[place])
      let unit = exp(factor - point.sums.references[event])
      let inverse = unit / point.sums.riskSums[event]
      squares += area * area * point.terms[event].squares.zero * inverse * inverse
      for j in stored.indices where isEstimated[j] {
        let mean = means.weighted.elements[event * means.weighted.stride + j]
        leverage[j] += area * unit * (mean - point.terms[event].hazard * stored[j])
      }
    }
    let first = steps.events.first.map { max(0, min(tau, windows.times[$0])) } ?? tau
    let variance = squares + covariance.quadraticForm(leverage)
    return (first + area, max(0, variance).squareRoot())
  }
}
