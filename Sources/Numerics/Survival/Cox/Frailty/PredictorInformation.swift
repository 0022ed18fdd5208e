internal import LinearAlgebra

/// The information of a partial likelihood about the linear predictors of its rows, as an operator.
///
/// ```
/// J = diag(v)  −  Σ over event times Σⱼ m pⱼ pⱼ'          v exposures, pⱼ the shares of the risk set
/// ```
///
/// J is n × n and is never formed: J u takes two walks along time, O(n), with delayed entry
/// O(n + K log K) for K event times. The information about any coefficients follows from products
/// with the columns they multiply; for effects of groups a product costs no more than for one
/// covariate, however many groups there are.
struct PredictorInformation {
  private let windows: EventWindows
  private let point: PartialLikelihood.Point
  /// The expected number of events of each row, times its weight.
  let exposures: [Double]

  init(_ windows: EventWindows, _ point: PartialLikelihood.Point) {
    self.windows = windows
    self.point = point
    exposures = point.sums.exposures(windows, point.terms)
  }

  /// J u.
  func times(_ u: [Double]) -> [Double] {
    let sums = sums(u)
    var weighted = [Double](repeating: 0, count: windows.eventCount)
    var spared = weighted
    for event in weighted.indices {
      let term = point.terms[event]
      let inverse = 1 / point.sums.riskSums[event]
      let whole = sums[event] * inverse
      guard term.deathHazard > 0 else {
        weighted[event] = term.squares.zero * whole * inverse
        continue
      }
      let part =
        inverse * windows.deaths(atEvent: event).reduce(0) { $0 + point.sums.risks[$1] * u[$1] }
      weighted[event] = (term.squares.zero * whole - term.squares.one * part) * inverse
      spared[event] = (term.squares.one * whole - term.squares.two * part) * inverse
    }
    return spread(weighted, spared, u)
  }

  /// The sum of w exp(η) u over the risk set of each event.
  private func sums(_ u: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: windows.eventCount)
    guard let intervals = windows.intervals, let walk = point.sums.walk else {
      var held = 0.0
      for event in sums.indices.reversed() {
        held *= point.sums.decays[event]
        for row in windows.rows(ofEvent: event) { held += point.sums.risks[row] * u[row] }
        sums[event] = held
      }
      return sums
    }
    let steps = intervals.steps
    var (entry, held) = (0, 0.0)
    for step in steps.ends.indices {
      held *= walk.decays[step]
      while entry < Int(steps.ends[step]) {
        held += walk.weights[entry] * u[Int(steps.rows[entry])]
        entry += 1
      }
      sums[Int(steps.targets[step])] += held * walk.gains[step]
    }
    return sums
  }

  /// The transposed walk: what each row gives up of v u.
  private func spread(_ weighted: [Double], _ spared: [Double], _ u: [Double]) -> [Double] {
    var result = zip(exposures, u).map { $0 * $1 }
    if let intervals = windows.intervals, let walk = point.sums.walk {
      let steps = intervals.steps
      var held = 0.0
      for step in steps.ends.indices.reversed() {
        held += walk.gains[step] * weighted[Int(steps.targets[step])]
        for entry in (step == 0 ? 0 : Int(steps.ends[step - 1]))..<Int(steps.ends[step]) {
          result[Int(steps.rows[entry])] -= walk.weights[entry] * held
        }
        held *= walk.decays[step]
      }
    } else {
      var held = 0.0
      for event in weighted.indices {
        if event > 0 { held *= point.sums.decays[event - 1] }
        held += weighted[event]
        for row in windows.rows(ofEvent: event) { result[row] -= point.sums.risks[row] * held }
      }
    }
    for event in spared.indices where spared[event] != 0 {
      for row in windows.deaths(atEvent: event) {
        result[row] += point.sums.risks[row] * spared[event]
      }
    }
    return result
  }
}
