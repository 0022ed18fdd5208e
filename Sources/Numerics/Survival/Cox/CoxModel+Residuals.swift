internal import Glibc
public import LinearAlgebra
internal import Outcomes
internal import Statistics

extension CoxModel {
  /// The kinds of residuals that have one number a row.
  public enum RowResidual: String, Sendable, Hashable, Codable, CaseIterable {
    /// Observed less expected events.
    case martingale
    /// The martingale residual made nearly symmetric: its sign times √(−2(M + δ log(δ − M))).
    case deviance
  }

  /// The kinds of residuals that have one number for each row and covariate.
  public enum CovariateResidual: String, Sendable, Hashable, Codable, CaseIterable {
    /// The row's contribution to the score, not multiplied by its weight.
    case score
    /// The covariate of a row that dies less its mean over the risk set; rows with an event only.
    case schoenfeld
    /// The Schoenfeld residual times the number of events and the model covariance, plus β̂.
    case scaledSchoenfeld
    /// The change of each coefficient when the row is left out, to first order; times the weight.
    case dfbeta
    /// The dfbeta over the model standard error.
    case dfbetas
  }

  /// Residuals of some rows for every covariate.
  public struct CovariateResiduals: Sendable, Hashable {
    /// The input rows that have residuals, ascending: all, or those with an event.
    public let rows: [Int]
    /// One row for each of `rows`, one column for each coefficient.
    public let values: Matrix
  }

  /// One residual for each input row.
  ///
  /// Rows that are at risk at no event time are expected to have no event; rows of weight zero have
  /// NaN.
  public func residuals(_ kind: RowResidual) -> [Double] {
    let martingale = fitted.martingaleResiduals()
    guard kind == .deviance else { return martingale }
    return zip(martingale, fitted.outcomes.isEvent).map { residual, isEvent in
      // With an event δ = 1 and M = 1 − e, e being the expected number, so −2(M + log e).
      let expected = (isEvent ? 1 : 0) - residual
      let square = isEvent ? -2 * (residual + log(expected)) : -2 * residual
      return residual == 0 ? 0 : copysign(max(square, 0).squareRoot(), residual)
    }
  }

  /// Residuals for each covariate, in input order, in O((n + events) p).
  public func residuals(_ kind: CovariateResidual) -> CovariateResiduals {
    switch kind {
    case .score:
      let factors = coefficients.indices.map {
        fitted.isEstimated[$0] ? 1 / fitted.data.factors[$0] : .nan
      }
      return fitted.scoreResiduals(times: Matrix(diagonal: factors), isWeighted: false)
    case .dfbeta, .dfbetas:
      var change = fitted.storedCovariance
      let errors = modelStandardErrors
      for j in coefficients.indices {
        let unit = fitted.data.factors[j] / (kind == .dfbetas ? errors[j] : 1)
        for i in coefficients.indices {
          change[i, j] = fitted.isEstimated[j] ? change[i, j] * unit : .nan
        }
      }
      return fitted.scoreResiduals(times: change, isWeighted: true)
    case .schoenfeld:
      return fitted.schoenfeldResiduals()
    case .scaledSchoenfeld:
      let plain = fitted.schoenfeldResiduals()
      let covariance = fitted.unstored(fitted.storedCovariance).elements.map { $0.isNaN ? 0 : $0 }
      let scale = Matrix(
        rowCount: coefficients.count, columnCount: coefficients.count,
        elements: covariance.map { $0 * Double(eventCount) })
      let known = Matrix(
        rowCount: plain.rows.count, columnCount: coefficients.count,
        elements: plain.values.elements.map { $0.isNaN ? 0 : $0 })
      var values = known * scale
      for j in coefficients.indices {
        for i in plain.rows.indices { values[i, j] += coefficients[j] }
      }
      return CovariateResiduals(rows: plain.rows, values: values)
    }
  }
}

extension CoxFit {
  /// Observed less expected events, for each input row.
  func martingaleResiduals() -> [Double] {
    let likelihood = data.likelihood
    let exposures = point.sums.exposures(windows, point.terms)
    var residuals =
      weights.map { $0.map { $0 > 0 ? 0 : .nan } }
      ?? [Double](repeating: 0, count: outcomes.count)
    for (row, original) in windows.rows.enumerated() {
      let expected = exposures[row] / (likelihood.weights?[row] ?? 1)
      residuals[Int(original)] = (outcomes.isEvent[Int(original)] ? 1 : 0) - expected
    }
    return residuals
  }

  /// The score residuals in stored coordinates times a matrix, for each input row.
  func scoreResiduals(times change: Matrix, isWeighted: Bool) -> CoxModel.CovariateResiduals {
    let order = data.likelihood.order
    var values = Matrix(rowCount: outcomes.count, columnCount: order)
    var walk = ScoreResiduals(data.likelihood, point)
    while let rows = walk.next() {
      var block = Matrix(rowCount: rows.count, columnCount: order)
      for place in 0..<rows.count {
        let weight = isWeighted ? 1 : data.likelihood.weights?[rows.lowerBound + place] ?? 1
        for j in 0..<order where isEstimated[j] {
          block[place, j] = walk.residuals.elements[place * walk.residuals.stride + j] / weight
        }
      }
      let changed = block * change.zeroingNaN()
      for (place, row) in rows.enumerated() {
        for j in 0..<order { values[Int(windows.rows[row]), j] = changed[place, j] }
      }
    }
    for j in 0..<order where !isEstimated[j] {
      for i in 0..<outcomes.count { values[i, j] = .nan }
    }
    return CoxModel.CovariateResiduals(rows: Array(0..<outcomes.count), values: values)
  }

  /// Covariates of the deaths less their means, for the input rows with an event.
  func schoenfeldResiduals() -> CoxModel.CovariateResiduals {
    let likelihood = data.likelihood
    let means = EventMeans(likelihood, point)
    var place = [Int](repeating: -1, count: outcomes.count)
    for event in 0..<windows.eventCount {
      for row in windows.deaths(atEvent: event) { place[Int(windows.rows[row])] = 0 }
    }
    let rows = place.indices.filter { place[$0] == 0 }
    for (index, row) in rows.enumerated() { place[row] = index }
    var values = Matrix(rowCount: rows.count, columnCount: likelihood.order)
    let stride = likelihood.covariates.stride
    for event in 0..<windows.eventCount {
      for row in windows.deaths(atEvent: event) {
        for j in 0..<likelihood.order {
          let difference =
            likelihood.covariates.elements[row * stride + j]
            - means.atDeath.elements[event * stride + j]
          values[place[Int(windows.rows[row])], j] =
            isEstimated[j] ? difference / data.factors[j] : .nan
        }
      }
    }
    return CoxModel.CovariateResiduals(rows: rows, values: values)
  }
}

extension Matrix {
  /// The matrix with zeros where it holds NaN.
  fileprivate func zeroingNaN() -> Matrix {
    var result = self
    for i in elements.indices where elements[i].isNaN { result.elements[i] = 0 }
    return result
  }
}
