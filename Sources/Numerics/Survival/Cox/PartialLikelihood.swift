package import LinearAlgebra

/// Cox's partial likelihood of packed rows, with its score and information at any coefficients.
///
/// ```
/// ℓ(β) = Σ over deaths w η  −  Σ over event times Σⱼ m log(S − fⱼ D)          η = xβ + offset
/// U(β) = Σ over deaths w x  −  Σ over event times Σⱼ m x̄ⱼ
/// I(β) = Σ over rows v x x'  −  Σ over event times Σⱼ m x̄ⱼ x̄ⱼ'
/// ```
///
/// with S, D, m and fⱼ as in `TieTerms`, x̄ⱼ the mean of x that goes with term j, and v the row's
/// exposure. The information exchanges the order of summation: instead of a p × p matrix for each
/// risk set there are two sums of outer products of rows, both done by matrix kernels, and two
/// sums along time of p numbers a row. O(n p²) with a small constant; no matrix of n × n, and none
/// of events × p² numbers.
package struct PartialLikelihood: Sendable {
  /// The windows of the rows.
  package let windows: EventWindows
  /// The covariates of the kept rows.
  package let covariates: PackedRows
  /// The case weights of the kept rows; all one when `nil`.
  package let weights: [Double]?
  /// The offsets of the kept rows.
  package let offset: [Double]?
  /// The treatment of ties.
  package let ties: TieMethod
  /// Whether a row of weight k stands for k rows, each of which is one of the tied deaths.
  package let countsRows: Bool
  /// The summed weight of the deaths at each event time.
  package let deathWeights: [Double]
  /// Σ w x over the deaths, padded.
  private let deathSum: [Double]

  package init(
    windows: EventWindows, covariates: PackedRows, weights: [Double]? = nil,
    offset: [Double]? = nil, ties: TieMethod = .efron, countsRows: Bool = false
  ) {
    precondition(covariates.rowCount == windows.rowCount)
    self.windows = windows
    self.covariates = covariates
    self.weights = weights
    self.offset = offset
    self.ties = ties
    self.countsRows = countsRows && weights != nil
    deathWeights = (0..<windows.eventCount).map { event in
      guard let weights else { return Double(windows.deaths[event]) }
      return windows.deaths(atEvent: event).reduce(0) { $0 + weights[$1] }
    }
    deathSum = covariates.sumOfDeaths(windows) { weights?[$0] ?? 1 }
  }

  /// The number of coefficients.
  package var order: Int { covariates.columnCount }

  /// The log-likelihood at some coefficients, and the sums that derivatives are made from.
  package struct Point: Sendable {
    /// The coefficients.
    package let coefficients: [Double]
    /// The linear predictor of each kept row, offset included.
    package let eta: [Double]
    /// The sums over risk sets.
    package let sums: RiskSums
    /// The contributions of the event times.
    package let terms: [TieTerms]
    /// ℓ; not a finite number where the coefficients are out of bounds.
    package let logLikelihood: Double
  }

  /// First and second derivative.
  package struct Derivatives: Sendable {
    /// U, the gradient.
    package var score: [Double]
    /// I, minus the matrix of second derivatives.
    package var information: Matrix
    /// The diagonal of the first of the two sums whose difference the information is.
    package var uncentred: [Double]
  }

  /// Xβ + offset for the kept rows.
  package func linearPredictor(_ coefficients: [Double]) -> [Double] {
    precondition(coefficients.count == order)
    var eta = [Double](repeating: 0, count: windows.rowCount)
    let padding = [Double](repeating: 0, count: covariates.stride - order)
    covariates.linearPredictor(coefficients + padding, base: offset, into: &eta)
    return eta
  }

  /// The log-likelihood, in O(n p).
  package func point(at coefficients: [Double]) -> Point {
    let eta = linearPredictor(coefficients)
    let sums = RiskSums(windows, eta: eta, weights: weights)
    let terms = sums.tieTerms(
      windows, ties, deathWeights: deathWeights, countsRows: countsRows)
    var value = 0.0
    for event in 0..<windows.eventCount {
      let reference = sums.references[event]
      var deaths = 0.0
      for row in windows.deaths(atEvent: event) {
        deaths += (weights?[row] ?? 1) * (eta[row] - reference)
      }
      value += deaths - terms[event].logDenominator
    }
    return Point(
      coefficients: coefficients, eta: eta, sums: sums, terms: terms, logLikelihood: value)
  }

  /// Score and information, in O(n p²).
  package func derivatives(at point: Point) -> Derivatives {
    var rowSum = WeightedCrossProduct(order: order)
    var eventSum = WeightedCrossProduct(order: order)
    var score = deathSum
    let exposures = point.sums.exposures(windows, point.terms)
    var means = RiskMeans(self, point)
    while let block = means.next() {
      rowSum.add(covariates, rows: block.rows, weights: exposures)
      means.makeRoots(point.terms)
      eventSum.add(means.roots, rows: 0..<means.rootEvents.count)
      means.subtractSums(point.terms, from: &score)
    }
    let uncentred = rowSum.matrix
    return Derivatives(
      score: Array(score[..<order]), information: uncentred - eventSum.matrix,
      uncentred: uncentred.diagonal)
  }
}

extension PackedRows {
  /// The sum of the deaths' rows, each times a factor.
  func sumOfDeaths(_ windows: EventWindows, _ factor: (Int) -> Double) -> [Double] {
    var sum = [Double](repeating: 0, count: stride)
    for event in 0..<windows.eventCount {
      for row in windows.deaths(atEvent: event) {
        let weight = factor(row)
        for j in 0..<stride { sum[j] += weight * elements[row * stride + j] }
      }
    }
    return sum
  }
}
