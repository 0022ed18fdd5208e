import Cohorts
import Survival

/// The times at which standardised curves are read: the landmarks, and a grid for the figure.
struct CurveTimes {
  /// The times, in months, ascending.
  let months: [Double]
  /// The landmarks with their places among the times.
  let landmarks: [(place: Int, month: Double)]
  /// The horizon of the mean time.
  let tau: ArmHorizon?
  /// The last month to which every arm is followed; beyond, the model would speak of one arm from
  /// the other alone.
  let lastCommon: Double
  private let unit: TimeUnit

  private static let mostPoints = 120.0

  init(_ cohort: StudyCohort, _ arms: ArmGroups) {
    unit = cohort.study.outcome.unit
    tau = ArmHorizon(cohort, arms)
    let last = arms.lastCommonFollowUp(cohort.outcomes)
    lastCommon = last
    let step = max(1, (last / Self.mostPoints).rounded(.up))
    let grid = last > 0 ? (0...Int(last / step)).map { Double($0) * step } : []
    let asked = cohort.study.survival.landmarkMonths
    let all = Set(grid + asked).sorted()
    months = all
    landmarks = asked.compactMap { month in all.firstIndex(of: month).map { ($0, month) } }
  }

  /// What to ask of the model, in the unit of the file.
  func options(_ column: String) -> CoxAnalysis.Options {
    CoxAnalysis.Options(
      times: months.map(unit.count(ofMonths:)),
      requests: CoxRequests(
        standardise: [column], tau: tau.map { unit.count(ofMonths: $0.months) }))
  }
}

/// The curves a model expects of everybody in either arm.
public struct StandardizedCurves: Sendable, Hashable {
  /// The curve of one arm.
  public struct Arm: Sendable, Hashable {
    /// The arm.
    public let name: String
    /// The probability of being free of the event at each time.
    public let survival: [Double]
    /// The lower limits.
    public let lower: [Double]
    /// The upper limits.
    public let upper: [Double]
  }

  /// The times, in months.
  public let months: [Double]
  /// The arms, the reference first.
  public let arms: [Arm]
}
