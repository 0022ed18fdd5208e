public import Cohorts
public import Statistics

/// The share of a group that is in clear response at a time point.
///
/// It cannot be made without instrument, threshold, time point, window, population and the counts
/// it rests on: everybody treated, those that cannot be classed, those not seen, and those whose hip
/// was replaced or who died before, who count as not in response.
public struct ResponderRate: Sendable, Hashable {
  /// How many hips of a group are in each class at a time point.
  public struct Counts: Sendable, Hashable {
    /// All hips treated.
    public var treated = 0
    /// Hips with no baseline, or too little to improve at baseline.
    public var unclassed = 0
    /// Hips by class.
    public var classes: [HipEndpoints.ResponseClass: Int] = [:]

    /// The hips of one class.
    public func count(_ responseClass: HipEndpoints.ResponseClass) -> Int {
      classes[responseClass] ?? 0
    }

    /// The hips the rate is of: those assessed, and those known to have failed.
    public var analysed: Int {
      treated - unclassed - count(.missing)
    }

    /// Treated, analysed and missing, with the reasons.
    var denominators: Denominators {
      Denominators(
        n: analysed, events: count(.clear), treated: treated,
        accounts: [
          .init("no baseline or too little to improve", unclassed, .missing),
          .init("not seen in the window", count(.missing), .missing),
          .init("hip replaced or patient dead before", count(.failed), .countedAsFailure),
        ])
    }
  }

  /// Instrument, threshold, origin and population.
  public let context: OutcomeContext
  /// The time point with its window.
  public let window: ResponseRule.Window
  /// The group.
  public let group: [GroupLevel]
  /// The counts.
  public let counts: Counts
  /// The rate and its interval; nil where nobody could be classed.
  public let share: ProportionInterval?

  init(
    context: OutcomeContext, window: ResponseRule.Window, group: [GroupLevel], counts: Counts,
    level: Double
  ) {
    self.context = context
    self.window = window
    self.group = group
    self.counts = counts
    share = ProportionInterval(counts.count(.clear), of: counts.analysed, level: level)
  }

  /// The rows of the rate: the share, and every count it rests on.
  var results: [AnalysisResult] {
    let denominators = counts.denominators
    let (unseen, classed) = (counts.count(.missing), counts.treated - counts.unclassed)
    var diagnostics: [Diagnostic] = []
    // Groups follow the whole, so one warning a time point is enough.
    if group.isEmpty, Double(unseen) > 0.2 * Double(classed) {
      diagnostics.append(
        Diagnostic(
          .suspiciousValue, .warning,
          message: "At \(Stratifier.text(window.month)) months \(unseen) of \(classed) hips were "
            + "not seen: the rate rests on those who were."))
    }
    let name = "day \(window.days.lowerBound) to \(window.days.upperBound)"
    let share = AnalysisResult(
      .response, name: name, population: context.population, stratum: group, level: "clear",
      statistic: .responderRate,
      value: self.share.map { .number($0.estimate) } ?? .state(.notEstimable),
      interval: self.share?.interval, timeMonths: window.month, unit: "probability",
      method: "Wilson; not seen left out and shown, replaced or dead count as no response",
      denominators: denominators, context: context, diagnostics: diagnostics)
    func row(_ level: String, _ count: Int) -> AnalysisResult {
      AnalysisResult(
        .response, name: name, population: context.population, stratum: group, level: level,
        statistic: .count, value: .count(count), timeMonths: window.month, unit: "units",
        denominators: Denominators(n: counts.treated), context: context)
    }
    return [share, row("treated", counts.treated), row("unclassed", counts.unclassed)]
      + HipEndpoints.ResponseClass.allCases.map { row($0.rawValue, counts.count($0)) }
  }
}
