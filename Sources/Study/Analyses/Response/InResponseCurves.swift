public import Cohorts
import Statistics
import Survival
import Tables

/// The probability of being in response over time among everybody treated, for one figure.
public struct InResponseCurves: Sendable, Hashable {
  /// One group's curve.
  public struct Curve: Sendable, Hashable {
    /// The group.
    public let group: [GroupLevel]
    /// The hips that were seen or failed.
    public internal(set) var n: Count
    /// The months at which the curve is read.
    public internal(set) var times: [Double]
    /// The probability at each.
    public internal(set) var probabilities: [Double]
    /// The lower limits; NaN where there are none.
    public internal(set) var lower: [Double]
    /// The upper limits.
    public internal(set) var upper: [Double]
    /// The hips still watched at each time of the table below the figure; nil where hidden.
    public internal(set) var watched: [Int?]
    /// From when on fewer than ten are watched; nil where they never are.
    public internal(set) var paleFrom: Double?
    /// From when on fewer than five are.
    public internal(set) var cutAt: Double?
  }

  /// The variable that tells the curves apart; empty for one curve of everybody.
  public let variable: String
  /// The curves.
  public internal(set) var curves: [Curve]
  /// The times of the table below the figure.
  public let riskTimes: [Double]
  /// What the probability is about.
  public let context: OutcomeContext
  /// The confidence level of the limits.
  public let level: Double
  /// The months between two readings.
  public let step: Double
}

extension ResponseAnalysis {
  /// The curves of being in response of everybody, or of the levels of a grouping; nil where none
  /// can be estimated.
  ///
  /// They are read every half month, fine enough for a picture and few enough for any cohort.
  func inResponseCurves(by grouping: (name: String, categories: Categories)?) -> InResponseCurves? {
    guard let context = self.context.map(inResponseContext) else { return nil }
    let level = study.survival.confidenceLevel
    let step = 0.5
    let fits = groups(of: grouping).compactMap { group, members in
      SpellSample(
        members.map { hips[$0] }, patients: members.map { patients[$0] }, plan: plan
      )?.curve(level: level).map { (group, $0) }
    }
    let end = fits.compactMap { $0.1.response.times.last }.max() ?? 0
    guard end > 0, !fits.isEmpty else { return nil }
    let riskTimes = SurvivalComparison.ticks(upTo: end)
    return InResponseCurves(
      variable: grouping?.name ?? "",
      curves: fits.map { group, fit in
        let last = fit.response.times.last ?? 0
        let fewLeft = FewLeft(fit.response.table, least: FewLeft.least(study))
        let readings = fit.probabilities(
          at: (0...Int(last / step)).map { Double($0) * step }
        ).filter { $0.state == .observed }
        return InResponseCurves.Curve(
          group: group, n: .shown(fit.rowCount), times: readings.map(\.time),
          probabilities: readings.map(\.value), lower: readings.map(\.interval.lower),
          upper: readings.map(\.interval.upper),
          watched: riskTimes.map { Int(fit.response.table.atRisk(at: $0).count) },
          paleFrom: fewLeft.paleFrom, cutAt: fewLeft.cutAt)
      },
      riskTimes: riskTimes, context: context, level: level, step: step)
  }

  /// The hips of everybody, or of each level that has some.
  func groups(
    of grouping: (name: String, categories: Categories)?
  ) -> [(group: [GroupLevel], members: [Int])] {
    guard let grouping else { return [([], Array(hips.indices))] }
    return grouping.categories.levels.enumerated().compactMap { code, level in
      let members = hips.indices.filter { Int(grouping.categories.codes[$0]) == code }
      return members.isEmpty
        ? nil : ([GroupLevel(variable: grouping.name, level: level)], members)
    }
  }
}
