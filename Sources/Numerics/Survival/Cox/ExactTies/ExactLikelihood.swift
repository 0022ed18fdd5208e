internal import Glibc
internal import LinearAlgebra
package import Statistics

/// The exact partial and the exact marginal likelihood: Breslow's, with another term where deaths
/// are tied.
///
/// - *Exact partial* (R "exact", SAS DISCRETE, Stata exactp): time is discrete, and those who died
///   are compared with every subset of the risk set of their number; see `SubsetLaw`. Cost: for each
///   time with ties the size of its risk set times p, beside the O(n p²) of every iteration.
/// - *Exact marginal* (SAS EXACT, Stata exactm): time is continuous but measured in intervals, and
///   every order of the tied deaths is allowed for; see `FailureRace`. Cost: O(n p²).
///
/// A time at which everybody left dies contributes nothing. Case weights have no meaning here, as a
/// death of weight two would have to be tied with itself.
package struct ExactLikelihood: CoxObjective {
  /// The same data by Breslow's method.
  package let partial: PartialLikelihood
  private let isMarginal: Bool
  /// The end of the kept rows of each event's stratum.
  private let ends: [Int32]

  /// The value, and Breslow's at the same coefficients.
  package struct Point: CoxPoint {
    let partial: PartialLikelihood.Point
    package let logLikelihood: Double
    package var coefficients: [Double] { partial.coefficients }
  }

  /// What an evaluation may cost, in products of numbers.
  package static var costLimit: Double { 1e11 }

  package init(_ partial: PartialLikelihood, isMarginal: Bool) throws(FitError) {
    self.partial = partial
    self.isMarginal = isMarginal
    let windows = partial.windows
    var ends: [Int32] = []
    for stratum in windows.strata.indices where !windows.strata[stratum].isEmpty {
      let end = Int32(windows.rows(ofStratum: stratum).upperBound)
      ends += windows.strata[stratum].map { _ in end }
    }
    self.ends = ends
    var pairs = 0.0
    for event in 0..<windows.eventCount where windows.deaths[event] > 1 {
      pairs += Double(isMarginal ? windows.deaths[event] : ends[event] - windows.starts[event])
    }
    let cost = pairs * Double(order + 8) * (isMarginal ? 80 : 32)
    guard cost <= ExactLikelihood.costLimit else {
      throw .invalidOption(
        name: "ties", value: isMarginal ? "exact-marginal" : "exact",
        expected: "efron, as each of some ten iterations on these data would take about "
          + "10^\(Int(log10(cost).rounded())) operations (the limit is 10^11); Efron's method "
          + "comes close to the exact ones wherever few of many at risk die at one time")
    }
  }

  package var order: Int { partial.order }
  package var eventWeight: Double { partial.eventWeight }
  package func largestChange(by step: [Double]) -> Double { partial.largestChange(by: step) }

  package func point(at coefficients: [Double]) -> Point {
    let point = partial.point(at: coefficients)
    var value = point.logLikelihood.isFinite ? 0.0 : .nan
    for event in 0..<partial.windows.eventCount {
      guard value.isFinite else { break }
      let isTied = partial.windows.deaths[event] > 1
      if isTied, isMarginal {
        value += race(event, point)?.race.logChance ?? 0
        continue
      }
      let reference = point.sums.references[event]
      let deaths = partial.windows.deaths(atEvent: event)
      if isTied {
        guard let (law, _) = law(event, point) else { continue }
        value -= law.logSum
      } else {
        value -= point.terms[event].logDenominator
      }
      value += deaths.reduce(0) { $0 + point.eta[$1] - reference }
    }
    return Point(partial: point, logLikelihood: value)
  }

  package func derivatives(at point: Point) -> PartialLikelihood.Derivatives {
    var work = Work(self, point.partial)
    var means = RiskMeans(partial, point.partial)
    while let block = means.next() {
      for event in block.events where partial.windows.deaths[event] > 1 {
        work.terms[event].clear()
        if isMarginal {
          add(event, point.partial, means, place: event - block.events.lowerBound, to: &work)
        } else {
          add(event, point.partial, to: &work)
        }
      }
      means.makeRoots(work.terms)
      work.eventSum.add(means.roots, rows: 0..<means.rootEvents.count)
      means.subtractSums(work.terms, from: &work.score)
    }
    let hazards = point.partial.sums.exposures(partial.windows, work.terms)
    for row in hazards.indices { work.exposures[row] += hazards[row] }
    work.rowSum.add(
      partial.covariates, rows: 0..<partial.windows.rowCount, weights: work.exposures)
    let uncentred = work.rowSum.matrix
    return PartialLikelihood.Derivatives(
      score: Array(work.score[..<order]), information: uncentred - work.eventSum.matrix,
      uncentred: uncentred.diagonal)
  }

  /// The sums that make the derivatives.
  private struct Work {
    var terms: [TieTerms]
    var score: [Double]
    var exposures: [Double]
    var rowSum: WeightedCrossProduct
    var eventSum: WeightedCrossProduct

    init(_ likelihood: ExactLikelihood, _ point: PartialLikelihood.Point) {
      terms = point.terms
      score = likelihood.partial.deathSum
      exposures = [Double](repeating: 0, count: likelihood.partial.windows.rowCount)
      rowSum = WeightedCrossProduct(order: likelihood.order)
      eventSum = rowSum
    }

    /// Adds Σ s u u' to the information.
    mutating func add(_ roots: PackedRows, signs: [Double]) {
      eventSum.add(roots, rows: 0..<roots.rowCount, weights: signs.map { -$0 })
    }
  }

  /// The kept rows at risk at an event, those who die at it first.
  private func rowsAtRisk(_ event: Int) -> [Int32] {
    let rows = partial.windows.starts[event]..<ends[event]
    guard let entries = partial.windows.entries else { return Array(rows) }
    return rows.filter { entries[Int($0)] <= event }
  }
}

