import LinearAlgebra
import Statistics

extension LinearModel {
  /// The leverages hᵢ = wᵢ xᵢ'(X'WX)⁻¹xᵢ, the diagonal of the hat matrix; zero for rows of weight
  /// zero.
  public var leverages: [Double] {
    HatMatrix.diagonal(
      design.matrix, columns: coefficients.indices.filter { !coefficients[$0].isNaN },
      weights: weights)
  }

  /// The residuals √wᵢ rᵢ / (σ̂ √(1 − hᵢ)); NaN where hᵢ is one, or the weight zero.
  public var standardisedResiduals: [Double] {
    let h = leverages
    let sigma = sigma
    return residuals.indices.map { i in
      let weight = weights?[i] ?? 1
      guard weight > 0, HatMatrix.isEstimable(h[i]) else { return .nan }
      return weight.squareRoot() * residuals[i] / (sigma * (1 - h[i]).squareRoot())
    }
  }

  /// The standardised residuals with σ̂ estimated without the row itself; under the model they have
  /// a t distribution with n − p − 1 degrees of freedom.
  public var studentisedResiduals: [Double] {
    let freedom = Double(residualDegreesOfFreedom)
    return standardisedResiduals.map { r in
      let rest = freedom - r * r
      return freedom > 1 && rest > 0 ? r * ((freedom - 1) / rest).squareRoot() : .nan
    }
  }

  /// Cook's distances rᵢ² hᵢ / (p (1 − hᵢ)), r the standardised residuals.
  public var cooksDistances: [Double] {
    let h = leverages
    return zip(standardisedResiduals, h).map { r, h in
      r * r * h / ((1 - h) * Double(rank))
    }
  }
}

/// The diagonal of a hat matrix.
enum HatMatrix {
  /// Whether a row leaves a residual to standardise: the row does not determine a coefficient alone.
  static func isEstimable(_ leverage: Double) -> Bool { leverage < 1 - 1e-11 }

  /// The squared lengths of the rows of Q, where QR is the matrix of these columns with row i
  /// multiplied by √wᵢ; forming xᵢ'(X'WX)⁻¹xᵢ would cancel where columns are nearly dependent.
  ///
  /// NaN if the matrix is beyond what LAPACK can address.
  static func diagonal(_ matrix: Matrix, columns: [Int], weights: [Double]?) -> [Double] {
    let n = matrix.rowCount
    var scaled = matrix.selecting(columns: columns)
    if let roots = weights?.map({ $0.squareRoot() }) {
      for j in columns.indices { for i in 0..<n { scaled.elements[i + j * n] *= roots[i] } }
    }
    guard let basis = try? PivotedQR(scaled).orthonormalBasis() else {
      return [Double](repeating: .nan, count: n)
    }
    var result = [Double](repeating: 0, count: n)
    for j in 0..<basis.columnCount {
      for i in 0..<n { result[i] += basis.elements[i + j * n] * basis.elements[i + j * n] }
    }
    return result
  }
}
