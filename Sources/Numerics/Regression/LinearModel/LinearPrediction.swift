import LinearAlgebra
import Statistics

/// Linear predictors of new rows with their standard errors.
enum LinearPrediction {
  /// o + x'β and √(x'Vx), over the coefficients that have an estimate; rows in blocks.
  static func rows(
    _ design: Design, coefficients: [Double], covariance: Matrix
  ) -> [Prediction] {
    precondition(
      design.columns.count == coefficients.count,
      "\(design.columns.count) columns against \(coefficients.count) coefficients")
    let kept = coefficients.indices.filter { !coefficients[$0].isNaN }
    let beta = kept.map { coefficients[$0] }
    let v = covariance.selecting(columns: kept).selecting(rows: kept)
    var result: [Prediction] = []
    result.reserveCapacity(design.rowCount)
    for start in stride(from: 0, to: design.rowCount, by: 1024) {
      let end = min(start + 1024, design.rowCount)
      let block = design.matrix.block(rows: start..<end, columns: kept)
      let values = block * beta
      let product = block * v
      for k in 0..<end - start {
        let variance = kept.indices.reduce(0) { $0 + product[k, $1] * block[k, $1] }
        result.append(
          Prediction(
            value: values[k] + (design.offset?[start + k] ?? 0),
            standardError: (variance < 0 ? 0 : variance).squareRoot()))
      }
    }
    return result
  }
}

extension Matrix {
  /// A stretch of rows of some columns.
  fileprivate func block(rows: Range<Int>, columns: [Int]) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * columns.count)
    for j in columns {
      elements += self.elements[j * rowCount + rows.lowerBound..<j * rowCount + rows.upperBound]
    }
    return Matrix(rowCount: rows.count, columnCount: columns.count, elements: elements)
  }
}
