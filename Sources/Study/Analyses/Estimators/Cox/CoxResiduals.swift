import LinearAlgebra
public import Survival

/// Residuals of a Cox model, in the order of the rows used.
public struct CoxResiduals: Sendable {
  /// The kinds, by their names on the command line.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case martingale, deviance, score, schoenfeld
    case scaledSchoenfeld = "scaled-schoenfeld"
    case dfbeta, dfbetas
  }

  /// One number a row, or one for each row and covariate.
  public enum Values: Sendable {
    case rows([Double])
    case covariates(CoxModel.CovariateResiduals)
  }

  /// Which residuals.
  public let kind: Kind
  /// The residuals.
  public let values: Values

  init(_ model: CoxModel, kind: Kind) {
    self.kind = kind
    values =
      switch kind {
      case .martingale: .rows(model.residuals(.martingale))
      case .deviance: .rows(model.residuals(.deviance))
      case .score: .covariates(model.residuals(.score))
      case .schoenfeld: .covariates(model.residuals(.schoenfeld))
      case .scaledSchoenfeld: .covariates(model.residuals(.scaledSchoenfeld))
      case .dfbeta: .covariates(model.residuals(.dfbeta))
      case .dfbetas: .covariates(model.residuals(.dfbetas))
      }
  }
}
