import Glibc

/// What Stirling's formula leaves out of log Γ.
enum StirlingError {
  /// log Γ(z + 1) − (z + ½) log z + z − ½ log 2π, for z > 0.
  static func value(_ z: Double) -> Double {
    guard z >= 8 else {
      return Boost.logGamma(z + 1) - (z + 0.5) * log(z) + z - halfLogTwoPi
    }
    let inverse = 1 / z
    let square = inverse * inverse
    var sum = 0.0
    for coefficient in coefficients { sum = sum * square + coefficient }
    return sum * inverse
  }

  /// ½ log 2π.
  static let halfLogTwoPi = 0.918938533204672741780

  /// B₂ₖ / (2k (2k − 1)) for k = 10 down to 1: the last term used is below 2e-17 from z = 8 on.
  private static let coefficients: [Double] = [
    -1.3924322169059011164, 0.17964437236883057316, -0.029550653594771241830,
    0.0064102564102564102564, -0.0019175269175269175269, 0.00084175084175084175084,
    -0.00059523809523809523810, 0.00079365079365079365079, -0.0027777777777777777778,
    0.083333333333333333333,
  ]
}
