import Cohorts
import Outcomes
import Statistics
import Survival
import Testing

/// Events that end benefit, or the chance of seeing it end, are not censorings.
@Suite struct RecoveryCompetingTests {
  /// A replaced hip that is censored counts as if its benefit had gone on: the curve then says more
  /// than what hips had of the treatment, which is the composite of loss and replacement.
  ///
  /// With visits every month and nobody lost the composite is a plain share at each of them: two hips
  /// may be off, since the truth is rounded. The other must lie above by three errors of a share.
  @Test func censoringReplacementsOverstatesBenefit() throws {
    let study = RecoveryStudy(.init(patients: 3000, seed: 71, hasErrors: false))
    let replaced = try study.numbers("thr_months")
    let until = try study.numbers("response_until")
    let visits = replaced.map { Array(stride(from: 1.0, to: min(61, $0), by: 1)) }
    func curve(_ strategy: IntercurrentRules.Strategy) throws -> (KaplanMeierCurve, [Double]) {
      let hips = try study.endpoints(
        visitsAt: visits, events: [.thr: replaced], rules: .init(thr: strategy))
      let members = hips.indices.filter { hips[$0].responseStatus == .responder }
      return (
        try RecoveryReadings.kaplanMeier(hips, .firstVisit, .midpoint),
        members.map { min(until[$0], replaced[$0]) }
      )
    }
    let (composite, truth) = try curve(.composite)
    let (censored, _) = try curve(.censor)
    for month in [24.0, 36, 48] {
      let share = RecoveryReadings.share(of: truth, after: month)
      let error = (share * (1 - share) / Double(truth.count)).squareRoot()
      let (right, high) = (
        composite.stepFunction.value(at: month), censored.stepFunction.value(at: month)
      )
      #expect(abs(right - share) < 2.5 / Double(truth.count), "\(month)")
      #expect(high > share + 3 * error, "\(month)")
    }
  }

  /// With deaths censored, one minus Kaplan-Meier is the incidence of replacement in a world without
  /// death; the incidence in this one is that of Aalen and Johansen, here summed by hand.
  @Test func censoringDeathsOverstatesReplacements() throws {
    let study = RecoveryStudy.large
    let (replaced, died) = (
      try study.numbers("thr_months"), try study.numbers("death_months")
    )
    let lock = try study.monthsToLock()
    // Independent censoring alone: leaving is another story.
    let rows = replaced.indices.map { hip in
      (
        time: min(replaced[hip], died[hip], lock[hip]),
        isReplaced: replaced[hip] < min(died[hip], lock[hip]),
        isDead: died[hip] <= min(replaced[hip], lock[hip])
      )
    }.sorted { $0.time < $1.time }
    let horizon = 60.0
    // One row at a time: S is free of both events, and F grows by S(t−) times the hazard.
    var (free, incidence) = (1.0, 0.0)
    for (place, row) in rows.enumerated() where row.time <= horizon {
      let atRisk = Double(rows.count - place)
      if row.isReplaced { incidence += free / atRisk }
      if row.isReplaced || row.isDead { free *= 1 - 1 / atRisk }
    }
    let outcomes = try SurvivalOutcomes(time: rows.map(\.time), isEvent: rows.map(\.isReplaced))
    let curve = try #require(try KaplanMeier.fit(outcomes).first)
    let naive = 1 - curve.stepFunction.value(at: horizon)
    let truth =
      Double(replaced.indices.count { replaced[$0] <= horizon && replaced[$0] < died[$0] })
      / Double(replaced.count)
    // A share of those still followed at month 36 to 60, half of the hips or more.
    let error = (truth * (1 - truth) / Double(replaced.count)).squareRoot()
    #expect(abs(incidence - truth) < 3 * error)
    #expect(naive > truth + 3 * error && naive > incidence + 3 * error)
  }
}
