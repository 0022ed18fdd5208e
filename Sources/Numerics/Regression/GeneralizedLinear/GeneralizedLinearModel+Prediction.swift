public import Statistics

/// A predicted value with its standard error.
public struct Prediction: Sendable, Hashable {
  /// The prediction.
  public let value: Double
  /// Its standard error, that of the estimated mean (not of a new observation).
  public let standardError: Double
}

extension GeneralizedLinearModel {
  /// The scale of a prediction.
  public enum PredictionScale: String, Codable, Sendable, Hashable, CaseIterable {
    /// η = o + x'β.
    case link
    /// μ.
    case response
  }

  /// Predictions for the rows of a design with the same columns, standard errors by the delta method
  /// on the scale of the response.
  ///
  /// Columns without an estimate count for nothing, as in R.
  ///
  /// - Precondition: the design has the columns of the fitted one, in the same order.
  public func predictions(
    for design: Design, scale: PredictionScale = .response
  ) -> [Prediction] {
    let predictors = LinearPrediction.rows(
      design, coefficients: coefficients, covariance: covariance)
    guard scale == .response else { return predictors }
    return predictors.map { prediction in
      let point = link.meanPoint(prediction.value)
      return Prediction(
        value: point.mean, standardError: abs(point.slope) * prediction.standardError)
    }
  }
}

extension LinearModel {
  /// Predicted means for the rows of a design with the same columns.
  ///
  /// Columns without an estimate count for nothing, as in R.
  ///
  /// - Precondition: the design has the columns of the fitted one, in the same order.
  public func predictions(for design: Design) -> [Prediction] {
    LinearPrediction.rows(design, coefficients: coefficients, covariance: covariance)
  }
}
