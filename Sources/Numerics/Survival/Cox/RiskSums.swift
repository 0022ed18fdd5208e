internal import Glibc
internal import LinearAlgebra

/// The sums of exp(η) over risk sets at one set of coefficients, and what goes with them.
///
/// A linear predictor may run into the hundreds or drift by thousands along time; only its spread
/// inside a risk set matters. Every event time k therefore has a reference c(k), and all numbers
/// are stored relative to it: `riskSums[k]` is Σ w exp(η − c(k)). Where the spread inside each
/// stratum is below 600 the reference is the stratum's largest η; otherwise it slides.
package struct RiskSums: Sendable {
  /// c(k), for each event time.
  package private(set) var references: [Double]
  /// w exp(η − c(k)) for each row, k being the event of its segment.
  package private(set) var risks: [Double]
  /// The sum of w exp(η − c(k)) over the risk set of each event.
  package private(set) var riskSums: [Double]
  /// The sum of w exp(η − c(k)) over the deaths at each event.
  package private(set) var deathSums: [Double]
  /// By what a sum over later rows is multiplied when it is carried to each event.
  ///
  /// Zero at the end of a stratum, exp(c(k + 1) − c(k)) elsewhere; empty with delayed entry.
  package private(set) var decays: [Double] = []
  /// The factors of the steps with delayed entry.
  package private(set) var walk: Walk?

  /// Weights and factors for a walk through `EventWindows.Intervals`.
  package struct Walk: Sendable {
    /// The weight of each entry of the steps' rows.
    package var weights: [Double]
    /// What the held sum is multiplied with before each step.
    package var decays: [Double]
    /// What the held sum is multiplied with when it is added to its target.
    package var gains: [Double]
  }

  /// Computes the sums.
  ///
  /// - Parameters:
  ///   - eta: The linear predictor of each kept row.
  ///   - weights: The weight of each kept row.
  package init(_ windows: EventWindows, eta: [Double], weights: [Double]?) {
    precondition(eta.count == windows.rowCount && (weights?.count ?? eta.count) == eta.count)
    references = [Double](repeating: 0, count: windows.eventCount)
    risks = eta
    riskSums = [Double](repeating: 0, count: windows.eventCount)
    deathSums = riskSums
    let slides = setReferences(windows, eta: eta)
    for event in 0..<windows.eventCount {
      let reference = references[event]
      for row in windows.rows(ofEvent: event) { risks[row] = eta[row] - reference }
    }
    VectorMath.exponentiate(&risks)
    if let weights {
      for row in risks.indices { risks[row] *= weights[row] }
    }
    if let intervals = windows.intervals {
      walk = Walk(intervals, self, eta: eta, weights: weights, slides: slides)
      sumIntervals(windows, intervals)
    } else {
      sumSuffixes(windows)
    }
  }

  /// Computes the sums from w exp(η), for linear predictors that need no reference.
  package init(_ windows: EventWindows, risks: [Double], eta: [Double]) {
    precondition(risks.count == windows.rowCount)
    references = [Double](repeating: 0, count: windows.eventCount)
    self.risks = risks
    riskSums = references
    deathSums = references
    if let intervals = windows.intervals {
      walk = Walk(intervals, self, eta: eta, weights: nil, slides: false)
      sumIntervals(windows, intervals)
    } else {
      sumSuffixes(windows)
    }
  }

  /// The stratum's largest η for all its events where that is safe, and sliding ones where not;
  /// returns whether any slide.
  private mutating func setReferences(_ windows: EventWindows, eta: [Double]) -> Bool {
    var slides = false
    for stratum in windows.strata.indices where !windows.strata[stratum].isEmpty {
      let events = windows.strata[stratum]
      var (least, greatest) = (Double.infinity, -Double.infinity)
      for row in windows.rows(ofStratum: stratum) {
        least = min(least, eta[row])
        greatest = max(greatest, eta[row])
      }
      guard greatest - least > 600 else {
        for event in events { references[event] = greatest }
        continue
      }
      slides = true
      if let intervals = windows.intervals {
        slideReferences(intervals, events, eta: eta)
      } else {
        slideReferences(windows, events, eta: eta)
      }
    }
    return slides
  }

  /// From the last event on, the largest η so far, renewed only when it has grown by 300.
  private mutating func slideReferences(
    _ windows: EventWindows, _ events: Range<Int>, eta: [Double]
  ) {
    var reference = -Double.infinity
    for event in events.reversed() {
      let greatest = windows.rows(ofEvent: event).reduce(-Double.infinity) { max($0, eta[$1]) }
      if greatest > reference + 300 || reference == -.infinity { reference = greatest }
      references[event] = reference
    }
  }

  /// The largest η at risk at each event.
  private mutating func slideReferences(
    _ intervals: EventWindows.Intervals, _ events: Range<Int>, eta: [Double]
  ) {
    for event in events { references[event] = -.infinity }
    var held = -Double.infinity
    var entry = 0
    for step in intervals.steps.ends.indices {
      if intervals.isFirst[step] { held = -.infinity }
      while entry < Int(intervals.steps.ends[step]) {
        held = max(held, eta[Int(intervals.steps.rows[entry])])
        entry += 1
      }
      let target = Int(intervals.steps.targets[step])
      if events.contains(target) { references[target] = max(references[target], held) }
    }
  }

  private mutating func sumSuffixes(_ windows: EventWindows) {
    decays = [Double](repeating: 0, count: windows.eventCount)
    for events in windows.strata {
      var held = 0.0
      for event in events.reversed() {
        if event + 1 < events.upperBound {
          let drift = references[event + 1] - references[event]
          decays[event] = drift == 0 ? 1 : exp(drift)
        }
        var deathSum = 0.0
        for row in windows.deaths(atEvent: event) { deathSum += risks[row] }
        var segmentSum = deathSum
        let survivors =
          windows.deaths(atEvent: event).upperBound..<windows.rows(ofEvent: event).upperBound
        for row in survivors { segmentSum += risks[row] }
        held = held * decays[event] + segmentSum
        deathSums[event] = deathSum
        riskSums[event] = held
      }
    }
  }

  private mutating func sumIntervals(_ windows: EventWindows, _ intervals: EventWindows.Intervals) {
    guard let walk else { return }
    var held = 0.0
    var entry = 0
    for step in intervals.steps.ends.indices {
      held *= walk.decays[step]
      while entry < Int(intervals.steps.ends[step]) {
        held += walk.weights[entry]
        entry += 1
      }
      riskSums[Int(intervals.steps.targets[step])] += held * walk.gains[step]
    }
    for event in 0..<windows.eventCount {
      deathSums[event] = windows.deaths(atEvent: event).reduce(0) { $0 + risks[$1] }
    }
  }
}

extension RiskSums.Walk {
  fileprivate init(
    _ intervals: EventWindows.Intervals, _ sums: RiskSums, eta: [Double],
    weights caseWeights:
      [Double]?, slides: Bool
  ) {
    let steps = intervals.steps
    decays = intervals.isFirst.map { $0 ? 0 : 1 }
    gains = [Double](repeating: 1, count: steps.ends.count)
    weights = []
    weights.reserveCapacity(steps.rows.count)
    guard slides else {
      weights = steps.rows.map { sums.risks[Int($0)] }
      return
    }
    var (entry, held) = (0, -Double.infinity)
    for step in steps.ends.indices {
      let before = intervals.isFirst[step] ? -Double.infinity : held
      let taken = entry..<Int(steps.ends[step])
      held = taken.reduce(before) { max($0, eta[Int(steps.rows[$1])]) }
      for place in taken {
        let row = Int(steps.rows[place])
        weights.append((caseWeights?[row] ?? 1) * exp(eta[row] - held))
      }
      decays[step] = exp(before - held)
      gains[step] = exp(held - sums.references[Int(steps.targets[step])])
      entry = taken.upperBound
    }
  }
}
