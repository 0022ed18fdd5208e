internal import Distributions
internal import Glibc
internal import LinearAlgebra
internal import Outcomes
internal import Statistics

extension CoxModel {
  /// Tests proportional hazards, in O(n p²), once.
  ///
  /// All statistics are NaN where a time has no transform: an event at time zero has no logarithm.
  public func proportionalHazardsTest(
    _ transform: ProportionalHazardsTest.Transform = .kaplanMeier
  ) -> ProportionalHazardsTest {
    let times = fitted.transformedTimes(transform)
    let isDefined = times.allSatisfy(\.isFinite)
    let sums = fitted.widenedSums(isDefined ? times : times.map { _ in 0 })
    let estimated = coefficients.indices.filter { fitted.isEstimated[$0] }
    func test(_ statistic: Double, _ freedom: Int) -> HypothesisTest {
      HypothesisTest(
        statistic: statistic, degreesOfFreedom: Double(freedom),
        pValue: freedom == 0 || statistic.isNaN
          ? .nan : ChiSquared(degreesOfFreedom: Double(freedom)).upperTail(statistic))
    }
    func test(_ columns: [Int]) -> HypothesisTest {
      test(
        isDefined ? sums.statistic(kept: estimated, tested: columns) : .nan, columns.count)
    }
    return ProportionalHazardsTest(
      transform: transform,
      terms: terms.compactMap { term in
        let columns = estimated.filter { term.columns.contains($0) }
        guard !columns.isEmpty else { return nil }
        let whole = test(columns)
        let direction = columns.map { fitted.point.coefficients[$0] }
        return ProportionalHazardsTest.TermTest(
          label: term.label, test: whole,
          projection: columns.count == 1
            ? whole
            : test(
              isDefined
                ? sums.projection(kept: estimated, tested: columns, direction: direction) : .nan,
              1))
      },
      global: test(estimated))
  }
}

/// Score and information of the widened model, in blocks.
private struct WidenedSums {
  var score: [Double]
  var plain: Matrix
  var linear: Matrix
  var quadratic: Matrix

  /// U'I⁻¹U for the coefficients that are kept and, among them, the ones whose change is tested.
  func statistic(kept: [Int], tested: [Int]) -> Double {
    guard !tested.isEmpty else { return .nan }
    let (k, t) = (kept.count, tested.count)
    var information = Matrix(rowCount: k + t, columnCount: k + t)
    for (i, a) in kept.enumerated() {
      for (j, b) in kept.enumerated() { information[i, j] = plain[a, b] }
      for (j, b) in tested.enumerated() {
        information[i, k + j] = linear[a, b]
        information[k + j, i] = linear[a, b]
      }
    }
    for (i, a) in tested.enumerated() {
      for (j, b) in tested.enumerated() { information[k + i, k + j] = quadratic[a, b] }
    }
    let score = [Double](repeating: 0, count: k) + tested.map { self.score[$0] }
    return RankRevealingCholesky(information).inverseQuadraticForm(score)
  }
}

extension WidenedSums {
  /// The same for one more column, x'β g(t) with the coefficients of the columns tested: what it
  /// gains when the term's linear predictor may change with time as a whole.
  fileprivate func projection(kept: [Int], tested: [Int], direction: [Double]) -> Double {
    let order = plain.rowCount
    func along(_ matrix: Matrix, _ row: Int) -> Double {
      zip(tested, direction).reduce(0) { $0 + matrix[row, $1.0] * $1.1 }
    }
    var sums = WidenedSums(
      score: [Double](repeating: 0, count: order + 1), plain: plain,
      linear: Matrix(rowCount: order, columnCount: order + 1),
      quadratic: Matrix(rowCount: order + 1, columnCount: order + 1))
    for row in 0..<order { sums.linear[row, order] = along(linear, row) }
    for (column, factor) in zip(tested, direction) {
      sums.score[order] += factor * score[column]
      sums.quadratic[order, order] += factor * along(quadratic, column)
    }
    return sums.statistic(kept: kept, tested: [order])
  }
}

