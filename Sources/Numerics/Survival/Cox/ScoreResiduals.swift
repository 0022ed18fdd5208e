internal import LinearAlgebra

/// The contribution of every row to the score, times its weight, in blocks of kept rows.
///
/// ```
/// w (δ (x − x̄ at its death)  −  ∫ (x − x̄(t)) r dΛ(t))       over the row's window
/// ```
///
/// where those who die in a tie are credited, by Efron's method, with the hazard and the mean of
/// each of the tied terms at the share fⱼ that the term takes away from them. O((n + events) p): the
/// integral of x̄ dΛ is a running sum along the event times.
struct ScoreResiduals {
  private let likelihood: PartialLikelihood
  private let point: PartialLikelihood.Point
  private let exposures: [Double]
  private let means: EventMeans
  /// With delayed entry, r ∫ x̄ dΛ of every kept row.
  private var integrals: PackedRows?
  /// Without: the running sum of x̄ dΛ up to the current event.
  private var running: [Double]
  private var event = 0
  /// The residuals of the block's rows, from place 0 on.
  private(set) var residuals: PackedRows

  private static let rowLimit = 512

  init(_ likelihood: PartialLikelihood, _ point: PartialLikelihood.Point) {
    self.likelihood = likelihood
    self.point = point
    exposures = point.sums.exposures(likelihood.windows, point.terms)
    means = EventMeans(likelihood, point)
    residuals = PackedRows(rowCount: 0, columnCount: likelihood.order)
    running = [Double](repeating: 0, count: residuals.stride)
    if let intervals = likelihood.windows.intervals, let walk = point.sums.walk {
      integrals = means.integrals(intervals, walk, rowCount: likelihood.windows.rowCount)
    }
  }

  /// Fills `residuals` with the next rows and returns which they are; `nil` after the last.
  mutating func next() -> Range<Int>? {
    let windows = likelihood.windows
    guard event < windows.eventCount else { return nil }
    let first = Int(windows.starts[event])
    var end = event + 1
    while end < windows.eventCount,
      Int(windows.starts[end + 1]) - first <= ScoreResiduals.rowLimit
    {
      end += 1
    }
    let rows = first..<Int(windows.starts[end])
    if residuals.rowCount < rows.count {
      residuals = PackedRows(rowCount: rows.count, columnCount: likelihood.order)
    }
    while event < end {
      advance(to: event)
      for row in windows.rows(ofEvent: event) { fill(row, place: row - first) }
      for row in windows.deaths(atEvent: event) { credit(row, place: row - first) }
      event += 1
    }
    return rows
  }

  /// Takes the event's x̄ dΛ into the running sum.
  private mutating func advance(to event: Int) {
    guard integrals == nil else { return }
    let decay = event == 0 ? 0 : point.sums.decays[event - 1]
    let stride = running.count
    for j in 0..<stride {
      running[j] = running[j] * decay + means.weighted.elements[event * stride + j]
    }
  }

  /// −(x times exposure − r ∫ x̄ dΛ).
  private mutating func fill(_ row: Int, place: Int) {
    let stride = running.count
    let (from, to) = (row * stride, place * stride)
    let exposure = exposures[row]
    if let integrals {
      for j in 0..<stride {
        residuals.elements[to + j] =
          integrals.elements[from + j] - exposure * likelihood.covariates.elements[from + j]
      }
    } else {
      let risk = point.sums.risks[row]
      for j in 0..<stride {
        residuals.elements[to + j] =
          risk * running[j] - exposure * likelihood.covariates.elements[from + j]
      }
    }
  }

  /// Adds w (x − x̄) of a death, and takes back what its tie spares it of ∫ x̄ dΛ.
  private mutating func credit(_ row: Int, place: Int) {
    let stride = running.count
    let weight = likelihood.weights?[row] ?? 1
    let risk = point.sums.risks[row]
    let at = event * stride
    let isTied = point.terms[event].deathHazard > 0
    for j in 0..<stride {
      let x = likelihood.covariates.elements[row * stride + j]
      var value = weight * (x - means.atDeath.elements[at + j])
      if isTied { value -= risk * means.spared.elements[at + j] }
      residuals.elements[place * stride + j] += value
    }
  }
}
