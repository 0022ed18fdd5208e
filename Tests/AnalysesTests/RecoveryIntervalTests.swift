import Cohorts
import Outcomes
import Statistics
import Survival
import Testing

/// Intervals and their estimator against the truth, without noise of the scores.
///
/// A change seen between two visits is known to lie between them and nothing more, and the
/// non-parametric likelihood of such intervals is the right answer (Turnbull 1976).
@Suite struct RecoveryIntervalTests {
  /// The visits of a cohort: about the planned days, each missed with probability 0.15, ended by
  /// leaving at 0.01 a month, all of it independent of the course.
  static func visits(of study: RecoveryStudy, seed: UInt64) -> [[Double]] {
    (0..<study.count).map { hip in
      var stream = RandomStream(seed: seed, key: 1, hip)
      let leaving = stream.exponential() / 0.01
      return VisitSchedule.visits.compactMap { planned in
        let day = (planned.day + planned.jitter * stream.uniform(from: -2, to: 2)).rounded()
        let isMissed = stream.bernoulli(0.15)
        let month = day / 30.4375
        return isMissed || month > leaving ? nil : month
      }
    }
  }

  @Test func everyIntervalHoldsTheTrueTime() throws {
    let study = RecoveryStudy(.init(patients: 2500, seed: 31, hasErrors: false))
    let months = Self.visits(of: study, seed: 32)
    let hips = try study.endpoints(visitsAt: months)
    let (from, until) = (try study.numbers("response_from"), try study.numbers("response_until"))
    // The truth is written to four decimals.
    let slack = 1e-4
    func holds(_ interval: HipEndpoints.Interval?, _ time: Double) -> Bool {
      guard let interval else { return false }
      return interval.lower <= time + slack && time <= (interval.upper ?? .infinity) + slack
    }
    var (seen, losses, confirmed) = (0, 0, 0)
    for (hip, endpoints) in hips.enumerated() {
      let isSeen = months[hip].contains { from[hip] <= $0 && $0 <= until[hip] }
      guard isSeen else {
        // No response at all, or one that came and went between two visits.
        #expect(endpoints.onset?.upper == nil)
        continue
      }
      seen += 1
      #expect(holds(endpoints.onset, from[hip]), "hip \(hip): \(from[hip]), \(endpoints)")
      for rule in LossRule.Confirmation.allCases {
        let loss = endpoints.loss(rule)?.interval
        #expect(holds(loss, until[hip]), "hip \(hip), \(rule): \(until[hip]), \(endpoints)")
      }
      if endpoints.firstVisitLoss?.isLoss == true { losses += 1 }
      if endpoints.confirmedLoss?.isLoss == true { confirmed += 1 }
    }
    #expect(seen > 1500 && losses > 1100 && confirmed > 700, "\(seen) \(losses) \(confirmed)")
  }

  /// With everybody seen on the same days the estimate at a visit is a plain share of the hips.
  @Test func atCommonVisitsTheEstimateIsTheTruth() throws {
    let study = RecoveryStudy(.init(patients: 1000, seed: 33, hasErrors: false))
    let months = VisitSchedule.visits.map { $0.day / 30.4375 }
    let hips = try study.endpoints(
      visitsAt: [[Double]](repeating: months, count: study.count))
    let until = try study.numbers("response_until")
    let truth = hips.indices.filter { hips[$0].responseStatus == .responder }.map { until[$0] }
    #expect(truth.count > 600)
    let curve = try RecoveryReadings.turnbull(hips, .firstVisit)
    #expect(curve.convergence.converged)
    for month in months.dropFirst(2).dropLast() {
      let bounds = curve.survivalBounds(at: month)
      let share = RecoveryReadings.share(of: truth, after: month)
      #expect(bounds.state == .determined && abs(bounds.upper - share) < 1e-9, "\(month)")
    }
    // Between visits the truth lies within the bounds.
    for month in stride(from: 4.5, to: 47, by: 1.3) {
      let bounds = curve.survivalBounds(at: month)
      let share = RecoveryReadings.share(of: truth, after: month)
      #expect(bounds.lower - 1e-9 <= share && share <= bounds.upper + 1e-9, "\(month)")
    }
  }

  /// With late, missed and lost visits the estimate is right on average.
  ///
  /// The Monte-Carlo error is that of the mean over ten cohorts, from their spread; the truth is the
  /// share of the very hips that are analysed. Four such errors are allowed, and they must be
  /// small enough for the test to mean something.
  @Test func turnbullRecoversTheTrueCurve() throws {
    var errors: [Double: [Double]] = [:]
    for seed in 0..<10 as Range<UInt64> {
      let study = RecoveryStudy(.init(patients: 1500, seed: 340 + seed, hasErrors: false))
      let hips = try study.endpoints(visitsAt: Self.visits(of: study, seed: 360 + seed))
      let until = try study.numbers("response_until")
      let truth = hips.indices.filter { hips[$0].responseStatus == .responder }.map { until[$0] }
      let curve = try RecoveryReadings.turnbull(hips, .firstVisit)
      for month in [12.0, 24, 36] {
        let share = RecoveryReadings.share(of: truth, after: month)
        errors[month, default: []].append(curve.survival(at: month, .midpoint) - share)
      }
    }
    for (month, errors) in errors {
      let mean = RecoveryReadings.mean(errors)
      #expect(mean.error < 0.008, "\(month): \(mean)")
      #expect(abs(mean.value) < 4 * mean.error, "\(month): \(mean)")
    }
  }
}
