internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// Cox's partial likelihood with covariates that are multiplied with functions of time.
///
/// ```
/// η(t) = Σ βⱼ xⱼ gⱼ(t) + offset          gⱼ = 1 for an ordinary covariate
/// ```
///
/// The linear predictor of every row at risk is found anew at each event time from one number a row
/// and function: O(Σ over event times of the rows at risk), in O(n) memory. No row is ever repeated.
/// The information needs one weighted cross product of the covariates for each pair of functions,
/// with the exposures Σ a gₗ gₘ of each row, and the means of each risk set.
package struct TimeVaryingLikelihood: CoxObjective {
  package let base: PartialLikelihood
  /// For each column, which row of `values` it is multiplied with.
  package let functions: [Int]
  /// The values of each function at the event times, scaled; the first is one.
  package let values: [[Double]]

  package init(base: PartialLikelihood, functions: [Int], values: [[Double]]) {
    self.base = base
    self.functions = functions
    self.values = values
  }

  package struct Point: CoxPoint {
    package let coefficients: [Double]
    package let logLikelihood: Double
  }

  package var order: Int { base.order }
  package var eventWeight: Double { base.eventWeight }
  /// A bound: functions are scaled to at most one, and those of different functions are added up.
  package func largestChange(by step: [Double]) -> Double {
    values.indices.reduce(0) { sum, function in
      sum + base.largestChange(by: step.indices.map { functions[$0] == function ? step[$0] : 0 })
    }
  }

  package func point(at coefficients: [Double]) -> Point {
    var walk = TimeVaryingWalk(self, coefficients)
    var value = 0.0
    while walk.next() { value += walk.deaths - walk.terms.logDenominator }
    return Point(coefficients: coefficients, logLikelihood: value)
  }

  package func derivatives(at point: Point) -> PartialLikelihood.Derivatives {
    TimeVaryingSums(self, point.coefficients, isWithResiduals: false).derivatives
  }
}

/// A walk through the event times with the risk set of each.
package struct TimeVaryingWalk {
  private let likelihood: TimeVaryingLikelihood
  /// x'β over the columns of each function.
  private var predictors: [[Double]] = []
  private var stratum = 0
  /// The current event.
  package private(set) var event = -1
  /// Rows that hold the risk set, those that die first; `risks` is zero for those not at risk.
  package private(set) var rows = 0..<0
  /// w exp(η − c) of the rows, c being the largest η.
  package private(set) var risks: [Double]
  /// Σ w (η − c) over the deaths.
  package private(set) var deaths = 0.0
  package private(set) var riskSum = 0.0
  package private(set) var terms: TieTerms
  private var buffer: [Double] = []

  package init(_ likelihood: TimeVaryingLikelihood, _ coefficients: [Double]) {
    self.likelihood = likelihood
    let base = likelihood.base
    risks = [Double](repeating: 0, count: base.windows.rowCount)
    terms = TieTerms(.breslow, deaths: 0, weight: 0, riskSum: 1, deathSum: 0)
    let padding = [Double](repeating: 0, count: base.covariates.stride - base.order)
    for function in likelihood.values.indices {
      let own = coefficients.indices.map {
        likelihood.functions[$0] == function ? coefficients[$0] : 0
      }
      var predictor = risks
      base.covariates.linearPredictor(
        own + padding, base: function == 0 ? base.offset : nil, into: &predictor)
      predictors.append(predictor)
    }
  }

  /// Moves to the next event; false when there is none.
  package mutating func next() -> Bool {
    let base = likelihood.base
    let windows = base.windows
    guard event + 1 < windows.eventCount else { return false }
    event += 1
    while event >= windows.strata[stratum].upperBound { stratum += 1 }
    rows = Int(windows.starts[event])..<windows.rows(ofStratum: stratum).upperBound
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: predictors[0][rows])
    for function in predictors.indices.dropFirst() {
      let factor = likelihood.values[function][event]
      guard factor != 0 else { continue }
      for (place, row) in rows.enumerated() { buffer[place] += factor * predictors[function][row] }
    }
    var reference = -Double.infinity
    for (place, row) in rows.enumerated() where isAtRisk(row) {
      reference = max(reference, buffer[place])
    }
    for place in buffer.indices { buffer[place] -= reference }
    let dying = windows.deaths(atEvent: event)
    deaths = dying.reduce(0) { $0 + (base.weights?[$1] ?? 1) * buffer[$1 - rows.lowerBound] }
    VectorMath.exponentiate(&buffer)
    riskSum = 0
    for (place, row) in rows.enumerated() {
      risks[row] = isAtRisk(row) ? buffer[place] * (base.weights?[row] ?? 1) : 0
      riskSum += risks[row]
    }
    terms = TieTerms(
      base.ties, deaths: base.deathCounts?[event] ?? dying.count, weight: base.deathWeights[event],
      riskSum: riskSum, deathSum: dying.reduce(0) { $0 + risks[$1] })
    return true
  }

  private func isAtRisk(_ row: Int) -> Bool {
    likelihood.base.windows.entries.map { Int($0[row]) <= event } ?? true
  }
}
