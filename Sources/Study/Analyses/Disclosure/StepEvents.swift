import Cohorts

/// The events behind a probability at a time, where a curve of the results tells them.
struct StepEvents {
  private struct Key: Hashable {
    let analysis: AnalysisResult.Analysis
    let set: String
    let cause: String
    let group: [GroupLevel]
  }

  private var steps: [Key: [(time: Double, events: Int)]] = [:]

  init(_ results: StudyResults) {
    for curve in results.curves.flatMap(\.curves) {
      steps[Key(analysis: .survival, set: "", cause: "", group: curve.group)] =
        zip(curve.times, curve.eventCounts).map { ($0, $1) }
    }
    for set in results.incidence {
      for curve in set.everybody + set.arms.flatMap({ $0 }) {
        steps[
          Key(analysis: .competingEvents, set: set.set, cause: curve.cause, group: curve.group)] =
          zip(curve.times, curve.eventCounts).map { ($0, $1) }
      }
    }
  }

  /// The events up to the time of a row; nil where no curve tells them.
  func count(_ row: AnalysisResult) -> Int? {
    let isOfCause = row.analysis == .competingEvents
    let key = Key(
      analysis: row.analysis, set: isOfCause ? row.name ?? "" : "",
      cause: isOfCause ? row.level ?? "" : "", group: row.stratum)
    guard let month = row.timeMonths, let steps = steps[key] else { return nil }
    return steps.reduce(0) { $0 + ($1.time <= month ? $1.events : 0) }
  }
}
