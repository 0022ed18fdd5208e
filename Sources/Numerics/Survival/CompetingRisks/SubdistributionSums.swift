internal import Glibc
internal import LinearAlgebra

/// The sums of exp(η) over the risk sets of a subdistribution hazard, those who had a competing event
/// included with their shares.
///
/// Sums are relative to exp(c(k)) at event k, as in `RiskSums`; the reference is that of the rows
/// before the end of their follow-up unless somebody with a competing event is larger by far.
struct SubdistributionSums: Sendable {
  /// The sums before the end of follow-up, relative to their own references.
  let natural: RiskSums
  /// c(k), for each event time.
  private(set) var references: [Double]
  /// By what the sums of `natural` are multiplied to be relative to c(k); all one when `nil`.
  private(set) var naturalGains: [Double]?
  /// The walk of the cells.
  private(set) var walk: RiskSums.Walk
  /// The sum over the whole risk set of each event.
  private(set) var riskSums: [Double]
  /// The sum over the deaths at each event.
  private(set) var deathSums: [Double]

  /// Larger than this the exponential of a difference is kept out of the sums.
  private static let spread = 300.0

  init(_ windows: SubdistributionWindows, eta: [Double], weights: [Double]?) {
    let count = windows.windows.rowCount
    natural = RiskSums(
      windows.windows, eta: count == eta.count ? eta : Array(eta[..<count]),
      weights: weights.map { count == $0.count ? $0 : Array($0[..<count]) })
    references = natural.references
    riskSums = natural.riskSums
    deathSums = natural.deathSums
    walk = RiskSums.Walk(weights: [], decays: [], gains: [])
    guard !windows.isFirst.isEmpty else { return }
    let held = heldReferences(windows, eta: eta)
    setReferences(windows, held: held)
    setWalk(windows, held: held, eta: eta, weights: weights)
    add(windows)
  }

  /// For each step the reference of what is held: the first member's η, renewed by one far larger.
  private func heldReferences(_ windows: SubdistributionWindows, eta: [Double]) -> [Double] {
    var references = [Double](repeating: 0, count: windows.isFirst.count)
    var reference = -Double.infinity
    var entry = 0
    for step in references.indices {
      if windows.isFirst[step] { reference = -.infinity }
      var greatest = -Double.infinity
      while entry < Int(windows.steps.ends[step]) {
        greatest = max(greatest, eta[Int(windows.steps.rows[entry])])
        entry += 1
      }
      if greatest > reference + SubdistributionSums.spread || reference == -.infinity {
        reference = greatest
      }
      references[step] = reference
    }
    return references
  }

  private mutating func setReferences(_ windows: SubdistributionWindows, held: [Double]) {
    for (step, event) in windows.steps.targets.enumerated()
    where held[step] > references[Int(event)] + SubdistributionSums.spread {
      references[Int(event)] = held[step]
    }
    guard references != natural.references else { return }
    let gains = references.indices.map { exp(natural.references[$0] - references[$0]) }
    for event in gains.indices {
      riskSums[event] *= gains[event]
      deathSums[event] *= gains[event]
    }
    naturalGains = gains
  }

  private mutating func setWalk(
    _ windows: SubdistributionWindows, held: [Double], eta: [Double], weights: [Double]?
  ) {
    let steps = windows.steps
    walk.weights = steps.rows.map { eta[Int($0)] }
    walk.decays = windows.isFirst.map { $0 ? 0 : 1 }
    walk.gains = windows.levels
    var entry = 0
    var last = (difference: 0.0, factor: 1.0)
    for step in held.indices {
      while entry < Int(steps.ends[step]) {
        walk.weights[entry] -= held[step]
        entry += 1
      }
      if step > 0, walk.decays[step] > 0, held[step] != held[step - 1] {
        walk.decays[step] = exp(held[step - 1] - held[step])
      }
      let difference = held[step] - references[Int(steps.targets[step])]
      if difference != last.difference { last = (difference, exp(difference)) }
      walk.gains[step] *= last.factor
    }
    VectorMath.exponentiate(&walk.weights)
    for entry in walk.weights.indices {
      walk.weights[entry] *= windows.shares[entry] * (weights?[Int(steps.rows[entry])] ?? 1)
    }
  }

  /// Adds the sums over those who had a competing event.
  private mutating func add(_ windows: SubdistributionWindows) {
    var held = 0.0
    var entry = 0
    for step in walk.gains.indices {
      held *= walk.decays[step]
      while entry < Int(windows.steps.ends[step]) {
        held += walk.weights[entry]
        entry += 1
      }
      riskSums[Int(windows.steps.targets[step])] += held * walk.gains[step]
    }
  }

  /// For each kept row, the sum over its risk sets of its part of the hazard.
  func exposures(_ windows: SubdistributionWindows, _ terms: [TieTerms]) -> [Double] {
    var scaled = terms
    if let gains = naturalGains {
      for event in gains.indices {
        scaled[event].hazard *= gains[event]
        scaled[event].deathHazard *= gains[event]
      }
    }
    var exposures = natural.exposures(windows.windows, scaled)
    exposures += [Double](repeating: 0, count: windows.rowCount - exposures.count)
    var held = 0.0
    for step in walk.gains.indices.reversed() {
      held += walk.gains[step] * terms[Int(windows.steps.targets[step])].hazard
      let start = step == 0 ? 0 : Int(windows.steps.ends[step - 1])
      for entry in start..<Int(windows.steps.ends[step]) {
        exposures[Int(windows.steps.rows[entry])] += walk.weights[entry] * held
      }
      held *= walk.decays[step]
    }
    return exposures
  }

  /// What the deaths at each event contribute.
  func tieTerms(
    _ windows: SubdistributionWindows, _ method: TieMethod, deathWeights: [Double],
    countsRows: Bool
  ) -> [TieTerms] {
    deathWeights.indices.map { event in
      TieTerms(
        method,
        deaths: countsRows ? Int(deathWeights[event]) : Int(windows.windows.deaths[event]),
        weight: deathWeights[event], riskSum: riskSums[event], deathSum: deathSums[event])
    }
  }
}
