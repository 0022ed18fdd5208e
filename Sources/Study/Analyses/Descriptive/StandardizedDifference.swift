import LinearAlgebra

/// Standardised mean differences between two groups, unweighted (Yang and Dalton 2012).
public enum StandardizedDifference {
  /// (m₁ − m₂) / √((s₁² + s₂²) / 2) of a number.
  ///
  /// Zero when both groups are constant and equal; infinite when they are constant and differ.
  public static func ofNumbers(
    mean first: Double, _ second: Double, variance firstVariance: Double, _ secondVariance: Double
  ) -> Double {
    let difference = first - second
    if difference == 0 { return 0 }
    return difference / ((firstVariance + secondVariance) / 2).squareRoot()
  }

  /// The Mahalanobis distance between two vectors of level counts; for two levels it is
  /// |p₁ − p₂| / √((p₁q₁ + p₂q₂) / 2).
  ///
  /// With T and C the shares of all levels but the last that occurs, and S half the sum of their
  /// multinomial covariances, the distance is √((T−C)ᵀ S⁻¹ (T−C)). Where S is singular the groups
  /// share too few levels: no level in common means an infinite distance, not the small number a
  /// pseudo-inverse would give.
  public static func ofCounts(_ first: [Int], _ second: [Int]) -> Double {
    let firstTotal = first.reduce(0, +)
    let secondTotal = second.reduce(0, +)
    guard firstTotal > 0, secondTotal > 0 else { return .nan }
    let present = first.indices.filter { first[$0] + second[$0] > 0 }
    let p = present.map { Double(first[$0]) / Double(firstTotal) }
    let q = present.map { Double(second[$0]) / Double(secondTotal) }
    guard present.contains(where: { first[$0] > 0 && second[$0] > 0 }) else { return .infinity }
    let size = present.count - 1
    guard size > 0 else { return 0 }
    var covariance = Matrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for column in 0..<size {
        let sameLevel = row == column
        let a = sameLevel ? p[row] * (1 - p[row]) : -p[row] * p[column]
        let b = sameLevel ? q[row] * (1 - q[row]) : -q[row] * q[column]
        covariance[row, column] = (a + b) / 2
      }
    }
    let difference = (0..<size).map { p[$0] - q[$0] }
    if difference.allSatisfy({ $0 == 0 }) { return 0 }
    guard let factor = try? Cholesky(covariance) else { return .infinity }
    let scaled = factor.solve(difference)
    return zip(difference, scaled).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
  }
}
