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
    /// Those among them with too little to improve.
    public var belowFloor = 0
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

    /// Of how many the class is not known, among all but those with too little to improve: no
    /// baseline, or not seen in the window.
    public var unknownShare: UnknownShare {
      UnknownShare(
        unknown: unclassed - belowFloor + count(.missing), candidates: treated - belowFloor)
    }

    /// Treated, analysed and missing, with the reasons.
    var denominators: Denominators {
      Denominators(
        n: analysed, events: count(.clear), treated: treated,
        accounts: [
          .init("no baseline", unclassed - belowFloor, .missing),
          .init(ResponderRate.tooLittle, belowFloor, .missing),
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
  /// The same share with an interval that allows for several hips of one patient.
  public let ofPatients: ClusteredProportion?
  /// Which analysis the rows belong to.
  let analysis: AnalysisResult.Analysis
  /// What tells this rate from others of its analysis; the days of the window unless given.
  let name: String

  init(
    context: OutcomeContext, window: ResponseRule.Window, group: [GroupLevel], counts: Counts,
    level: Double, ofPatients: ClusteredProportion? = nil,
    analysis: AnalysisResult.Analysis = .response, name: String? = nil
  ) {
    self.context = context
    self.window = window
    self.group = group
    self.counts = counts
    self.ofPatients = ofPatients
    self.analysis = analysis
    self.name = name ?? window.days.dayWords
    share = ProportionInterval(counts.count(.clear), of: counts.analysed, level: level)
  }
}
