internal import Glibc
internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// The influence of rows, or clusters of rows, on readings of a standardised curve.
///
/// A reading θ depends on the data through β, the hazards and the rows averaged over. With f(u) the
/// change of −θ by an increment of its stratum's hazard at u, and c that by β,
///
/// ```
/// φ = c'V L − (w δ a(T) f(T) − w r ∫ f dA) + w (value − θ) / Σ w
/// ```
///
/// L being the row's score residual, a = dΛ/W and A = Σ m/(S − fⱼD)² the derivatives of the hazard
/// increments by the weights of the dead and of those at risk. All three are numbers or sums of the
/// kind the fit itself is made of, so that a reading costs O(n p) and n numbers.
struct StandardisationInfluence {
  private let fitted: CoxFit
  private let sample: StandardisationSample
  private let logHazards: [Double]
  private let means: EventMeans
  /// The score residuals of the kept rows.
  private var residuals: PackedRows
  private let covariates: StandardisedSurvival.Covariates

  init(
    _ fitted: CoxFit, _ sample: StandardisationSample, logHazards: [Double],
    covariates: StandardisedSurvival.Covariates
  ) {
    self.fitted = fitted
    self.sample = sample
    self.logHazards = logHazards
    self.covariates = covariates
    let likelihood = fitted.data.likelihood
    means = EventMeans(likelihood, fitted.point)
    residuals = PackedRows(
      rowCount: fitted.windows.rowCount, columnCount: likelihood.order)
    var walk = ScoreResiduals(likelihood, fitted.point)
    let stride = residuals.stride
    while let rows = walk.next() {
      residuals.elements.replaceSubrange(
        rows.lowerBound * stride..<rows.upperBound * stride,
        with: walk.residuals.elements[..<(rows.count * stride)])
    }
  }

  /// One level's part in a reading: its derivatives, and the value of each place.
  struct Part {
    let reading: StandardisedLevel.Reading
    /// f at each event, times exp(−c) with c the event's reference.
    let factors: [Double]
    let values: [Double]
  }

  /// f at the events up to a time: the same for all events of a stratum.
  func factors(at time: Double, _ reading: StandardisedLevel.Reading) -> [Double] {
    var factors = [Double](repeating: 0, count: fitted.windows.eventCount)
    for (stratum, events) in fitted.windows.strata.enumerated() {
      guard let last = fitted.windows.lastEvent(upTo: time, stratum: stratum) else { continue }
      for event in events.lowerBound...last {
        factors[event] =
          reading.holds[stratum]
          * exp(-logHazards[last] - fitted.point.sums.references[event])
      }
    }
    return factors
  }

  /// f at the events for a mean up to τ: the sum of the later steps' holds over their hazards.
  func factors(ofMean reading: StandardisedLevel.Reading) -> [Double] {
    var factors = [Double](repeating: 0, count: fitted.windows.eventCount)
    for events in fitted.windows.strata {
      var held = 0.0
      for event in events.reversed() {
        let reference = fitted.point.sums.references[event]
        if event + 1 < events.upperBound {
          held *= exp(fitted.point.sums.references[event + 1] - reference)
        }
        if reading.holds[event] != 0 {
          held += reading.holds[event] * exp(-logHazards[event] - reference)
        }
        factors[event] = held
      }
    }
    return factors
  }

  /// The covariance of one reading at all levels.
  func covariance(_ parts: [Part]) -> Matrix {
    let clusters = fitted.clusters
    let count = clusters?.count ?? fitted.outcomes.count
    let sums = parts.map { part in
      var sums = [Double](repeating: 0, count: count)
      func add(_ value: Double, row: Int32) {
        sums[clusters.map { Int($0.codes[Int(row)]) } ?? Int(row)] += value
      }
      for (row, value) in influence(part).enumerated() { add(value, row: fitted.windows.rows[row]) }
      if covariates == .sampled {
        for (place, row) in sample.rows.enumerated() {
          add(sample.weights[place] * (part.values[place] - part.reading.estimate), row: row)
        }
      }
      return sums
    }
    // A row of weight k that stands for k rows, each its own cluster: k squares of a kth of it.
    let repeats = clusters == nil && fitted.data.likelihood.countsRows ? fitted.weights : nil
    var matrix = Matrix(rowCount: parts.count, columnCount: parts.count)
    for a in parts.indices {
      for b in 0...a {
        var sum = 0.0
        for unit in 0..<count {
          let product = sums[a][unit] * sums[b][unit]
          sum += product == 0 ? 0 : product / (repeats?[unit] ?? 1)
        }
        matrix[a, b] = sum
        matrix[b, a] = sum
      }
    }
    return matrix
  }

  /// The influence of the kept rows through β and the hazards.
  private func influence(_ part: Part) -> [Double] {
    let likelihood = fitted.data.likelihood
    let windows = fitted.windows
    // −∂θ/∂β = Σ w ye^−y (x − x̄).
    var change = part.reading.covariates.map { -$0 }
    means.weighted.addSum(of: 0..<windows.eventCount, weights: part.factors, to: &change)
    let moved = fitted.storedCovariance * Array(change[..<likelihood.order])
    let padding = [Double](repeating: 0, count: residuals.stride - likelihood.order)
    var result = [Double](repeating: 0, count: windows.rowCount)
    residuals.linearPredictor(moved + padding, into: &result)
    var terms = fitted.point.terms
    for event in terms.indices {
      let inverse = 1 / fitted.point.sums.riskSums[event]
      let unit = part.factors[event] * inverse
      terms[event].hazard = terms[event].squares.zero * unit * inverse
      terms[event].deathHazard = terms[event].squares.one * unit * inverse
    }
    let exposures = fitted.point.sums.exposures(windows, terms)
    for row in result.indices { result[row] += exposures[row] }
    for event in 0..<windows.eventCount where part.factors[event] != 0 {
      let share =
        fitted.point.terms[event].hazard / likelihood.deathWeights[event] * part.factors[event]
      for row in windows.deaths(atEvent: event) {
        result[row] -= (likelihood.weights?[row] ?? 1) * share
      }
    }
    return result
  }
}
