package import LinearAlgebra
package import Statistics

/// A fit with smooth functions of time, ready to become a `CoxModel`.
package struct TimeVaryingFit {
  package let optimum: CoxOptimum
  package let data: CoxData
  package let likelihood: TimeVaryingLikelihood

  /// Fits the model.
  ///
  /// - Parameter functions: The function of each coefficient's column, if it has one.
  package init(
    _ given: CoxData, functions: [TimeFunction?], columns: [Design.Column], maximumIterations: Int
  ) throws(FitError) {
    var data = given
    let windows = data.likelihood.windows
    var distinct: [TimeFunction] = []
    for function in functions {
      if let function, !distinct.contains(function) { distinct.append(function) }
    }
    var values = [[Double](repeating: 1, count: windows.eventCount)]
    var scales = [1.0]
    for function in distinct {
      let plain = windows.times.map { function.value(at: $0) }
      if let event = plain.firstIndex(where: { !$0.isFinite }) {
        let column = functions.firstIndex { $0 == function } ?? 0
        throw .notFinite(
          column: columns[column].name, row: Int(windows.rows[Int(windows.starts[event])]))
      }
      let largest = plain.reduce(0) { max($0, abs($1)) }
      scales.append(
        largest > 0 ? .init(sign: .plus, exponent: -largest.exponent - 1, significand: 1) : 1)
      values.append(plain.map { $0 * (scales.last ?? 1) })
    }
    let places = functions.map { function in
      function.flatMap { distinct.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    }
    for (column, place) in places.enumerated() { data.factors[column] *= scales[place] }
    likelihood = TimeVaryingLikelihood(
      base: data.likelihood, functions: places, values: values)
    self.data = data
    optimum = try CoxNewton(
      likelihood, isConstant: data.isConstant, maximumIterations: maximumIterations
    ).optimum
  }

  /// The sandwich, with score residuals summed over clusters or rows.
  package func sandwich(
    _ clusters: Grouping?, covariance: Matrix, isEstimated: [Bool], factor: Double
  ) -> CoxSandwich {
    let meat = factor * meat(optimum.coefficients, clusters)
    var null = self.meat(optimum.coefficients.map { _ in 0 }, clusters)
    for i in isEstimated.indices {
      for j in isEstimated.indices where !isEstimated[i] || !isEstimated[j] { null[i, j] = 0 }
    }
    return CoxSandwich(
      covariance: covariance * meat * covariance,
      scoreStatistic: RankRevealingCholesky(null)
        .inverseQuadraticForm(optimum.nullDerivatives.score))
  }

  private func meat(_ coefficients: [Double], _ clusters: Grouping?) -> Matrix {
    let base = likelihood.base
    let sums = TimeVaryingSums(likelihood, coefficients, isWithResiduals: true)
    var product = WeightedCrossProduct(order: base.order)
    guard let residuals = sums.residuals else { return product.matrix }
    guard let clusters else {
      let inverse = base.countsRows ? base.weights?.map { 1 / $0 } : nil
      product.add(residuals, rows: 0..<residuals.rowCount, weights: inverse)
      return product.matrix
    }
    var gathered = PackedRows(rowCount: clusters.count, columnCount: base.order)
    let stride = gathered.stride
    for (row, original) in base.windows.rows.enumerated() {
      let cluster = Int(clusters.codes[Int(original)])
      for j in 0..<base.order {
        gathered.elements[cluster * stride + j] += residuals.elements[row * stride + j]
      }
    }
    product.add(gathered, rows: 0..<clusters.count)
    return product.matrix
  }
}
