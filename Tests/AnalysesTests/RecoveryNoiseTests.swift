import Cohorts
import Outcomes
import Survival
import Testing

/// What noise in the scores does to the two rules of loss.
///
/// One bad day ends a spell by the first-visit rule, which is therefore short; a loss that must be
/// seen twice may go unseen, and is long. The truth lies between, which is why both are printed.
@Suite struct RecoveryNoiseTests {
  /// Either rule must be off by four Monte-Carlo errors.
  ///
  /// The error is that of the mean over ten cohorts, from their spread; the truth is the share of
  /// the very hips that are analysed.
  @Test func theTruthLiesBetweenTheTwoRules() throws {
    var (short, long): ([Double: [Double]], [Double: [Double]]) = ([:], [:])
    for seed in 0..<10 as Range<UInt64> {
      // Without replacements and without selection on the score at entry only noise is at work.
      let study = RecoveryStudy(
        .init(
          patients: 2000, seed: 510 + seed, hasErrors: false, replacementRate: 0, entryPain: 0))
      let until = try study.numbers("response_until")
      let hips = try study.recordedEndpoints()
      let members = hips.indices.filter {
        hips[$0].responseStatus == .responder && !until[$0].isNaN
      }
      let truth = members.map { until[$0] }
      let chosen = members.map { hips[$0] }
      let firstVisit = try RecoveryReadings.turnbull(chosen, .firstVisit)
      let confirmed = try RecoveryReadings.turnbull(chosen, .twoVisits)
      for month in [12.0, 24] {
        let share = RecoveryReadings.share(of: truth, after: month)
        // The bound nearer to the truth.
        short[month, default: []].append(firstVisit.survivalBounds(at: month).upper - share)
        long[month, default: []].append(confirmed.survivalBounds(at: month).lower - share)
      }
    }
    for month in [12.0, 24] {
      let low = RecoveryReadings.mean(short[month] ?? [])
      let high = RecoveryReadings.mean(long[month] ?? [])
      #expect(low.value < -4 * low.error, "\(month): \(low)")
      #expect(high.value > 4 * high.error, "\(month): \(high)")
    }
  }
}
