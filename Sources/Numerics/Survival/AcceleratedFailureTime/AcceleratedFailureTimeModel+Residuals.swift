internal import Glibc
public import LinearAlgebra
internal import Statistics

extension AcceleratedFailureTimeModel {
  /// The kinds of residuals with one number a row.
  public enum RowResidual: Sendable, Hashable, CaseIterable {
    /// The time less the predicted median-like time g⁻¹(x'β): a censored time stands for itself, an
    /// interval for the place at which its likelihood would be greatest.
    case response
    /// The signed root of twice the log-likelihood the row lacks to the best location for it alone;
    /// positive for times later than predicted.
    case deviance
    /// 1 − Λ(T) for an event, with Λ the cumulative hazard since entry (Cox and Snell); its
    /// expectation given what is known for a censored time.
    case martingale
  }

  /// Residuals in the order of the data; NaN for rows of weight zero, and for deviances where rows
  /// entered late.
  public func residuals(_ kind: RowResidual) -> [Double] {
    let likelihood = fitted.data.likelihood
    let mu = likelihood.locations(fitted.point.parameters)
    var result = [Double](repeating: .nan, count: fitted.failures.count)
    for (stratum, range) in likelihood.strata.enumerated() {
      let logScale = likelihood.logScale(stratum, fitted.point.parameters)
      for row in range {
        let place = RowPlace(
          likelihood, row: row, location: mu[row], scale: exp(logScale))
        let source = Int(fitted.data.order[row])
        result[source] =
          switch kind {
          case .response: response(place, location: mu[row], scale: exp(logScale), source)
          case .deviance: likelihood.rows.entries == nil ? place.deviance : .nan
          case .martingale: place.martingale
          }
      }
    }
    return result
  }

  private func response(
    _ place: RowPlace, location: Double, scale: Double, _ row: Int
  ) -> Double {
    let data = fitted.data
    let offset = fitted.design.offset?[row] ?? 0
    func time(_ y: Double) -> Double {
      let user = data.timeCenter + data.timeScale * y + offset
      return options.distribution.isOnLogTime ? exp(user) : user
    }
    let dated = fitted.failures.datedTime(row) ?? time(location + scale * place.center)
    return dated - time(location)
  }

  /// How much each row moves the coefficients and log scales, to first order.
  ///
  /// The covariance times the row's weighted score: rows in the order of the data, columns as in
  /// `fullCovariance`.
  public func dfbetas() -> Matrix {
    let data = fitted.data
    let places =
      data.columns.active + (0..<data.likelihood.scaleCount).map { columns.count + $0 }
    var result = Matrix(
      rowCount: fitted.failures.count, columnCount: columns.count + data.likelihood.scaleCount,
      repeating: .nan)
    let influence = fitted.map * fitted.covariance
    let order = data.likelihood.order
    FailureTimeScores(data.likelihood, fitted.point).forEachBlock { block, rows in
      for (place, row) in rows.enumerated() {
        let start = place * block.stride
        for i in 0..<order {
          var sum = 0.0
          for j in 0..<order { sum += influence[i, j] * block.elements[start + j] }
          result[Int(data.order[row]), places[i]] = sum
        }
      }
    }
    return result
  }
}

/// A row of the data seen from its location: what residuals are made of.
private struct RowPlace {
  let error: ErrorDistribution
  let kind: CensoredRows.Kind
  let z: Double
  let width: Double
  let entry: Double

  init(_ likelihood: FailureTimeLikelihood, row: Int, location: Double, scale: Double) {
    error = likelihood.error
    kind = likelihood.rows.kinds[row]
    z = (likelihood.rows.times[row] - location) / scale
    width = likelihood.rows.widths[row] / scale
    entry = ((likelihood.rows.entries?[row] ?? -.infinity) - location) / scale
  }

  /// The z at which an interval of this width would be most probable, were it moved to where its
  /// lower end is now.
  var center: Double {
    guard kind == .between else { return z }
    // The extreme value distribution is not symmetric: S(a) − S(a + w) is greatest at
    // eᵃ = w / (eʷ − 1).
    return error == .extremeValue ? z - log(width / expm1(width)) : z + 0.5 * width
  }

  var deviance: Double {
    let term: RowLikelihood
    var lacking: Double
    switch kind {
    case .nothing: return 0
    case .exact:
      term = RowLikelihood(exactly: z, error)
      switch error {
      case .extremeValue: lacking = expm1(z) - z
      case .normal: return z
      case .logistic: lacking = 2 * log1p(2 * sinh(z / 4) * sinh(z / 4))
      }
      if lacking == .infinity { lacking = abs(z) - log(4) }
    case .above:
      term = RowLikelihood(error.logUpperTail(z), at: z)
      lacking = -term.value
    case .below:
      term = RowLikelihood(error.logCumulative(z), at: z)
      lacking = -term.value
    case .between:
      term = RowLikelihood(from: z, width: width, error)
      lacking = best - term.value
    }
    return (term.location < 0 ? -1 : 1) * (2 * max(0, lacking)).squareRoot()
  }

  /// The greatest log-probability of an interval of this width.
  private var best: Double {
    switch error {
    case .extremeValue: -width / expm1(width) + log(-expm1(-width))
    case .normal: log(erf(width / 8.0.squareRoot()))
    case .logistic: log(tanh(width / 4))
    }
  }

  private func hazard(_ z: Double) -> Double { z == -.infinity ? 0 : -error.logUpperTail(z).value }

  var martingale: Double {
    let since = hazard(entry)
    let expected: Double
    switch kind {
    case .nothing: return 0
    case .exact: expected = 1 - hazard(z)
    case .above: expected = -hazard(z)
    case .below: expected = mean(0, hazard(z))
    case .between: expected = mean(hazard(z), hazard(z + width))
    }
    return expected + since
  }

  /// E[1 − Λ] given low < Λ ≤ high, Λ being exponential: (high·e^−high − low·e^−low)/(e^−low − e^−high).
  private func mean(_ low: Double, _ high: Double) -> Double {
    let width = high - low
    if width == .infinity || width > 700 { return -low }
    return width < 1e-4 ? 1 - low - 0.5 * width : width / expm1(width) - low
  }
}
