import Cohorts
import Outcomes
import Statistics
import Survival
import Tables

/// Time to loss of benefit from its intervals, (last visit in benefit, first visit of the loss], with
/// no day invented inside them: what stands beside the Kaplan-Meier estimate, which needs a day.
struct IntervalLossAnalysis {
  let cohort: StudyCohort
  /// The endpoints of all units of the study.
  let hips: [HipEndpoints]
  /// The patient of each.
  let patients: [Int32]
  let plan: EndpointPlan

  private var study: StudyProtocol { cohort.study }

  /// The rows and curves of everybody and of each arm; none where an interval is not known.
  func findings() throws -> (results: [AnalysisResult], curves: [IntervalCensoredCurves]) {
    let reading = LossOutcome.Reading(plan.loss)
    let times = cohort.rows.compactMap { LossOutcome(hips[$0], reading)?.interval }
    guard times.count == cohort.rows.count, !times.isEmpty else { return ([], []) }
    let everybody = try group([], Array(times.indices), times, stream: 0)
    var results = everybody.results
    var curves = [figure([everybody.curve], times, variable: "")]
    if let (column, arms) = cohort.arms {
      var drawn: [Drawn] = []
      for (code, level) in arms.levels.enumerated() {
        let members = times.indices.filter { Int(arms.codes[$0]) == code }
        guard !members.isEmpty else { continue }
        let name = [GroupLevel(variable: column, level: level)]
        let arm = try group(name, members, times, stream: drawn.count)
        results += arm.results
        drawn.append(arm.curve)
      }
      if !drawn.isEmpty { curves.append(figure(drawn, times, variable: column)) }
    }
    return (results, curves)
  }

  /// A curve on its way to the figure.
  private struct Drawn {
    let group: [GroupLevel]
    let members: [Int]
    let curve: IntervalCurve
  }

  private func figure(
    _ curves: [Drawn], _ times: [IntervalCensoredTime], variable: String
  ) -> IntervalCensoredCurves {
    let end = times.map { $0.isRightCensored ? $0.lower : $0.upper }.max() ?? 0
    let riskTimes = SurvivalComparison.ticks(upTo: end)
    return IntervalCensoredCurves(
      variable: variable,
      curves: curves.map { drawn in
        IntervalCensoredCurves.Curve(
          group: drawn.group, curve: drawn.curve, lower: drawn.members.map { times[$0].lower },
          upper: drawn.members.map { times[$0].upper }, riskTimes: riskTimes, keepsEvents: false,
          least: FewLeft.least(study))
      },
      riskTimes: riskTimes, context: study.outcome.context, level: study.survival.confidenceLevel)
  }

  private func group(
    _ group: [GroupLevel], _ members: [Int], _ times: [IntervalCensoredTime], stream: Int
  ) throws -> (results: [AnalysisResult], curve: Drawn) {
    let sample = try IntervalSample(
      members.map { times[$0] }, patients: members.map { patients[cohort.rows[$0]] })
    let fit = try sample.curve()
    let curve = IntervalCurve(fit)
    let months = study.survival.landmarkMonths
    let bootstrap = sample.bootstrap(seed: study.seed, stream: stream) { fit in
      let curve = IntervalCurve(fit)
      let median = curve.median(fit)
      return [median.lower, median.upper]
        + months.flatMap { month -> [Double] in
          let bounds = curve.survival(at: month)
          return [bounds.lower, bounds.upper]
        }
    }
    let method =
      "Turnbull's estimate from interval-censored times; percentiles of \(sample.replicates) "
      + "bootstrap replicates of \(sample.patientCount) \(sample.patientCount == 1 ? "patient" : "patients"), seed \(study.seed)"
    let counts = cohort.treated.completed(
      Denominators(
        n: members.count, events: members.count { !times[$0].isRightCensored }), group: group)
    func row(
      _ statistic: AnalysisResult.Statistic, _ variable: String?, _ value: ResultValue,
      _ interval: ConfidenceInterval?, at month: Double?, unit: String
    ) -> AnalysisResult {
      AnalysisResult(
        .intervalCensored, population: study.population, stratum: group, variable: variable,
        statistic: statistic, value: value, interval: interval, timeMonths: month, unit: unit,
        method: method, denominators: counts, context: study.outcome.context)
    }
    func reading(_ place: Int, _ bounds: IntervalCurve.Bounds?) -> BoundedReading {
      BoundedReading(
        bounds: bounds,
        interval: bootstrap.interval(
          lower: 2 * place, upper: 2 * place + 1, level: study.survival.confidenceLevel))
    }
    var results = reading(0, curve.median(fit)).rows(statistic: .timeToEventMedian) {
      row($0, $1, $2, $3, at: nil, unit: "months")
    }
    for (place, month) in months.enumerated() {
      let bounds = curve.isKnown(at: month) ? curve.survival(at: month) : nil
      results += reading(place + 1, bounds).rows(statistic: .eventFree) {
        row($0, $1, $2, $3, at: month, unit: "probability")
      }
    }
    return (results, Drawn(group: group, members: members, curve: curve))
  }
}

extension VisitStudy {
  /// Time to loss from its intervals, on the hips analysed.
  func lossIntervals(of cohort: StudyCohort) -> IntervalLossAnalysis {
    IntervalLossAnalysis(
      cohort: cohort, hips: dataset.hips, patients: data.histories.patients, plan: plan)
  }
}

extension AnalysisResult.Analysis {
  /// Time to the event from intervals.
  public static let intervalCensored = Self(rawValue: "interval_censored")
}
