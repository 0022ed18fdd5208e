public import LinearAlgebra
import Survival

/// Residuals of an accelerated failure time model, in the order of the rows used.
public struct FailureTimeResiduals: Sendable {
  /// The kinds, by their names on the command line.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case response, deviance, martingale, dfbeta

    /// What they are, in words.
    var words: String {
      switch self {
      case .response:
        "time less exp(x'beta) or x'beta; an interval stands where it would be most probable"
      case .deviance: "against the best location for the row alone, at the scale fitted"
      case .martingale:
        "one less the Cox-Snell residual, for censored times its expectation given what is known"
      case .dfbeta: "covariance times the weighted score of the row, log scales included"
      }
    }
  }

  /// One number a row, or one for each row and parameter.
  public enum Values: Sendable {
    case rows([Double])
    case parameters(Matrix)
  }

  /// Which residuals.
  public let kind: Kind
  /// The residuals.
  public let values: Values

  init(_ model: AcceleratedFailureTimeModel, kind: Kind) {
    self.kind = kind
    values =
      switch kind {
      case .response: .rows(model.residuals(.response))
      case .deviance: .rows(model.residuals(.deviance))
      case .martingale: .rows(model.residuals(.martingale))
      case .dfbeta: .parameters(model.dfbetas())
      }
  }
}
