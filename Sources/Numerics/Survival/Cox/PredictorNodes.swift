internal import Glibc

/// Rows of one stratum gathered by linear predictor, so that sums over rows of exp(−Λe^η) at many Λ
/// cost a few hundred terms each in place of one a row.
///
/// For any Λ the functions e^−y and ye^−y, y = Λe^η, are entire in η, and bounded where |Im η| is
/// less than π/3. Over a bin of η of width one, the interpolant in 24 Chebyshev points is therefore
/// exact to 1e-15 for every Λ at once. Each row is a combination of its bin's points, and:
///
/// - a sum over rows is a sum over points, with the rows' weights spread to the points;
/// - an integral over Λ is needed at the points only, and read off for each row.
///
/// Bins with fewer rows than points keep the rows themselves. O(n + D · points) for n rows and D
/// values of Λ.
struct PredictorNodes {
  /// The predictors of the points.
  private(set) var nodes: [Double] = []
  /// For each row, the first point of its bin, or the point that is the row itself.
  private var places: [Int32]
  private var isNode: [Bool]
  private let eta: [Double]
  private let range: Range<Int>

  private static let order = 24
  /// Predictors further from zero than this give survival of 0 or 1.
  private static let limit = 1e6
  /// The Chebyshev points of the first kind on (0, 1) and their barycentric weights.
  private static let points = (0..<order).map { 0.5 - 0.5 * cos((Double($0) + 0.5) * .pi / 24) }
  private static let weights = (0..<order).map { k in
    sin((Double(k) + 0.5) * .pi / 24) * (k % 2 == 0 ? 1 : -1)
  }

  /// Gathers the predictors of a range of places.
  init(_ eta: [Double], range: Range<Int>) {
    self.eta = eta
    self.range = range
    places = [Int32](repeating: 0, count: range.count)
    isNode = [Bool](repeating: false, count: range.count)
    var counts: [Int: Int32] = [:]
    for place in range { counts[PredictorNodes.bin(eta[place]), default: 0] += 1 }
    var starts: [Int: Int32] = [:]
    for bin in counts.keys.sorted() where counts[bin, default: 0] > Int32(PredictorNodes.order) {
      starts[bin] = Int32(nodes.count)
      nodes += PredictorNodes.points.map { Double(bin) + $0 }
    }
    for place in range {
      let value = PredictorNodes.clamped(eta[place])
      if let start = starts[PredictorNodes.bin(value)] {
        places[place - range.lowerBound] = start
      } else {
        places[place - range.lowerBound] = Int32(nodes.count)
        isNode[place - range.lowerBound] = true
        nodes.append(value)
      }
    }
  }

  private static func clamped(_ eta: Double) -> Double {
    eta < limit ? (eta > -limit ? eta : -limit) : limit
  }

  private static func bin(_ eta: Double) -> Int { Int(clamped(eta).rounded(.down)) }

  /// Calls `body` with the points and coefficients that make up a row.
  @inline(__always)
  private func expand(_ index: Int, _ body: (_ node: Int, _ coefficient: Double) -> Void) {
    let start = Int(places[index])
    guard !isNode[index] else { return body(start, 1) }
    let x = eta[range.lowerBound + index]
    var sum = 0.0
    for k in 0..<PredictorNodes.order {
      let distance = x - nodes[start + k]
      if distance == 0 { return body(start + k, 1) }
      sum += PredictorNodes.weights[k] / distance
    }
    for k in 0..<PredictorNodes.order {
      body(start + k, PredictorNodes.weights[k] / (x - nodes[start + k]) / sum)
    }
  }

  /// The weights of the rows spread to the points.
  func spread(_ weights: ArraySlice<Double>) -> [Double] {
    var result = [Double](repeating: 0, count: nodes.count)
    for index in 0..<range.count {
      let weight = weights[range.lowerBound + index]
      expand(index) { result[$0] += weight * $1 }
    }
    return result
  }

  /// Values at the points read off for each row, into its place of `result`.
  func read(_ values: [Double], into result: inout [Double]) {
    for index in 0..<range.count {
      var sum = 0.0
      expand(index) { sum += values[$0] * $1 }
      result[range.lowerBound + index] = sum
    }
  }
}
