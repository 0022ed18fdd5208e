internal import LinearAlgebra

extension RiskSums {
  /// The expected number of events of each row, times its weight: w exp(η) times the cumulative
  /// hazard over the row's window, less what Efron's method spares those who die in a tie.
  ///
  /// The transpose of the sums over risk sets, along the same walk.
  package func exposures(_ windows: EventWindows, _ terms: [TieTerms]) -> [Double] {
    precondition(terms.count == windows.eventCount)
    var exposures = [Double](repeating: 0, count: windows.rowCount)
    if let walk, let intervals = windows.intervals {
      spread(terms, intervals, walk, to: &exposures)
    } else {
      var held = 0.0
      for event in 0..<windows.eventCount {
        if event > 0 { held *= decays[event - 1] }
        held += terms[event].hazard
        for row in windows.rows(ofEvent: event) { exposures[row] = risks[row] * held }
      }
    }
    for event in 0..<windows.eventCount where terms[event].deathHazard != 0 {
      for row in windows.deaths(atEvent: event) {
        exposures[row] -= risks[row] * terms[event].deathHazard
      }
    }
    return exposures
  }

  private func spread(
    _ terms: [TieTerms], _ intervals: EventWindows.Intervals, _ walk: Walk,
    to exposures: inout [Double]
  ) {
    let steps = intervals.steps
    var held = 0.0
    for step in steps.ends.indices.reversed() {
      held += walk.gains[step] * terms[Int(steps.targets[step])].hazard
      let start = step == 0 ? 0 : Int(steps.ends[step - 1])
      for entry in start..<Int(steps.ends[step]) {
        exposures[Int(steps.rows[entry])] += walk.weights[entry] * held
      }
      held *= walk.decays[step]
    }
  }

  /// The terms of every event time.
  ///
  /// - Parameter deathCounts: The number of deaths at each, where rows stand for several or none.
  package func tieTerms(
    _ windows: EventWindows, _ method: TieMethod, deathWeights: [Double], deathCounts: [Int]?
  ) -> [TieTerms] {
    (0..<windows.eventCount).map { event in
      TieTerms(
        method, deaths: deathCounts?[event] ?? Int(windows.deaths[event]),
        weight: deathWeights[event],
        riskSum: riskSums[event], deathSum: deathSums[event])
    }
  }
}
