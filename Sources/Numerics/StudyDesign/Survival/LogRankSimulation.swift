internal import Glibc
package import Outcomes
public import Statistics
internal import Survival

/// Simulated trials of a design, each tested with the log-rank test.
///
/// Every unit enters at a time uniform over accrual and has Weibull time to its event, exponential time
/// to drop-out and to another event; what comes first ends its follow-up. Each trial depends on nothing
/// but the seed and its number.
public struct LogRankSimulation: Sendable, Hashable {
  /// How many trials were simulated.
  public let trials: Int
  /// In how many the test rejected in the direction of the design.
  public let rejections: Int
  /// In how many it rejected in the other direction.
  public let wrongRejections: Int
  /// Where the draws began.
  public let seed: UInt64
  /// The mean number of events of a trial.
  public let meanEvents: Double

  /// The share of trials that rejected, with Wilson's interval for the chance of the simulation.
  public func power(level: Double = 0.95) -> ProportionInterval? {
    ProportionInterval(rejections, of: trials, level: level)
  }

  /// Simulates trials.
  ///
  /// - Parameters:
  ///   - sizes: the units of each arm, rounded down.
  ///   - trials: how many trials.
  ///   - seed: where the draws begin.
  /// - Throws: `FitError` where an arm has no unit.
  public static func run(
    _ design: LogRankDesign, sizes: ArmSizes, trials: Int, seed: UInt64
  ) throws -> LogRankSimulation {
    let groups = Grouping(codes: arms(sizes), count: 2)
    let isSmaller = design.hazardRatio < 1
    var (rejections, wrong, events) = (0, 0, 0)
    for trial in 0..<trials {
      let outcomes = try outcomes(design, sizes: sizes, trial: trial, seed: seed)
      events += outcomes.eventCount
      let test = try LogRankTest.fit(outcomes, groups: groups)
      guard test.test.pValue <= 2 * design.level.tail else { continue }
      if (test.observed[1] < test.expected[1]) == isSmaller { rejections += 1 } else { wrong += 1 }
    }
    return LogRankSimulation(
      trials: trials, rejections: rejections, wrongRejections: wrong, seed: seed,
      meanEvents: Double(events) / Double(trials))
  }

  /// The arm of every unit, controls first.
  private static func arms(_ sizes: ArmSizes) -> [Int32] {
    [Int32](repeating: 0, count: Int(sizes.control))
      + [Int32](repeating: 1, count: Int(sizes.treated))
  }

  /// The follow-up of one simulated trial, controls first.
  package static func outcomes(
    _ design: LogRankDesign, sizes: ArmSizes, trial: Int, seed: UInt64
  ) throws -> SurvivalOutcomes {
    let curves = [design.control, design.treated]
    var draws = DrawSequence(seed: seed, stream: 0, replicate: trial)
    let ends = arms(sizes).map { design.plan.draw(curves[Int($0)], &draws) }
    return try SurvivalOutcomes(time: ends.map(\.time), isEvent: ends.map(\.isEvent))
  }
}

extension FollowUpPlan {
  /// The end of one unit's follow-up, and whether it is the event.
  func draw(_ curve: EventCurve, _ draws: inout DrawSequence) -> (time: Double, isEvent: Bool) {
    let event = curve.time(cumulativeHazard: -log(draws.uniform()))
    var end = duration - accrual * draws.uniform()
    for rate in [dropOutRate, otherEventRate] where rate > 0 {
      end = min(end, -log(draws.uniform()) / rate)
    }
    return event <= end ? (event, true) : (end, false)
  }
}