extension CoxFit {
  /// Σ g (x − x̄), Σ V, Σ g V and Σ g² V, with a factor g for each event time.
  fileprivate func widenedSums(_ factors: [Double]) -> WidenedSums {
    let likelihood = data.likelihood
    // The scale of g is of no account to the test; near one, products neither cancel nor overflow.
    let largest = factors.reduce(0) { max($0, abs($1)) }
    let g = factors.map { largest > 0 ? $0 / largest : 0 }
    let powers = [g.map { _ in 1 }, g, g.map { $0 * $0 }]
    let exposures = powers.map { power in
      let scaled = zip(point.terms, power).map { term, factor in
        var term = term
        term.hazard *= factor
        term.deathHazard *= factor
        return term
      }
      return point.sums.exposures(windows, scaled)
    }
    var rowSums = powers.map { _ in WeightedCrossProduct(order: likelihood.order) }
    var eventSums = rowSums
    var event = 0
    var score = likelihood.covariates.sumOfDeaths(windows) { row in
      while row >= Int(windows.starts[event + 1]) { event += 1 }
      return (likelihood.weights?[row] ?? 1) * g[event]
    }
    var means = RiskMeans(likelihood, point)
    while let block = means.next() {
      means.makeRoots(point.terms)
      for (index, power) in powers.enumerated() {
        rowSums[index].add(likelihood.covariates, rows: block.rows, weights: exposures[index])
        eventSums[index].add(
          means.roots, rows: 0..<means.rootEvents.count,
          weights: means.rootEvents.map { power[$0] })
      }
      means.subtractSums(point.terms, factors: g, from: &score)
    }
    let blocks = zip(rowSums, eventSums).map { $0.matrix - $1.matrix }
    return WidenedSums(
      score: Array(score[..<likelihood.order]), plain: blocks[0], linear: blocks[1],
      quadratic: blocks[2])
  }

  /// The transform of each event time, less its mean over the events.
  func transformedTimes(_ transform: ProportionalHazardsTest.Transform) -> [Double] {
    let values: [Double]
    switch transform {
    case .identity: values = windows.times
    case .log: values = windows.times.map { Glibc.log($0) }
    case .rank: values = ranks(of: windows.times)
    case .kaplanMeier: values = incidenceBefore(windows.times)
    }
    var sum = 0.0
    var count = 0.0
    let deaths = data.likelihood.countsRows ? data.likelihood.deathWeights : nil
    for (event, value) in values.enumerated() {
      let number = deaths?[event] ?? Double(windows.deaths[event])
      sum += value * number
      count += number
    }
    return values.map { $0 - sum / count }
  }

  /// How many rows each row of the data stands for; one where weights do not count rows.
  private var multiplicities: [Double] {
    (data.likelihood.countsRows ? weights : nil)
      ?? [Double](repeating: 1, count: outcomes.count)
  }

  /// The mean rank of each time among the times of all rows.
  private func ranks(of times: [Double]) -> [Double] {
    let order = SortOrder.ascending(outcomes.time)
    let sorted = order.map { outcomes.time[Int($0)] }
    let multiplicities = multiplicities
    let before = order.reduce(into: [0.0]) { $0.append(($0.last ?? 0) + multiplicities[Int($1)]) }
    return times.map { time in
      let first = sorted.firstPlace { $0 >= time }
      let last = sorted.firstPlace { $0 > time }
      return (before[first] + before[last] + 1) / 2
    }
  }

  /// One less the Kaplan-Meier estimate just before each time, from all rows.
  private func incidenceBefore(_ times: [Double]) -> [Double] {
    let risk = RiskSets(outcomes)
    let multiplicities = multiplicities
    var cursor = RiskSets.EntryCursor(risk, outcomes, stratum: 0)
    var atRisk = cursor == nil ? multiplicities.reduce(0, +) : 0
    var survival = 1.0
    var steps: [Double] = []
    for group in 0..<risk.tieGroupCount {
      while let row = cursor?.nextRow(enteredBefore: risk.times[group]) {
        atRisk += multiplicities[row]
      }
      steps.append(1 - survival)
      let deaths = risk.events(inGroup: group).reduce(0) {
        $0 + multiplicities[Int(risk.order[$1])]
      }
      if deaths > 0 { survival *= 1 - deaths / atRisk }
      for position in risk.positions(inGroup: group) {
        atRisk -= multiplicities[Int(risk.order[position])]
      }
    }
    return times.map { time in
      let place = risk.times.firstPlace { $0 >= time }
      return place < steps.count ? steps[place] : 1 - survival
    }
  }
}

extension [Double] {
  /// The first place of a sorted array whose number meets a condition that holds from there on.
  fileprivate func firstPlace(where condition: (Double) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
