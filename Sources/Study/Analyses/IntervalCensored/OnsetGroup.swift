import Cohorts
import Outcomes
import Statistics
import Survival

/// The onset of response in one group.
struct OnsetGroup {
  private let analysis: OnsetAnalysis
  private let group: [GroupLevel]
  private let stream: Int
  private let context: OutcomeContext
  private let denominators: Denominators
  /// The hips that were assessed before any event that ends the wait.
  private let hips: [HipEndpoints]
  private let patients: [Int32]
  /// Their intervals: (lower, upper], the upper end infinite where no response was seen.
  private let times: [IntervalCensoredTime]
  /// When they were first assessed, ascending.
  private let assessed: [Double]

  /// Takes the hips of a group that tell something of their onset.
  ///
  /// - Parameter stream: which sequence of draws the group has.
  init(
    _ analysis: OnsetAnalysis, members: [Int], group: [GroupLevel], stream: Int,
    _ context: OutcomeContext
  ) {
    let told = members.filter { analysis.hips[$0].firstAssessment != nil }
    self.analysis = analysis
    self.group = group
    self.stream = stream
    self.context = context
    hips = told.map { analysis.hips[$0] }
    patients = told.map { analysis.patients[$0] }
    times = hips.compactMap { hip in
      hip.onset.map { IntervalCensoredTime(lower: $0.lower, upper: $0.upper) }
    }
    assessed = hips.compactMap(\.firstAssessment).sorted()
    denominators = analysis.plan.denominators(
      of: members.count,
      untold: members.map { analysis.hips[$0] }.filter { $0.firstAssessment == nil },
      events: times.count { !$0.isRightCensored })
  }

  private var level: Double { analysis.study.survival.confidenceLevel }

  /// The time by which enough hips had been assessed; infinite where never.
  private var knownFrom: Double {
    let fewest = OnsetAnalysis.fewest
    return assessed.count < fewest ? .infinity : assessed[fewest - 1]
  }

  /// The rows, and the curve where there is one.
  func findings(
    riskTimes: [Double]
  ) throws -> (results: [AnalysisResult], curve: IntervalCensoredCurves.Curve?) {
    let counts = self.counts
    guard knownFrom < .infinity else { return (counts, nil) }
    let sample = try IntervalSample(times, patients: patients)
    let fit = try sample.curve()
    let curve = IntervalCurve(fit, from: knownFrom)
    return (
      counts + readings(fit, curve, sample),
      IntervalCensoredCurves.Curve(
        group: group, curve: curve, lower: times.map(\.lower), upper: times.map(\.upper),
        riskTimes: riskTimes, keepsEvents: true, least: FewLeft.least(analysis.study))
    )
  }

  /// The counts behind the curve: when the hips were first assessed, and of how many it is known at
  /// each time whether they had responded.
  private var counts: [AnalysisResult] {
    func count(_ level: String, _ number: Int, at months: Double? = nil, _ name: String? = nil)
      -> AnalysisResult
    {
      row(.count, .count(number), name: name, level: level, at: months, unit: "units")
    }
    var rows = [count("ended_before_response", hips.count { wasEnded($0) })]
    if let first = assessed.first, let last = assessed.last {
      let values: [(AnalysisResult.Statistic, Double)] = [
        (.minimum, first), (.lowerQuartile, SampleQuantile.value(0.25, ofSorted: assessed)),
        (.median, SampleQuantile.value(0.5, ofSorted: assessed)),
        (.upperQuartile, SampleQuantile.value(0.75, ofSorted: assessed)), (.maximum, last),
      ]
      rows += values.map { row($0.0, .number($0.1), level: "first_assessment", unit: "months") }
    }
    if knownFrom < .infinity { rows.append(row(.knownFrom, .number(knownFrom), unit: "months")) }
    for (name, month) in analysis.times {
      let responded = times.count { $0.upper <= month }
      let notYet = times.count { $0.lower >= month }
      rows += [
        count("responded", responded, at: month, name),
        count("not_yet", notYet, at: month, name),
        count("not_known", hips.count - responded - notYet, at: month, name),
        count("assessed", assessed.count { $0 <= month }, at: month, name),
      ]
    }
    return rows
  }

  /// Whether an event ended the watch before a response was seen.
  private func wasEnded(_ hip: HipEndpoints) -> Bool {
    guard hip.onset?.upper == nil else { return false }
    let rules = analysis.plan.intercurrent
    return hip.replacement != nil || hip.death != nil
      || hip.booster != nil && rules.booster != .ignore
      || hip.otherInjection != nil && rules.injection != .ignore
  }

  private func readings(
    _ fit: TurnbullCurve, _ curve: IntervalCurve, _ sample: IntervalSample
  ) -> [AnalysisResult] {
    let start = knownFrom
    let stretches = analysis.times.map { (from: 0.0, to: $0.months) } + [window]
    let bootstrap = sample.bootstrap(seed: analysis.study.seed, stream: stream) { fit in
      let curve = IntervalCurve(fit, from: start)
      let median = curve.median(fit)
      return stretches.flatMap { stretch -> [Double] in
        let bounds = curve.probability(after: stretch.from, by: stretch.to)
        return [bounds.lower, bounds.upper]
      } + [median.lower, median.upper]
    }
    func reading(_ place: Int, _ bounds: IntervalCurve.Bounds?) -> BoundedReading {
      BoundedReading(
        bounds: bounds,
        interval: bootstrap.interval(lower: 2 * place, upper: 2 * place + 1, level: level))
    }
    let method =
      "Turnbull's estimate from interval-censored times; percentiles of \(sample.replicates) "
      + "bootstrap replicates of \(sample.patientCount) \(sample.patientCount == 1 ? "patient" : "patients"), seed \(analysis.study.seed)"
    func probability(_ stretch: (from: Double, to: Double)) -> IntervalCurve.Bounds? {
      curve.isKnown(at: stretch.to)
        ? curve.probability(after: stretch.from, by: stretch.to) : nil
    }
    var rows = analysis.times.enumerated().flatMap { place, time in
      reading(place, probability(stretches[place])).rows(statistic: .onsetProbability) {
        row(
          $0, $2, name: time.name, variable: $1, at: time.months, interval: $3,
          unit: "probability", method: method)
      }
    }
    let places = analysis.times.count
    rows += reading(places, probability(window)).rows(
      statistic: .onsetInWindow
    ) {
      row(
        $0, $2, name: Self.windowName, variable: $1, interval: $3, unit: "probability",
        method: method)
    }
    rows += reading(places + 1, curve.median(fit)).rows(statistic: .timeToEventMedian) {
      row($0, $2, variable: $1, interval: $3, unit: "months", method: method)
    }
    return rows
  }

  private var window: (from: Double, to: Double) {
    (
      OnsetAnalysis.months(weeks: OnsetAnalysis.window.from),
      OnsetAnalysis.months(weeks: OnsetAnalysis.window.to)
    )
  }

  private static var windowName: String {
    "\(Stratifier.text(OnsetAnalysis.window.from)) to \(Stratifier.text(OnsetAnalysis.window.to)) "
      + "weeks"
  }

  private func row(
    _ statistic: AnalysisResult.Statistic, _ value: ResultValue, name: String? = nil,
    variable: String? = nil, level: String? = nil, at months: Double? = nil,
    interval: ConfidenceInterval? = nil, unit: String, method: String? = nil
  ) -> AnalysisResult {
    AnalysisResult(
      .onset, name: name, population: context.population, stratum: group, variable: variable,
      level: level, statistic: statistic, value: value, interval: interval, timeMonths: months,
      unit: unit, method: method, denominators: denominators, context: context)
  }
}
