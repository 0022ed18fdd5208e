import Outcomes
import Statistics
import Survival

/// The interval-censored times of one group, equal ones gathered, ready to be estimated and
/// resampled.
///
/// Visits fall on whole days, so that many hips share an interval; a curve of the different
/// intervals with their counts is the curve of the rows.
struct IntervalSample {
  /// Each different interval once, in the order they come.
  private let different: IntervalCensoredOutcomes
  /// Which of them each row has.
  private let place: [Int]
  private let clusters: Grouping

  /// Gathers the times of rows and their patients.
  ///
  /// - Throws: the first fault of a time.
  init(
    _ times: [IntervalCensoredTime], patients: [Int32]
  ) throws(IntervalCensoredProblem) {
    let gathered = Grouping(of: times)
    var first: [IntervalCensoredTime] = []
    for (row, code) in gathered.codes.enumerated() where Int(code) == first.count {
      first.append(times[row])
    }
    different = try IntervalCensoredOutcomes(first)
    place = gathered.codes.map { Int($0) }
    clusters = Grouping(of: patients)
  }

  /// The number of rows.
  var rowCount: Int { place.count }
  /// The number of patients.
  var patientCount: Int { clusters.count }

  /// How many times the patients are drawn: enough for limits, and few enough that the curves of a
  /// register of 100,000 take seconds.
  var replicates: Int {
    switch different.count {
    case ...2000: 200
    case ...10_000: 100
    default: 50
    }
  }

  /// Turnbull's curve of the rows.
  func curve() throws(FitError) -> TurnbullCurve {
    try curve(counts: [Double](repeating: 1, count: rowCount), .init())
  }

  private func curve(
    counts: [Double], _ options: TurnbullEstimator.Options
  ) throws(FitError) -> TurnbullCurve {
    var weights = [Double](repeating: 0, count: different.count)
    for (row, count) in counts.enumerated() { weights[place[row]] += count }
    return try TurnbullEstimator.fit(different, weights: weights, options: options)
  }

  /// Readings of the curve with patients drawn anew, all hips of a patient together.
  ///
  /// The draws are those of `cohort turnbull` with `cluster(...)` on the same rows.
  ///
  /// - Parameter stream: which of the sequences of draws of the seed, one for each group.
  func bootstrap(
    seed: UInt64, stream: Int, _ readings: @Sendable (TurnbullCurve) -> [Double]
  ) -> BootstrapSample {
    BootstrapSample(
      Resampling(clusters: clusters),
      options: .init(replicates: replicates, seed: seed, stream: stream)
    ) { counts in
      // Far finer than the scatter of the replicates.
      let curve = try curve(counts: counts, .init(tolerance: 1e-6))
      guard curve.convergence.converged else { throw NotConverged() }
      return readings(curve)
    }
  }

  private struct NotConverged: Error {}
}
