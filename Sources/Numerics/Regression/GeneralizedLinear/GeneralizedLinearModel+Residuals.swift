import Glibc

extension GeneralizedLinearModel {
  /// The kinds of residual a generalised linear model has.
  public enum ResidualKind: String, Codable, Sendable, Hashable, CaseIterable {
    /// Signed square roots of the rows' parts of the deviance.
    case deviance
    /// √w (y − μ)/√V(μ).
    case pearson
    /// (y − μ) dη/dμ.
    case working
    /// y − μ.
    case response
  }

  /// The residuals of one kind, one per row.
  public func residuals(_ kind: ResidualKind) -> [Double] {
    response.indices.map { i in
      let weight = weights?[i] ?? 1
      let row = family.contribution(response[i], linearPredictors[i], link)
      switch kind {
      case .deviance:
        let root = (weight * max(0, row.deviance)).squareRoot()
        return response[i] > row.mean ? root : -root
      case .pearson:
        let size = (weight / row.information).squareRoot() * abs(row.score)
        return row.score == 0 ? 0 : response[i] > row.mean ? size : -size
      case .working:
        return row.score == 0 ? 0 : row.score / row.information
      case .response:
        return difference(i, row)
      }
    }
  }

  /// y − μ, with the digits the complement of a probability near one keeps.
  private func difference(_ i: Int, _ row: RowContribution) -> Double {
    guard family == .binomial, response[i] == 1 else { return response[i] - row.mean }
    return exp(link.probabilityPoint(linearPredictors[i]).logComplement)
  }
}
