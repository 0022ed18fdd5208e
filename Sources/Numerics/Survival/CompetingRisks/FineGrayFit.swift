internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// What a fitted Fine-Gray model keeps to compute from.
struct FineGrayFit: Sendable {
  let input: FineGrayInput
  let design: Design
  /// The columns of the design's matrix that have a coefficient.
  let designColumns: [Int]
  let data: FineGrayData
  /// The likelihood at the estimates, in the stored coordinates.
  let point: SubdistributionLikelihood.Point
  /// Which coefficients have an estimate.
  let isEstimated: [Bool]
  /// The inverse information in the stored coordinates, zero where there is no estimate.
  let storedCovariance: Matrix
  let variance: FineGrayModel.Variance

  var likelihood: SubdistributionLikelihood { data.likelihood }
  var windows: EventWindows { data.likelihood.windows.windows }

  /// The score influence of each input row at a point, times its weight.
  func influence(_ point: SubdistributionLikelihood.Point) -> PackedRows {
    let means = SubdistributionMeans(likelihood, point)
    var result = scattered(likelihood.scoreResiduals(point, means))
    guard variance == .fineGray, !likelihood.windows.cells.isEmpty else { return result }
    let hazards = point.terms.map(\.hazard)
    CensoringInfluence(likelihood, point.sums, data.censoring)
      .add(.init(covariate: hazards, constant: means.weighted(point)), to: &result)
    return result
  }

  /// Numbers of kept rows in the places of the input rows.
  func scattered(_ kept: PackedRows) -> PackedRows {
    var result = PackedRows(rowCount: input.outcomes.count, columnCount: kept.columnCount)
    let stride = result.stride
    for (place, row) in likelihood.windows.rows.enumerated() {
      let to = Int(row) * stride
      for j in 0..<stride { result.elements[to + j] = kept.elements[place * stride + j] }
    }
    return result
  }

  /// Influences as the sandwich squares them: added up within clusters, and where a row counts for
  /// several divided by the root of their number.
  func clustered(_ influence: PackedRows) -> PackedRows {
    let stride = influence.stride
    guard let clusters = input.clusters else {
      guard likelihood.countsRows, let weights = input.weights else { return influence }
      var result = influence
      for (row, weight) in weights.enumerated() where weight > 0 {
        let factor = 1 / weight.squareRoot()
        for j in row * stride..<(row + 1) * stride { result.elements[j] *= factor }
      }
      return result
    }
    var result = PackedRows(rowCount: clusters.count, columnCount: influence.columnCount)
    for (row, code) in clusters.codes.enumerated() {
      let to = Int(code) * stride
      for j in 0..<stride { result.elements[to + j] += influence.elements[row * stride + j] }
    }
    return result
  }

  /// Σ of the squares of clustered influences at a point, zero where there is no estimate.
  func meat(_ point: SubdistributionLikelihood.Point) -> Matrix {
    let rows = clustered(influence(point))
    var product = WeightedCrossProduct(order: likelihood.order)
    product.add(rows, rows: 0..<rows.rowCount)
    var matrix = product.matrix
    for column in isEstimated.indices where !isEstimated[column] {
      for row in isEstimated.indices {
        matrix[row, column] = 0
        matrix[column, row] = 0
      }
    }
    return matrix
  }

  /// A matrix of stored coordinates in the unit of the data, NaN where there is no estimate.
  func unstored(_ matrix: Matrix) -> Matrix {
    var result = matrix
    for j in 0..<matrix.columnCount {
      for i in 0..<matrix.rowCount {
        result[i, j] =
          isEstimated[i] && isEstimated[j] ? matrix[i, j] * data.factors[i] * data.factors[j] : .nan
      }
    }
    return result
  }
}