// MARK: - Exact partial

extension ExactLikelihood {
  /// The law of the subsets of the risk set; `nil` where everybody dies.
  private func law(
    _ event: Int, _ point: PartialLikelihood.Point
  ) -> (law: SubsetLaw, rows: [Int32])? {
    let rows = rowsAtRisk(event)
    let deaths = Int(partial.windows.deaths[event])
    guard deaths < rows.count else { return nil }
    let reference = point.sums.references[event]
    return (SubsetLaw(scores: rows.map { point.eta[Int($0)] - reference }, count: deaths), rows)
  }

  private func add(_ event: Int, _ point: PartialLikelihood.Point, to work: inout Work) {
    guard let (law, rows) = law(event, point) else {
      removeDeaths(of: event, from: &work.score)
      return
    }
    let moments = law.moments(partial.covariates, rows: rows)
    for (place, row) in rows.enumerated() { work.exposures[Int(row)] += moments.variances[place] }
    for j in 0..<order { work.score[j] -= moments.mean[j] }
    work.add(moments.roots, signs: moments.signs)
  }

  /// Takes the covariates of the deaths out of the score.
  private func removeDeaths(of event: Int, from score: inout [Double]) {
    let stride = partial.covariates.stride
    for row in partial.windows.deaths(atEvent: event) {
      for j in 0..<order { score[j] -= partial.covariates.elements[row * stride + j] }
    }
  }
}

// MARK: - Exact marginal

extension ExactLikelihood {
  /// The survivors of a time with ties: R, and whether their sums have to be taken one by one.
  private struct Survivors {
    var sum: Double
    /// The rows and their exp(η − c), where the deaths weigh so much that a difference would cancel.
    var rows: [(row: Int, risk: Double)]?
  }

  private func race(
    _ event: Int, _ point: PartialLikelihood.Point
  ) -> (race: FailureRace, survivors: Survivors)? {
    let sums = point.sums
    var survivors = Survivors(sum: sums.riskSums[event] - sums.deathSums[event])
    if !(survivors.sum > 1e-3 * sums.riskSums[event]) {
      let rows = rowsAtRisk(event).dropFirst(Int(partial.windows.deaths[event])).map {
        (row: Int($0), risk: exp(point.eta[Int($0)] - sums.references[event]))
      }
      survivors = Survivors(sum: rows.reduce(0) { $0 + $1.risk }, rows: rows)
    }
    guard survivors.sum > 0 else { return nil }
    let shift = sums.references[event] + log(survivors.sum)
    let deaths = partial.windows.deaths(atEvent: event)
    return (FailureRace(scores: deaths.map { point.eta[$0] - shift }), survivors)
  }

  private func add(
    _ event: Int, _ point: PartialLikelihood.Point, _ means: RiskMeans, place: Int,
    to work: inout Work
  ) {
    removeDeaths(of: event, from: &work.score)
    guard let (race, survivors) = race(event, point) else { return }
    let derivatives = race.derivatives()
    let deaths = partial.windows.deaths(atEvent: event)
    let x = partial.covariates
    let total = derivatives.gradient.reduce(0, +)
    let hazard = total / survivors.sum
    var mean = [Double](repeating: 0, count: order)
    if let rows = survivors.rows {
      for (row, risk) in rows {
        work.exposures[row] += hazard * risk
        for j in 0..<order { mean[j] += risk / survivors.sum * x.elements[row * x.stride + j] }
      }
      for j in 0..<order { work.score[j] -= total * mean[j] }
    } else {
      work.terms[event].set(
        hazard: hazard, total: total, share: survivors.sum / point.sums.riskSums[event])
      for j in 0..<order {
        mean[j] =
          (means.riskSums.elements[place * x.stride + j]
            - means.deathSums.elements[place * x.stride + j]) / survivors.sum
      }
    }
    // One root for each death, for each point, and for the mean where no term stands for it.
    let count = deaths.count
    var roots = PackedRows(
      rowCount: count + derivatives.weights.count + 1, columnCount: order)
    var signs = derivatives.bends + derivatives.weights.map { -$0 }
    signs.append(survivors.rows == nil ? 0 : -total)
    var middle = [Double](repeating: 0, count: order)
    for (index, row) in deaths.enumerated() {
      for j in 0..<order {
        let value = x.elements[row * x.stride + j]
        work.score[j] += derivatives.gradient[index] * value
        roots.elements[index * x.stride + j] = value - mean[j]
        middle[j] += derivatives.gradient[index] * (value - mean[j])
      }
    }
    for q in derivatives.weights.indices {
      for j in 0..<order {
        var sum = -middle[j]
        for index in 0..<count {
          sum += derivatives.slopes[q * count + index] * roots.elements[index * x.stride + j]
        }
        roots.elements[(count + q) * x.stride + j] = sum
      }
    }
    let last = (count + derivatives.weights.count) * x.stride
    for j in 0..<order { roots.elements[last + j] = mean[j] }
    work.add(roots, signs: signs)
  }
}

extension TieTerms {
  /// Makes the term nothing.
  fileprivate mutating func clear() {
    (logDenominator, hazard, deathHazard, squares) = (0, 0, 0, (0, 0, 0))
  }

  /// Makes the term that of a hazard to the survivors alone, who are a share of those at risk.
  fileprivate mutating func set(hazard: Double, total: Double, share: Double) {
    let square = total / (share * share)
    self.hazard = hazard
    deathHazard = hazard
    squares = (square, square, square)
  }
}
