/// Gauss-Legendre quadrature of what is left of a density beyond a point.
///
/// Divided by its value at the point, a log-concave tail falls like an exponential or a bell; 32
/// nodes over the stretch where it falls to e⁻⁴⁰ leave an error near the rounding of doubles.
enum TailQuadrature {
  /// How far the integrand must have fallen at the end of the stretch.
  static let cut = 40.0

  /// The stretch over which slope · s + curvature · s²/2 climbs to the cut.
  static func stretch(slope: Double, curvature: Double) -> Double {
    // Beyond the square root of the largest number the square would overflow, and curvature is lost.
    let root = slope > 1e150 ? slope : (slope * slope + 2 * cut * curvature).squareRoot()
    return cut / (0.5 * slope + 0.5 * root)
  }

  /// ∫₀ˢ f(t) dt.
  @inline(__always)
  static func integral(to end: Double, _ f: (Double) -> Double) -> Double {
    let half = 0.5 * end
    var sum = 0.0
    for index in 0..<nodes.count {
      let offset = half * nodes[index]
      sum += weights[index] * (f(half - offset) + f(half + offset))
    }
    return half * sum
  }

  /// The positive zeros of the Legendre polynomial of degree 32.
  private static let nodes: [Double] = [
    0.99726386184948156354, 0.9856115115452683354, 0.96476225558750643077, 0.93490607593773968917,
    0.89632115576605212397, 0.84936761373256997013, 0.79448379596794240696,
    0.73218211874028968039, 0.66304426693021520098, 0.58771575724076232904,
    0.50689990893222939002, 0.42135127613063534536, 0.33186860228212764978,
    0.23928736225213707454, 0.14447196158279649349, 0.048307665687738316235,
  ]

  /// Their weights.
  private static let weights: [Double] = [
    0.0070186100094700966004, 0.016274394730905670605, 0.025392065309262059456,
    0.034273862913021433103, 0.042835898022226680657, 0.050998059262376176196,
    0.058684093478535547145, 0.065822222776361846838, 0.072345794108848506225,
    0.078193895787070306472, 0.083311924226946755222, 0.087652093004403811143,
    0.091173878695763884713, 0.093844399080804565639, 0.095638720079274859419,
    0.096540088514727800567,
  ]
}
