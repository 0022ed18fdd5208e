import Glibc

/// What Stirling's formula leaves out of log Γ.
enum StirlingError {
  /// log Γ(z + 1) − (z + ½) log z + z − ½ log 2π, for z > 0.
  static func value(_ z: Double) -> Double {
    guard z >= 8 else {
      let twice = 2 * z
      if twice == twice.rounded(), twice >= 1 { return halves[Int(twice) - 1] }
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

  /// The values at ½, 1, 1½, …, 7½, where degrees of freedom and counts lead.
  private static let halves: [Double] = [
    0.15342640972002734529, 0.08106146679532725822, 0.054814121051917653896,
    0.041340695955409294094, 0.033162873519936287485, 0.027677925684998339149,
    0.023746163656297495971, 0.020790672103765093112, 0.018488450532673185231,
    0.016644691189821192163, 0.015134973221917378874, 0.013876128823070747999,
    0.012810465242920226924, 0.011896709945891770095, 0.011104559758206917327,
  ]
}
