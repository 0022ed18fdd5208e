internal import Glibc
internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// The data of an interval-censored hazard model in the coordinates it is fitted in, and the
/// estimates there.
struct IntervalHazardFit: Sendable {
  let likelihood: IntervalHazardLikelihood
  /// The columns of the design's matrix that have a coefficient.
  let designColumns: [Int]
  /// What is subtracted from each of them, and what it is then multiplied with.
  let centers: [Double]
  let factors: [Double]
  /// Which coefficients do not vary, or depend on earlier ones.
  let isConstant: [Bool]
  let isCollinear: [Bool]
  var parameters: IntervalHazardLikelihood.Parameters
  /// The covariance of all parameters that tests and intervals use, zero where there is no estimate.
  var covariance: Matrix

  var basis: HazardBasis { likelihood.data.basis }
  /// Where covariates of zero lie in the coordinates of the fit.
  var origin: [Double] { zip(centers, factors).map { -$0 * $1 } }
  var isUsed: [Bool] { zip(isConstant, isCollinear).map { !$0 && !$1 } }

  init(
    _ data: TruncatedIntervals, _ design: Design, weights: [Double]?, basis: HazardBasis,
    rows: [Int]
  ) throws(FitError) {
    designColumns = Array((design.hasIntercept ? 1 : 0)..<design.matrix.columnCount)
    let own = rows.map { weights?[$0] ?? 1 }
    let total = own.reduce(0, +)
    var centers: [Double] = []
    var factors: [Double] = []
    var isConstant: [Bool] = []
    for column in designColumns {
      let values = rows.map { design.matrix[$0, column] }
      if let row = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(column: design.columns[column].name, row: rows[row])
      }
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      isConstant.append(!(low < high))
      // Divided before they are added, so that no sum overflows.
      let center = zip(values, own).reduce(0) { $0 + $1.0 * ($1.1 / total) }
      let reach = max(abs(low - center), abs(high - center))
      let spread =
        reach
        * zip(values, own).reduce(0) {
          let share = ($1.0 - center) / reach
          return $0 + share * share * ($1.1 / total)
        }.squareRoot()
      centers.append(center)
      factors.append(low < high && spread > 0 && spread.isFinite ? 1 / spread : 0)
    }
    let p = designColumns.count
    var covariates = [Double](repeating: 0, count: rows.count * p)
    for (place, row) in rows.enumerated() {
      for (j, column) in designColumns.enumerated() {
        covariates[place * p + j] = (design.matrix[row, column] - centers[j]) * factors[j]
      }
    }
    let dependent = Self.dependent(covariates, columns: p, weights: own)
    isCollinear = zip(dependent, isConstant).map { $0 && !$1 }
    for j in 0..<p where isCollinear[j] {
      for row in rows.indices { covariates[row * p + j] = 0 }
    }
    if let offset = design.offset, let row = rows.first(where: { !offset[$0].isFinite }) {
      throw .notFinite(column: "offset", row: row)
    }
    likelihood = IntervalHazardLikelihood(
      data: IntervalHazardRows(data, rows: rows, basis: basis), covariates: covariates,
      covariateCount: p, offset: design.offset.map { offset in rows.map { offset[$0] } },
      weights: own)
    self.centers = centers
    self.factors = factors
    self.isConstant = isConstant
    parameters = .init(
      theta: [Double](repeating: 0, count: basis.count), beta: [Double](repeating: 0, count: p))
    covariance = Matrix(rowCount: basis.count + p, columnCount: basis.count + p)
  }

  /// Which columns depend linearly on earlier ones.
  private static func dependent(
    _ covariates: [Double], columns: Int, weights: [Double]
  ) -> [Bool] {
    guard columns > 0 else { return [] }
    let matrix = Matrix(rowCount: weights.count, columnCount: columns) { row, column in
      covariates[row * columns + column]
    }
    return RankRevealingCholesky(matrix.weightedCrossProduct(weights)).isDependent
  }

  /// The covariance of the sandwich: I⁻¹BI⁻¹ with B the sum of squares of the weighted scores,
  /// added up within clusters.
  func sandwich(
    _ inverse: Matrix, clusters: Grouping?, countsRows: Bool
  ) -> Matrix {
    let order = likelihood.order
    let rows = likelihood.data.rows
    let groups = clusters.map { clusters in Grouping(of: rows.map { clusters.codes[$0] }) }
    let count = groups?.count ?? rows.count
    var sums = PackedRows(rowCount: count, columnCount: order)
    let stride = sums.stride
    var repeats = [Double](repeating: 1, count: count)
    likelihood.eachScore(at: parameters) { row, score in
      let place = groups.map { Int($0.codes[row]) } ?? row
      // k rows that agree, each its own cluster: k times the square of one of them.
      let isRepeated = countsRows && groups == nil
      if isRepeated { repeats[place] = likelihood.weights[row] }
      let weight = isRepeated ? 1 : likelihood.weights[row]
      for j in 0..<order { sums.elements[place * stride + j] += weight * score[j] }
    }
    var product = WeightedCrossProduct(order: order)
    product.add(sums, rows: 0..<count, weights: repeats)
    return inverse * product.matrix * inverse
  }
}

extension Matrix {
  /// A matrix of the numbers a function gives for row and column.
  init(rowCount: Int, columnCount: Int, _ element: (Int, Int) -> Double) {
    self.init(rowCount: rowCount, columnCount: columnCount)
    for column in 0..<columnCount {
      for row in 0..<rowCount { self[row, column] = element(row, column) }
    }
  }
}
