internal import LinearAlgebra

extension SubdistributionLikelihood {
  /// For each kept row, w r Σ over the events it is at risk for of the row's share times a vector.
  ///
  /// - Parameter values: A row for each event, in the unit of its reference.
  /// - Complexity: O((n + events) · columns).
  func integrals(of values: PackedRows, _ sums: SubdistributionSums) -> PackedRows {
    var result = PackedRows(rowCount: windows.rowCount, columnCount: values.columnCount)
    if let intervals = windows.windows.intervals, let walk = sums.natural.walk {
      spread(values, intervals.steps, walk, gains: sums.naturalGains, to: &result)
    } else {
      addWindows(values, sums, to: &result)
    }
    spread(values, windows.steps, sums.walk, gains: nil, to: &result)
    return result
  }

  /// Adds the integrals over the windows of rows that are at risk from the origin.
  private func addWindows(
    _ values: PackedRows, _ sums: SubdistributionSums, to result: inout PackedRows
  ) {
    let stride = values.stride
    var running = [Double](repeating: 0, count: stride)
    for event in 0..<values.rowCount {
      let decay = event == 0 ? 0 : sums.natural.decays[event - 1]
      let gain = sums.naturalGains?[event] ?? 1
      for j in 0..<stride {
        running[j] = running[j] * decay + gain * values.elements[event * stride + j]
      }
      for row in windows.windows.rows(ofEvent: event) {
        let risk = sums.natural.risks[row]
        for j in 0..<stride { result.elements[row * stride + j] = risk * running[j] }
      }
    }
  }

  /// Adds the integrals along a walk: the transpose of `PackedRows.stepSums`.
  private func spread(
    _ values: PackedRows, _ steps: PackedRows.Steps, _ walk: RiskSums.Walk, gains: [Double]?,
    to result: inout PackedRows
  ) {
    let stride = values.stride
    var held = [Double](repeating: 0, count: stride)
    for step in steps.ends.indices.reversed() {
      let event = Int(steps.targets[step])
      let gain = walk.gains[step] * (gains?[event] ?? 1)
      for j in 0..<stride { held[j] += gain * values.elements[event * stride + j] }
      for entry in (step == 0 ? 0 : Int(steps.ends[step - 1]))..<Int(steps.ends[step]) {
        let to = Int(steps.rows[entry]) * stride
        for j in 0..<stride { result.elements[to + j] += walk.weights[entry] * held[j] }
      }
      for j in 0..<stride { held[j] *= walk.decays[step] }
    }
  }

  /// The score contribution of every kept row times its weight, ∫ (x − x̄) w dM, the weights after
  /// competing events taken as known.
  func scoreResiduals(_ point: Point, _ means: SubdistributionMeans) -> PackedRows {
    let exposures = point.sums.exposures(windows, point.terms)
    var residuals = integrals(of: means.weighted(point), point.sums)
    let stride = residuals.stride
    for row in exposures.indices {
      for j in 0..<stride {
        residuals.elements[row * stride + j] -=
          exposures[row] * covariates.elements[row * stride + j]
      }
    }
    let (atDeath, spared) = (means.atDeath(self, point), means.spared(point))
    forEachDeath(point) { row, event, risk in
      let weight = weights?[row] ?? 1
      for j in 0..<stride {
        let x = covariates.elements[row * stride + j]
        residuals.elements[row * stride + j] +=
          weight * (x - atDeath.elements[event * stride + j])
          - risk * spared.elements[event * stride + j]
      }
    }
    return residuals
  }

  /// Visits every death with its row, event and w r relative to the event's reference.
  func forEachDeath(_ point: Point, _ body: (Int, Int, Double) -> Void) {
    for event in point.terms.indices {
      let gain = point.sums.naturalGains?[event] ?? 1
      for row in windows.windows.deaths(atEvent: event) {
        body(row, event, gain * point.sums.natural.risks[row])
      }
    }
  }
}
