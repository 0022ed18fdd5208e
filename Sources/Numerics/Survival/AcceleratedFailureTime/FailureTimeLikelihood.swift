internal import Glibc
internal import LinearAlgebra

/// The log-likelihood of a location-scale model of censored times, with its derivatives.
///
/// Row i with location μᵢ = xᵢ'b and the scale σ of its stratum adds log f(z) − log σ for an exact
/// time, the logarithm of the probability of its interval otherwise, less that of having been event-
/// free at its entry. Parameters are b followed by one log σ for each stratum, unless σ is fixed.
struct FailureTimeLikelihood: Sendable {
  let error: ErrorDistribution
  let rows: CensoredRows
  let covariates: PackedRows
  let weights: [Double]?
  /// The rows of each scale, in order.
  let strata: [Range<Int>]
  /// log σ where it is not estimated.
  let fixedLogScale: Double?

  var locationCount: Int { covariates.columnCount }
  var scaleCount: Int { fixedLogScale == nil ? strata.count : 0 }
  var order: Int { locationCount + scaleCount }

  /// The likelihood at some parameters, with what its derivatives are summed from.
  struct Point: Sendable {
    let parameters: [Double]
    let logLikelihood: Double
    /// Row by row, weighted: ∂ℓ/∂μ, ∂ℓ/∂log σ and −∂²ℓ/∂μ², ∂²ℓ/∂μ∂log σ.
    let location: [Double]
    let logScale: [Double]
    let curvature: [Double]
    let cross: [Double]
    /// Σ ∂²ℓ/∂(log σ)² of each stratum.
    let scaleSecond: [Double]
  }

  /// The score, and the negative of the matrix of second derivatives.
  struct Derivatives: Sendable {
    let score: [Double]
    let information: Matrix
  }

  /// log σ of a stratum.
  func logScale(_ stratum: Int, _ parameters: [Double]) -> Double {
    fixedLogScale ?? parameters[locationCount + stratum]
  }

  /// The locations of the rows.
  func locations(_ parameters: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rows.count)
    guard locationCount > 0 else { return result }
    var coefficients = Array(parameters[..<locationCount])
    coefficients += [Double](repeating: 0, count: covariates.stride - locationCount)
    covariates.linearPredictor(coefficients, into: &result)
    return result
  }

  /// What one row adds at location `mu`, without its weight and the −log σ of an exact time.
  @inline(__always)
  func term(_ row: Int, location mu: Double, inverseScale: Double) -> RowLikelihood {
    let z = (rows.times[row] - mu) * inverseScale
    var term: RowLikelihood
    switch rows.kinds[row] {
    case .nothing: return .none
    case .exact: term = RowLikelihood(exactly: z, error)
    case .above: term = RowLikelihood(error.logUpperTail(z), at: z)
    case .below: term = RowLikelihood(error.logCumulative(z), at: z)
    case .between: term = RowLikelihood(from: z, width: rows.widths[row] * inverseScale, error)
    }
    if let entry = rows.entries?[row], entry > -.infinity {
      term.condition(onBeingAbove: (entry - mu) * inverseScale, error)
    }
    return term
  }

  /// The likelihood at some parameters.
  func point(at parameters: [Double]) -> Point {
    let mu = locations(parameters)
    let zeros = [Double](repeating: 0, count: rows.count)
    var (location, logScale, curvature, cross) = (zeros, zeros, zeros, zeros)
    var second: [Double] = []
    var total = CompensatedSum()
    for (stratum, range) in strata.enumerated() {
      let logSigma = self.logScale(stratum, parameters)
      let inverse = exp(-logSigma)
      var ofScale = CompensatedSum()
      for row in range {
        let weight = weights?[row] ?? 1
        let term = self.term(row, location: mu[row], inverseScale: inverse)
        total.add(weight * (rows.kinds[row] == .exact ? term.value - logSigma : term.value))
        location[row] = weight * term.location * inverse
        logScale[row] = weight * term.logScale
        curvature[row] = -weight * term.locationLocation * inverse * inverse
        cross[row] = weight * term.locationLogScale * inverse
        ofScale.add(weight * term.logScaleLogScale)
      }
      second.append(ofScale.value)
    }
    return Point(
      parameters: parameters, logLikelihood: total.value, location: location, logScale: logScale,
      curvature: curvature, cross: cross, scaleSecond: second)
  }

  /// The derivatives at a point.
  func derivatives(at point: Point) -> Derivatives {
    var score = [Double](repeating: 0, count: order)
    var information = Matrix(rowCount: order, columnCount: order)
    let all = 0..<rows.count
    if locationCount > 0 {
      var sum = [Double](repeating: 0, count: covariates.stride)
      covariates.addSum(of: all, weights: point.location, to: &sum)
      score.replaceSubrange(..<locationCount, with: sum[..<locationCount])
      var product = WeightedCrossProduct(order: locationCount)
      product.add(covariates, rows: all, weights: point.curvature)
      let block = product.matrix
      for j in 0..<locationCount {
        for i in 0..<locationCount { information[i, j] = block[i, j] }
      }
    }
    for stratum in 0..<scaleCount {
      let place = locationCount + stratum
      var sum = CompensatedSum()
      for row in strata[stratum] { sum.add(point.logScale[row]) }
      score[place] = sum.value
      information[place, place] = -point.scaleSecond[stratum]
      guard locationCount > 0 else { continue }
      var cross = [Double](repeating: 0, count: covariates.stride)
      covariates.addSum(of: strata[stratum], weights: point.cross, to: &cross)
      for j in 0..<locationCount {
        information[j, place] = -cross[j]
        information[place, j] = -cross[j]
      }
    }
    return Derivatives(score: score, information: information)
  }
}

/// A sum that carries what rounding took (Neumaier 1974).
struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var rest = 0.0

  @inline(__always)
  mutating func add(_ x: Double) {
    let next = sum + x
    rest += abs(sum) >= abs(x) ? (sum - next) + x : (x - next) + sum
    sum = next
  }

  /// The sum; where it is not finite, what rounding took has no meaning.
  var value: Double { sum.isFinite ? sum + rest : sum }
}
