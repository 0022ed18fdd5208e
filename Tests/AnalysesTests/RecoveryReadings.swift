import Cohorts
import Outcomes
import Survival

/// Estimates of the recovery tests, and the truth they are held against.
enum RecoveryReadings {
  /// The share of true times after `month`.
  static func share(of times: [Double], after month: Double) -> Double {
    Double(times.count { $0 > month }) / Double(times.count)
  }

  /// Kaplan-Meier on dated losses, by the convention.
  static func kaplanMeier(
    _ hips: [HipEndpoints], _ confirmation: LossRule.Confirmation,
    _ convention: LossRule.Convention
  ) throws -> KaplanMeierCurve {
    let times = hips.compactMap { hip in
      LossOutcome(
        hip, .init(confirmation: confirmation, origin: .injection, convention: convention))?.time
    }
    guard let curve = try KaplanMeier.fit(SurvivalOutcomes(times)).first else {
      throw RecoveryFault(reason: "no curve")
    }
    return curve
  }

  /// Turnbull's estimate on the intervals of the losses.
  static func turnbull(
    _ hips: [HipEndpoints], _ confirmation: LossRule.Confirmation
  ) throws -> TurnbullCurve {
    let intervals = hips.compactMap { hip in
      LossOutcome(
        hip, .init(confirmation: confirmation, origin: .injection, convention: .midpoint)
      )?.interval
    }
    return try TurnbullEstimator.fit(IntervalCensoredOutcomes(intervals))
  }

  /// The mean of some numbers, and its standard error from their spread.
  static func mean(_ values: [Double]) -> (value: Double, error: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / (count - 1) / count).squareRoot())
  }
}
