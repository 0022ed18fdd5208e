import Cohorts
package import Statistics

extension CourseAnalysis {
  /// The rows of one occasion in one group: who was seen, and the mean and spread of the score.
  func rows(
    at occasion: CourseOccasion, _ members: [Int], _ group: [GroupLevel],
    _ context: OutcomeContext
  ) -> [AnalysisResult] {
    let values = values(at: occasion, members)
    let mean = mean(values)
    let limits = mean.flatMap { MeanLimits($0, within: course.score.scale.range) }
    let denominators = denominators(of: values.count, at: occasion, members)
    func row(
      _ statistic: AnalysisResult.Statistic, _ value: ResultValue, unit: String,
      interval: ConfidenceInterval? = nil, df: Int? = nil, method: String? = nil
    ) -> AnalysisResult {
      AnalysisResult(
        .scores, name: occasion.words, population: context.population, stratum: group,
        variable: course.score.name, statistic: statistic, value: value, interval: interval,
        degreesOfFreedom: df.map(Double.init),
        timeMonths: occasion.month, unit: unit, method: method, denominators: denominators,
        context: context)
    }
    let counts = HipCourse.Standing.allCases.map { standing in
      row(
        standing.statistic,
        .count(members.count { occasion.standing(course.hips[$0]) == standing }), unit: "units")
    }
    return counts + [
      row(
        .mean, Self.value(mean?.mean), unit: unit, interval: limits?.interval,
        df: limits == nil ? nil : mean?.degreesOfFreedom,
        method: mean.map { Self.method($0, limits) }),
      row(.standardDeviation, Self.value(mean?.standardDeviation), unit: unit),
    ]
  }

  /// The rows of the change to one occasion in one group, of those who have a baseline as well.
  func changes(
    at occasion: CourseOccasion, _ members: [Int], _ group: [GroupLevel],
    _ context: OutcomeContext
  ) -> [AnalysisResult] {
    let values = values(at: occasion, members).compactMap { unit, value in
      course.hips[unit].baseline.map { (unit, value - $0) }
    }
    let mean = mean(values)
    let width = course.score.scale.width
    let limits = mean.flatMap { MeanLimits($0, within: -width...width) }
    let seen = members.count { occasion.standing(course.hips[$0]) == .seen }
    let whole = denominators(of: values.count, at: occasion, members)
    let denominators = Denominators(
      n: values.count, treated: members.count,
      accounts: whole.accounts + [.init("no baseline", seen - values.count, .missing)])
    func row(
      _ statistic: AnalysisResult.Statistic, _ value: ResultValue,
      interval: ConfidenceInterval? = nil, df: Int? = nil, method: String? = nil
    ) -> AnalysisResult {
      AnalysisResult(
        .scoreChanges, name: occasion.words, population: context.population, stratum: group,
        variable: course.score.name, statistic: statistic, value: value, interval: interval,
        degreesOfFreedom: df.map(Double.init),
        timeMonths: occasion.month, unit: unit, method: method, denominators: denominators,
        context: context.stating(label: "mean change of \(course.score.name) from baseline"))
    }
    return [
      row(
        .meanChange, Self.value(mean?.mean), interval: limits?.interval,
        df: limits == nil ? nil : mean?.degreesOfFreedom,
        method: mean.map { Self.method($0, limits) }),
      row(.standardDeviation, Self.value(mean?.standardDeviation)),
    ]
  }

  private var unit: String { course.score.scale.unit ?? "points" }

  /// Everybody treated, and why some of them have no value.
  private func denominators(
    of n: Int, at occasion: CourseOccasion, _ members: [Int]
  ) -> Denominators {
    func count(_ standing: HipCourse.Standing) -> Int {
      members.count { occasion.standing(course.hips[$0]) == standing }
    }
    return Denominators(
      n: n, treated: members.count,
      accounts: [
        .init("not seen", count(.missing), .missing),
        .init("not yet due", count(.notDue), .missing),
        .init("replaced or dead", count(.failed), .notOfTheGroup),
      ])
  }

  private static func value(_ number: Double?) -> ResultValue {
    guard let number, number.isFinite else { return .state(.notEstimable) }
    return .number(number)
  }

  /// How an interval was computed: the patients are named where some of them have two hips.
  private static func method(_ mean: MeanInterval, _ limits: MeanLimits?) -> String {
    guard let limits else {
      return "no interval from fewer than \(MeanLimits.fewest) patients, or from values all alike"
    }
    let isClustered = mean.clusterCount < mean.count
    return "t interval\(limits.isCut ? ", " + MeanLimits.cut : "")"
      + (isClustered
        ? "; standard error robust to hips of one patient being alike, over "
          + "\(mean.clusterCount) patients"
        : "")
  }
}

/// The t interval of a mean as a report tells it.
///
/// Two patients have an interval of one degree of freedom, which as a rule is wider than the scale,
/// and values that are all alike have one without width; neither tells anything. Of others the part
/// on the scale is told, which loses no value that is possible.
package struct MeanLimits {
  /// The fewest patients whose mean has an interval.
  static let fewest = 3
  /// What the method of an interval says that ends where the scale does.
  static let cut = "cut to what the scale allows"

  package let interval: ConfidenceInterval
  /// Whether a limit lay outside the scale.
  package let isCut: Bool

  package init?(_ mean: MeanInterval, within range: ClosedRange<Double>) {
    guard mean.clusterCount >= Self.fewest, mean.interval.lower < mean.interval.upper else {
      return nil
    }
    interval = mean.interval.cut(from: range.lowerBound, to: range.upperBound)
    isCut = interval != mean.interval
  }
}

extension AnalysisResult {
  /// Whether a limit of a mean was cut to the scale.
  public var isCutToScale: Bool { method?.contains(MeanLimits.cut) ?? false }
}

extension HipCourse.Standing {
  /// The name of the count of hips that stand so.
  var statistic: AnalysisResult.Statistic {
    switch self {
    case .seen: .seen
    case .failed: .failed
    case .notDue: .notDue
    case .missing: .notSeen
    }
  }
}
