internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// What standardisation needs of one level: the rows' predictors there, the estimates, and the
/// derivatives of the estimates by the coefficients and by the logarithm of each stratum's
/// cumulative hazard.
///
/// With y = Λe^η the survival is e^−y; its derivative by log Λ is −ye^−y, and by β that times x less
/// the mean x̄ of what makes up Λ. `holds` are the sums of w ye^−y: one for each stratum at a time,
/// and for the restricted mean one for each event, times the length of the step that it begins.
struct StandardisedLevel {
  /// The derivatives of one reading.
  struct Reading {
    var estimate = 0.0
    /// Σ w ye^−y x, padded.
    var covariates: [Double]
    /// Σ w ye^−y for each stratum, or for each event.
    var holds: [Double]
  }

  /// The linear predictor of each place, in stored coordinates.
  let eta: [Double]
  /// One for each time.
  private(set) var survival: [Reading] = []
  /// That of the mean up to τ.
  private(set) var restrictedMean: Reading?
  /// The mean time up to τ of each place.
  private(set) var meanTimes: [Double] = []

  private let sample: StandardisationSample
  private let fitted: CoxFit

  init(
    _ design: Design, _ sample: StandardisationSample, _ fitted: CoxFit, logHazards: [Double],
    times: [Double], tau: Double?
  ) {
    self.sample = sample
    self.fitted = fitted
    let packed = sample.pack(design, fitted)
    let padding = [Double](repeating: 0, count: packed.stride - packed.columnCount)
    var eta = [Double](repeating: 0, count: packed.rowCount)
    packed.linearPredictor(
      fitted.point.coefficients + padding,
      base: design.offset.map { offset in sample.rows.map { offset[Int($0)] } }, into: &eta)
    self.eta = eta
    survival = times.map { survival(at: $0, packed, logHazards) }
    if let tau { readMeans(to: tau, packed, logHazards) }
  }

  /// The survival of each place at a time.
  func survival(at time: Double, _ logHazards: [Double]) -> [Double] {
    var values = eta.map { _ in 1.0 }
    for (stratum, places) in sample.strata.enumerated() {
      guard let event = fitted.windows.lastEvent(upTo: time, stratum: stratum) else { continue }
      for place in places { values[place] = exp(-exp(logHazards[event] + eta[place])) }
    }
    return values
  }

  private func survival(
    at time: Double, _ packed: PackedRows, _ logHazards: [Double]
  ) -> Reading {
    var reading = Reading(
      covariates: [Double](repeating: 0, count: packed.stride),
      holds: [Double](repeating: 0, count: sample.strata.count))
    var weights = [Double](repeating: 0, count: packed.rowCount)
    var values = [Double](repeating: 1, count: packed.rowCount)
    for (stratum, places) in sample.strata.enumerated() {
      let event = fitted.windows.lastEvent(upTo: time, stratum: stratum)
      for place in places {
        let hazard = event.map { exp(logHazards[$0] + eta[place]) } ?? 0
        let value = exp(-hazard)
        values[place] = value
        weights[place] = value == 0 ? 0 : sample.weights[place] * hazard * value
        reading.holds[stratum] += weights[place]
      }
    }
    reading.estimate = sample.mean(of: values)
    packed.addSum(of: 0..<packed.rowCount, weights: weights, to: &reading.covariates)
    return reading
  }

  private mutating func readMeans(to tau: Double, _ packed: PackedRows, _ logHazards: [Double]) {
    var reading = Reading(
      covariates: [Double](repeating: 0, count: packed.stride),
      holds: [Double](repeating: 0, count: fitted.windows.eventCount))
    var weights = [Double](repeating: 0, count: packed.rowCount)
    meanTimes = eta.map { _ in tau }
    for (stratum, places) in sample.strata.enumerated() where !places.isEmpty {
      let steps = fitted.windows.steps(to: tau, stratum: stratum)
      guard let first = steps.events.first else { continue }
      let nodes = PredictorNodes(eta, range: places)
      let spread = nodes.spread(sample.weights[places])
      let logs = Array(logHazards[steps.events])
      var means = nodes.nodes.map { _ in max(0, min(tau, fitted.windows.times[first])) }
      var changes = nodes.nodes.map { _ in 0.0 }
      for (node, predictor) in nodes.nodes.enumerated() {
        var hazards = logs.map { $0 + predictor }
        VectorMath.exponentiate(&hazards)
        var values = hazards.map { -$0 }
        VectorMath.exponentiate(&values)
        for k in values.indices {
          let change = values[k] == 0 ? 0 : values[k] * hazards[k]
          means[node] += steps.lengths[k] * values[k]
          changes[node] += steps.lengths[k] * change
          reading.holds[first + k] += steps.lengths[k] * spread[node] * change
        }
      }
      nodes.read(means, into: &meanTimes)
      nodes.read(changes, into: &weights)
    }
    for place in weights.indices { weights[place] *= sample.weights[place] }
    reading.estimate = sample.mean(of: meanTimes)
    packed.addSum(of: 0..<packed.rowCount, weights: weights, to: &reading.covariates)
    restrictedMean = reading
  }
}

extension EventWindows {
  /// The last event of a stratum at or before a time.
  func lastEvent(upTo time: Double, stratum: Int) -> Int? {
    let end = firstEvent(after: time, in: strata[stratum])
    return end > strata[stratum].lowerBound ? end - 1 : nil
  }

  /// The events of a stratum before τ, and how long the curve keeps its value from each on.
  func steps(to tau: Double, stratum: Int) -> (events: Range<Int>, lengths: [Double]) {
    let start = strata[stratum].lowerBound
    var end = firstEvent(after: tau, in: strata[stratum])
    while end > start, times[end - 1] >= tau { end -= 1 }
    let events = start..<end
    return (
      events,
      events.map { event in
        max(0, event + 1 < end ? times[event + 1] : tau) - max(0, times[event])
      }
    )
  }
}
