package import LinearAlgebra

extension PartialLikelihood {
  /// tr(C ∂I/∂βᵣ) for each r, in O(n p²).
  ///
  /// ∂I/∂βᵣ is the third central moment of the covariates, added up over the terms of the events.
  /// With q = x'Cx, and means over what a term compares its death with,
  ///
  /// ```
  /// E[(x − x̄)'C(x − x̄)(x − x̄)] = E[q x] − x̄ E[q] − 2 E[x x'] C x̄ + 2 x̄ (x̄'Cx̄)
  /// ```
  ///
  /// The first and the third mean are sums over rows again when the order of summation is exchanged,
  /// as in the information: of exposure · q x, and of x (x'C r ∫ x̄ dΛ).
  package func informationGradient(at point: Point, along matrix: Matrix) -> [Double] {
    let forms = quadraticForms(matrix)
    let exposures = point.sums.exposures(windows, point.terms)
    var gradient = [Double](repeating: 0, count: order)
    let paths = meanPaths(at: point)
    for row in 0..<windows.rowCount {
      let start = row * covariates.stride
      var product = 0.0
      for j in 0..<order { product += forms.images.elements[start + j] * paths.elements[start + j] }
      let factor = exposures[row] * forms.values[row] - 2 * product
      for j in 0..<order { gradient[j] += factor * covariates.elements[start + j] }
    }
    addMeans(at: point, forms.values, matrix, to: &gradient)
    return gradient
  }

  /// Cx and x'Cx of every row.
  private func quadraticForms(_ matrix: Matrix) -> (images: PackedRows, values: [Double]) {
    var images = PackedRows(rowCount: windows.rowCount, columnCount: order)
    var values = [Double](repeating: 0, count: windows.rowCount)
    var column = [Double](repeating: 0, count: windows.rowCount)
    let padding = [Double](repeating: 0, count: covariates.stride - order)
    for j in 0..<order {
      covariates.linearPredictor((0..<order).map { matrix[$0, j] } + padding, into: &column)
      for row in column.indices {
        images.elements[row * covariates.stride + j] = column[row]
        values[row] += column[row] * covariates.elements[row * covariates.stride + j]
      }
    }
    return (images, values)
  }

  /// r ∫ x̄ dΛ over the window of every row, less what Efron's method spares those who die.
  private func meanPaths(at point: Point) -> PackedRows {
    let means = EventMeans(self, point)
    let stride = covariates.stride
    var paths: PackedRows
    if let intervals = windows.intervals, let walk = point.sums.walk {
      paths = means.integrals(intervals, walk, rowCount: windows.rowCount)
    } else {
      paths = PackedRows(rowCount: windows.rowCount, columnCount: order)
      var running = [Double](repeating: 0, count: stride)
      for event in 0..<windows.eventCount {
        let decay = event == 0 ? 0 : point.sums.decays[event - 1]
        for j in 0..<order {
          running[j] = running[j] * decay + means.weighted.elements[event * stride + j]
        }
        for row in windows.rows(ofEvent: event) {
          let risk = point.sums.risks[row]
          for j in 0..<order { paths.elements[row * stride + j] = risk * running[j] }
        }
      }
    }
    for event in 0..<windows.eventCount where point.terms[event].deathHazard > 0 {
      for row in windows.deaths(atEvent: event) {
        let risk = point.sums.risks[row]
        for j in 0..<order {
          paths.elements[row * stride + j] -= risk * means.spared.elements[event * stride + j]
        }
      }
    }
    return paths
  }

  /// Adds Σ over terms of m x̄ (2 x̄'Cx̄ − E[q]), with q among the covariates.
  private func addMeans(
    at point: Point, _ forms: [Double], _ matrix: Matrix, to gradient: inout [Double]
  ) {
    var means = RiskMeans(extended(by: forms), point)
    let stride = PackedRows.stride(forColumns: order + 1)
    while let block = means.next() {
      for event in block.events {
        let at = (event - block.events.lowerBound) * stride
        let inverse = 1 / point.sums.riskSums[event]
        let whole = means.riskSums.elements[at..<at + order + 1].map { $0 * inverse }
        let count = deathCounts?[event] ?? Int(windows.deaths[event])
        let weight = deathWeights[event]
        guard ties == .efron, count > 1 else {
          add(whole, weight: weight, matrix, to: &gradient)
          continue
        }
        let part = means.deathSums.elements[at..<at + order + 1].map { $0 * inverse }
        let share = point.sums.deathSums[event] * inverse
        for j in 0..<count {
          let fraction = Double(j) / Double(count)
          let rest = 1 / (1 - fraction * share)
          add(
            zip(whole, part).map { ($0 - fraction * $1) * rest }, weight: weight / Double(count),
            matrix, to: &gradient)
        }
      }
    }
  }

  /// Adds m x̄ (2 x̄'Cx̄ − E[q]) of one term; `means` ends with E[q].
  private func add(
    _ means: [Double], weight: Double, _ matrix: Matrix, to gradient: inout [Double]
  ) {
    let mean = Array(means[..<order])
    let factor = weight * (2 * matrix.quadraticForm(mean) - means[order])
    for j in 0..<order { gradient[j] += factor * mean[j] }
  }

  /// The same rows with one more covariate.
  private func extended(by column: [Double]) -> PartialLikelihood {
    var rows = PackedRows(rowCount: windows.rowCount, columnCount: order + 1)
    for row in column.indices {
      let (from, to) = (row * covariates.stride, row * rows.stride)
      for j in 0..<order { rows.elements[to + j] = covariates.elements[from + j] }
      rows.elements[to + order] = column[row]
    }
    return PartialLikelihood(
      windows: windows, covariates: rows, weights: weights, offset: offset, ties: ties,
      countsRows: countsRows)
  }
}
