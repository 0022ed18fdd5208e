import Analyses
import Cohorts
import Documents

/// What the visits can tell of the first response, and what they cannot, in sentences.
struct OnsetWords {
  /// The rows of everybody.
  let rows: [AnalysisResult]
  let numbers: NumberStyle

  /// The sentences.
  var text: String { [schedule, untold].compactMap { $0 }.joined(separator: " ") }

  private func value(
    _ statistic: AnalysisResult.Statistic, _ level: String? = nil
  ) -> Double? {
    rows.first { $0.statistic == statistic && $0.level == level && $0.timeMonths == nil }?
      .value.double
  }

  /// Months in weeks, as a reader of early visits counts.
  private func weeks(_ months: Double) -> String {
    numbers.text(months * 30.4375 / 7, decimals: 1)
  }

  private var schedule: String {
    let n = rows.first?.denominators.n ?? 0
    let level = "first_assessment"
    guard let earliest = value(.minimum, level), let lower = value(.lowerQuartile, level),
      let median = value(.median, level), let upper = value(.upperQuartile, level)
    else {
      return "No hip was assessed after the injection, so nothing can be told of the onset."
    }
    let early = points.map { name, assessed in
      "\(numbers.text(assessed)) by \(name)"
    }
    return "A response is seen at a visit, and came about at some time since the visit before. The "
      + "first assessment after the injection was at a median of \(weeks(median)) weeks (quartiles "
      + "\(weeks(lower)) to \(weeks(upper))"
      + (earliest.isNaN ? "" : ", earliest \(weeks(earliest))") + "). Assessed at least once: "
      + early.joined(separator: ", ") + ", of \(numbers.text(n)) analysed."
  }

  /// The time points with how many had been assessed by then.
  private var points: [(name: String, assessed: Count)] {
    rows.compactMap { row in
      guard row.level == "assessed", row.timeMonths != nil, let name = row.name else { return nil }
      return (name, row.value.tally)
    }
  }

  private var untold: String? {
    guard value(.knownFrom) != nil else {
      return "Fewer than ten hips were assessed, too few to estimate when the response came."
    }
    let open = rows.filter {
      guard $0.statistic == .onsetProbability, case .state = $0.value else { return false }
      return true
    }
    let parts = open.compactMap { row -> String? in
      let bounds = [AnalysisResult.Statistic.lowerBound, .upperBound].compactMap { bound in
        rows.first {
          $0.statistic == bound && $0.variable == row.statistic.rawValue
            && $0.timeMonths == row.timeMonths
        }?.value.double
      }
      guard let name = row.name, bounds.count == 2 else { return nil }
      return "by \(name) it lies between \(numbers.text(bounds[0], decimals: 2)) and "
        + numbers.text(bounds[1], decimals: 2)
    }
    guard !parts.isEmpty else { return nil }
    let from =
      value(.knownFrom).map { $0.isNaN ? "" : " (ten had been assessed by \(weeks($0)) weeks)" }
      ?? ""
    return "The visits cannot tell the probability of a response at every time point\(from): "
      + parts.joined(separator: "; ") + ", and no value in between is more likely than another."
  }
}
