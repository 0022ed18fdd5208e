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
  /// The number of deaths at each event time, where rows stand for several or for none.
  package let deathCounts: [Int]?
  /// The summed weight of the deaths at each event time.
  package let deathWeights: [Double]
  /// Σ w x over the deaths, padded.
  let deathSum: [Double]
  /// The event times in pieces.
  private let pieces: EventPieces
  /// The rows of the pieces.
  private let pieceRows: [Range<Int>]

  /// Makes the likelihood of packed rows.
  ///
  /// - Parameter counts: How many rows each row stands for, its weight being that of all of them;
  ///   with `countsRows` the weight itself is the count.
  package init(
    windows: EventWindows, covariates: PackedRows, weights: [Double]? = nil,
    offset: [Double]? = nil, ties: TieMethod = .efron, countsRows: Bool = false,
    counts: [Double]? = nil
  ) {
    precondition(covariates.rowCount == windows.rowCount)
    self.windows = windows
    self.covariates = covariates
    self.weights = weights
    self.offset = offset
    self.ties = ties
    self.countsRows = countsRows && weights != nil
    let counts = counts ?? (countsRows ? weights : nil)
    deathCounts = counts.map { counts in
      (0..<windows.eventCount).map { event in
        Int(windows.deaths(atEvent: event).reduce(0) { $0 + counts[$1] })
      }
    }
    deathWeights = (0..<windows.eventCount).map { event in
      guard let weights else { return Double(windows.deaths[event]) }
      return windows.deaths(atEvent: event).reduce(0) { $0 + weights[$1] }
    }
    pieces = EventPieces(windows)
    pieceRows = pieces.rows(windows)
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
    /// The sums of w exp(η) x over the rows of each piece; `nil` where exp(η) needs references.
    let pieceSums: [Double]?
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
    /// Minus the matrix of second derivatives, where that is another than the information.
    package var curvature: Matrix?
  }

  /// The log-likelihood, in O(n p).
  package func point(at coefficients: [Double]) -> Point {
    precondition(coefficients.count == order)
    let padding = [Double](repeating: 0, count: covariates.stride - order)
    var eta = [Double].unwritten(count: windows.rowCount)
    var risks = [Double].unwritten(count: windows.rowCount)
    let read = covariates.risks(
      coefficients + padding, base: offset, weights: weights, pieces: pieceRows, eta: &eta,
      risks: &risks)
    // exp(η) neither overflows nor vanishes, nor does a sum or a square of it.
    let isSafe = read.ranges.allSatisfy { abs($0) < 150 }
    let sums =
      isSafe
      ? RiskSums(windows, risks: risks, eta: eta) : RiskSums(windows, eta: eta, weights: weights)
    return point(at: coefficients, eta: eta, sums: sums, pieceSums: isSafe ? read.sums : nil)
  }

  /// The log-likelihood where the linear predictors hold more than the coefficients give.
  func point(at coefficients: [Double], eta: [Double]) -> Point {
    point(
      at: coefficients, eta: eta, sums: RiskSums(windows, eta: eta, weights: weights),
      pieceSums: nil)
  }

  /// Xβ + offset for the kept rows.
  func linearPredictor(_ coefficients: [Double]) -> [Double] {
    var eta = [Double](repeating: 0, count: windows.rowCount)
    let padding = [Double](repeating: 0, count: covariates.stride - order)
    covariates.linearPredictor(coefficients + padding, base: offset, into: &eta)
    return eta
  }

  private func point(
    at coefficients: [Double], eta: [Double], sums: RiskSums, pieceSums: [Double]?
  ) -> Point {
    let terms = sums.tieTerms(
      windows, ties, deathWeights: deathWeights, deathCounts: deathCounts)
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
      coefficients: coefficients, eta: eta, sums: sums, terms: terms,
      pieceSums: pieceSums, logLikelihood: value)
  }

  /// What one piece adds to the derivatives.
  private struct Part: Sendable {
    var rowSum: WeightedCrossProduct
    var eventSum: WeightedCrossProduct
    var score: [Double]
  }

  /// Score and information, in O(n p²).
  package func derivatives(at point: Point) -> Derivatives {
    let exposures = point.sums.exposures(windows, point.terms)
    let allSums = RiskMeans.allSums(self, point)
    let stride = covariates.stride
    let whole = [0..<windows.eventCount]
    let ranges = point.pieceSums == nil ? whole : pieces.events
    let carries =
      point.pieceSums.map { pieces.carries($0, stride: stride) }
      ?? [[Double](repeating: 0, count: stride)]
    let parts = Parallel.map(ranges.count) { piece in
      var part = Part(
        rowSum: WeightedCrossProduct(order: order), eventSum: WeightedCrossProduct(order: order),
        score: [Double](repeating: 0, count: stride))
      var means = RiskMeans(
        self, point, events: ranges[piece], carry: carries[piece], allSums: allSums)
      while let block = means.next() {
        part.rowSum.add(covariates, rows: block.rows, weights: exposures)
        means.makeRoots(point.terms)
        part.eventSum.add(means.roots, rows: 0..<means.rootEvents.count)
        means.subtractSums(point.terms, from: &part.score)
      }
      return part
    }
    var rowSum = WeightedCrossProduct(order: order)
    var eventSum = WeightedCrossProduct(order: order)
    var score = deathSum
    for part in parts {
      rowSum.add(part.rowSum)
      eventSum.add(part.eventSum)
      for j in score.indices { score[j] += part.score[j] }
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
