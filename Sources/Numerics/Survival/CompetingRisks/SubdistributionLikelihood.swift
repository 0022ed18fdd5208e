internal import LinearAlgebra

/// The partial likelihood of a subdistribution hazard (Fine and Gray 1999).
///
/// It has the form of Cox's, `PartialLikelihood`, over larger risk sets: at event k
///
/// ```
/// S(t) = Σ over rows with end of follow-up ≥ t of w r
///        + GH(t−) · Σ over rows with a competing event at T < t of w r / GH(T−)       r = exp(η)
/// ```
///
/// and the same for the sums of covariates. Score and information exchange the order of summation as
/// there, so that an evaluation takes O(n p) and the derivatives O(n p²), however many event times.
struct SubdistributionLikelihood: Sendable {
  /// The risk sets.
  let windows: SubdistributionWindows
  /// The covariates of the kept rows.
  let covariates: PackedRows
  /// The case weights of the kept rows; all one when `nil`.
  let weights: [Double]?
  /// The offsets of the kept rows.
  let offset: [Double]?
  /// The treatment of ties.
  let ties: TieMethod
  /// Whether a row of weight k stands for k rows.
  let countsRows: Bool
  /// The summed weight of the deaths at each event time.
  let deathWeights: [Double]
  private let deathSum: [Double]

  init(
    windows: SubdistributionWindows, covariates: PackedRows, weights: [Double]?,
    offset: [Double]?, ties: TieMethod, countsRows: Bool
  ) {
    self.windows = windows
    self.covariates = covariates
    self.weights = weights
    self.offset = offset
    self.ties = ties
    self.countsRows = countsRows && weights != nil
    let natural = windows.windows
    deathWeights = (0..<natural.eventCount).map { event in
      guard let weights else { return Double(natural.deaths[event]) }
      return natural.deaths(atEvent: event).reduce(0) { $0 + weights[$1] }
    }
    deathSum = covariates.sumOfDeaths(natural) { weights?[$0] ?? 1 }
  }

  /// The value at some coefficients, and the sums that derivatives are made from.
  struct Point: CoxPoint {
    let coefficients: [Double]
    /// The linear predictor of each kept row, offset included.
    let eta: [Double]
    let sums: SubdistributionSums
    let terms: [TieTerms]
    let logLikelihood: Double
  }
}

extension SubdistributionLikelihood: CoxObjective {
  var order: Int { covariates.columnCount }

  var eventWeight: Double { deathWeights.reduce(0, +) }

  /// Xβ for the kept rows.
  private func products(_ coefficients: [Double], base: [Double]?) -> [Double] {
    var eta = [Double](repeating: 0, count: windows.rowCount)
    let padding = [Double](repeating: 0, count: covariates.stride - order)
    covariates.linearPredictor(coefficients + padding, base: base, into: &eta)
    return eta
  }

  func largestChange(by step: [Double]) -> Double {
    products(step, base: nil).reduce(0) { max($0, abs($1)) }
  }

  func point(at coefficients: [Double]) -> Point {
    let eta = products(coefficients, base: offset)
    let sums = SubdistributionSums(windows, eta: eta, weights: weights)
    let terms = sums.tieTerms(
      windows, ties, deathWeights: deathWeights, countsRows: countsRows)
    var value = 0.0
    for event in terms.indices {
      let reference = sums.references[event]
      var deaths = 0.0
      for row in windows.windows.deaths(atEvent: event) {
        deaths += (weights?[row] ?? 1) * (eta[row] - reference)
      }
      value += deaths - terms[event].logDenominator
    }
    return Point(
      coefficients: coefficients, eta: eta, sums: sums, terms: terms, logLikelihood: value)
  }

  func derivatives(at point: Point) -> PartialLikelihood.Derivatives {
    let exposures = point.sums.exposures(windows, point.terms)
    var rowSum = WeightedCrossProduct(order: order)
    rowSum.add(covariates, rows: 0..<covariates.rowCount, weights: exposures)
    let means = SubdistributionMeans(self, point)
    var score = deathSum
    means.subtractSums(point, from: &score)
    let uncentred = rowSum.matrix
    return PartialLikelihood.Derivatives(
      score: Array(score[..<order]), information: uncentred - means.crossProduct(point),
      uncentred: uncentred.diagonal)
  }
}
