internal import LinearAlgebra

/// The means of covariates over the risk sets of a subdistribution hazard.
struct SubdistributionMeans: Sendable {
  /// S₁/S₀ for each event: the mean of x over its risk set, with weights w r.
  private(set) var means: PackedRows
  /// D₁/S₀, the part of it that stems from the deaths, where an event has two or more.
  private(set) var deathParts: PackedRows

  init(_ likelihood: SubdistributionLikelihood, _ point: SubdistributionLikelihood.Point) {
    let windows = likelihood.windows.windows
    let sums = point.sums
    let count = windows.eventCount
    means = PackedRows(rowCount: count, columnCount: likelihood.order)
    deathParts = means
    var carry = [Double](repeating: 0, count: means.stride)
    let decays =
      windows.intervals == nil ? sums.natural.decays : [Double](repeating: 0, count: count)
    likelihood.covariates.suffixSums(
      weights: sums.natural.risks, starts: windows.starts, heads: windows.deaths, decays: decays,
      segments: 0..<count, carry: &carry, sums: &means.elements, headSums: &deathParts.elements)
    if likelihood.countsRows { fillSingleDeaths(likelihood, sums.natural) }
    if let intervals = windows.intervals, let walk = sums.natural.walk {
      means = PackedRows(rowCount: count, columnCount: likelihood.order)
      likelihood.covariates.stepSums(
        intervals.steps, weights: walk.weights, decays: walk.decays, gains: walk.gains,
        to: &means.elements)
    }
    if let gains = sums.naturalGains {
      scale(by: gains)
    }
    if !sums.walk.gains.isEmpty {
      likelihood.covariates.stepSums(
        likelihood.windows.steps, weights: sums.walk.weights, decays: sums.walk.decays,
        gains: sums.walk.gains, to: &means.elements)
    }
    scale(by: sums.riskSums.map { 1 / $0 })
  }

  /// The part of the deaths where they are one row that counts for several.
  private mutating func fillSingleDeaths(
    _ likelihood: SubdistributionLikelihood, _ sums: RiskSums
  ) {
    let windows = likelihood.windows.windows
    let stride = deathParts.stride
    for event in 0..<windows.eventCount where windows.deaths[event] == 1 {
      let row = Int(windows.starts[event])
      for j in 0..<stride {
        deathParts.elements[event * stride + j] =
          sums.risks[row] * likelihood.covariates.elements[row * stride + j]
      }
    }
  }

  private mutating func scale(by factors: [Double]) {
    let stride = means.stride
    for event in factors.indices {
      for j in event * stride..<(event + 1) * stride {
        means.elements[j] *= factors[event]
        deathParts.elements[j] *= factors[event]
      }
    }
  }

  /// Subtracts Σ over event times of Σⱼ m x̄ⱼ.
  func subtractSums(_ point: SubdistributionLikelihood.Point, from score: inout [Double]) {
    let sums = point.sums.riskSums
    let whole = point.terms.indices.map { -point.terms[$0].hazard * sums[$0] }
    means.addSum(of: 0..<whole.count, weights: whole, to: &score)
    guard point.terms.contains(where: { $0.deathHazard > 0 }) else { return }
    let part = point.terms.indices.map { point.terms[$0].deathHazard * sums[$0] }
    deathParts.addSum(of: 0..<part.count, weights: part, to: &score)
  }

  /// Σ over event times of Σⱼ m x̄ⱼ x̄ⱼ'.
  ///
  /// One row an event without tied deaths; tied deaths by Efron's method give the 2 × 2 form of
  /// `RiskMeans.makeRoots` in a = S₁/S₀ and b = D₁/S₀, and two rows.
  func crossProduct(_ point: SubdistributionLikelihood.Point) -> Matrix {
    var index: [Int32] = []
    var (first, second): ([Double], [Double]) = ([], [])
    for (event, term) in point.terms.enumerated() {
      let squares = term.squares
      let root = squares.zero.squareRoot()
      index.append(Int32(event))
      first.append(root)
      second.append(-squares.one / root)
      guard squares.one > 0 else { continue }
      let rest = squares.two - squares.one * squares.one / squares.zero
      index.append(Int32(event))
      first.append(0)
      second.append(max(rest, 0).squareRoot())
    }
    var roots = PackedRows(rowCount: index.count, columnCount: means.columnCount)
    PackedRows.combine(
      stride: roots.stride, index: index, first: means.elements, firstFactors: first,
      second: deathParts.elements, secondFactors: second, into: &roots.elements)
    var product = WeightedCrossProduct(order: means.columnCount)
    product.add(roots, rows: 0..<roots.rowCount)
    return product.matrix
  }

  /// What a death is compared with, (1/W) Σⱼ m x̄ⱼ.
  func atDeath(_ likelihood: SubdistributionLikelihood, _ point: SubdistributionLikelihood.Point)
    -> PackedRows
  {
    combined(point) { event, term in
      let factor = point.sums.riskSums[event] / likelihood.deathWeights[event]
      return (term.hazard * factor, -term.deathHazard * factor)
    }
  }

  /// Σⱼ x̄ⱼ m/(qⱼS), the mean times the hazard.
  func weighted(_ point: SubdistributionLikelihood.Point) -> PackedRows {
    combined(point) { event, term in
      let inverse = 1 / point.sums.riskSums[event]
      return (term.squares.zero * inverse, -term.squares.one * inverse)
    }
  }

  /// Σⱼ fⱼ x̄ⱼ m/(qⱼS), how much less of it those get who die.
  func spared(_ point: SubdistributionLikelihood.Point) -> PackedRows {
    combined(point) { event, term in
      let inverse = 1 / point.sums.riskSums[event]
      return (term.squares.one * inverse, -term.squares.two * inverse)
    }
  }

  private func combined(
    _ point: SubdistributionLikelihood.Point, _ factors: (Int, TieTerms) -> (Double, Double)
  ) -> PackedRows {
    var result = PackedRows(rowCount: means.rowCount, columnCount: means.columnCount)
    let both = point.terms.enumerated().map { factors($0.offset, $0.element) }
    PackedRows.combine(
      stride: result.stride, index: point.terms.indices.map { Int32($0) },
      first: means.elements, firstFactors: both.map(\.0), second: deathParts.elements,
      secondFactors: both.map(\.1), into: &result.elements)
    return result
  }
}
