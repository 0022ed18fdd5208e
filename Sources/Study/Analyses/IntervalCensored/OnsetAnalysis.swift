import Cohorts
import Outcomes
import Statistics
import Survival
import Tables

/// The time to the first response among everybody treated who was assessed: interval-censored
/// between the last visit without and the first visit in response, right-censored at the last
/// assessment where no response was seen.
///
/// A probability by a time is told only where at least ten hips had been assessed by then; before,
/// the estimate would rest on the few who came early, and only its bounds are given.
struct OnsetAnalysis {
  let study: StudyProtocol
  let plan: EndpointPlan
  /// The endpoints of the hips treated.
  let hips: [HipEndpoints]
  /// The patient of each.
  let patients: [Int32]

  /// How many must have been assessed by a time.
  static let fewest = 10
  /// The weeks at which the probability is given.
  static let weeks = [4.0, 8, 12]
  /// The weeks between which clinics expect a response to begin.
  static let window = (from: 4.0, to: 12.0)

  /// Weeks in months of 30.4375 days.
  static func months(weeks: Double) -> Double { weeks * 7 / 30.4375 }

  /// The time points: the weeks, then the deadline of a response.
  var times: [(name: String, months: Double)] {
    Self.weeks.map { ("\(Stratifier.text($0)) weeks", Self.months(weeks: $0)) }
      + [plan.response.deadlineMonths.map { ("\(Stratifier.text($0)) months", $0) }]
      .compactMap { $0 }
  }

  /// What the onset is of.
  var context: OutcomeContext? {
    let response = plan.response
    let isClear = response.threshold == response.clear || response.criterion != .improvement
    return ResponseAnalysis(study: study, plan: plan, hips: [], patients: []).context?.stating(
      label: isClear ? "first clear response" : "first response",
      threshold: isClear
        ? nil : "improvement over baseline of at least \(response.threshold.description)",
      population: plan.wordsOfTold(study.population, "assessed"))
  }

  /// The rows of everybody and of each arm, and the curves of the figure: of the arms, or of
  /// everybody where there are none.
  func findings(
    by arms: (name: String, categories: Categories)?
  ) throws -> (results: [AnalysisResult], curves: IntervalCensoredCurves?) {
    guard let context else { return ([], nil) }
    let all = OnsetGroup(self, members: Array(hips.indices), group: [], stream: 0, context)
    var groups: [OnsetGroup] = []
    if let arms {
      for (code, level) in arms.categories.levels.enumerated() {
        let members = hips.indices.filter { Int(arms.categories.codes[$0]) == code }
        guard !members.isEmpty else { continue }
        groups.append(
          OnsetGroup(
            self, members: members, group: [GroupLevel(variable: arms.name, level: level)],
            stream: groups.count, context))
      }
    }
    var results: [AnalysisResult] = []
    var curves: [IntervalCensoredCurves.Curve] = []
    let riskTimes = SurvivalComparison.ticks(upTo: Self.end)
    for group in [all] + groups {
      let found = try group.findings(riskTimes: riskTimes)
      results += found.results
      if let curve = found.curve, groups.isEmpty || !curve.group.isEmpty { curves.append(curve) }
    }
    return (
      results,
      curves.isEmpty
        ? nil
        : IntervalCensoredCurves(
          variable: groups.isEmpty ? "" : arms?.name ?? "", curves: curves, riskTimes: riskTimes,
          context: context, level: study.survival.confidenceLevel)
    )
  }

  /// The month at which the figure ends: a first response after a year is rare.
  static let end = 12.0
}

extension VisitStudy {
  /// The onset of response of the units treated.
  func onset(of rows: [Int]) -> OnsetAnalysis {
    OnsetAnalysis(
      study: study, plan: plan, hips: rows.map { dataset.hips[$0] },
      patients: rows.map { data.histories.patients[$0] })
  }
}

extension AnalysisResult.Analysis {
  /// Time to the first response.
  public static let onset = Self(rawValue: "onset")
}

extension AnalysisResult.Statistic {
  /// The probability of a first response by a time.
  public static let onsetProbability = Self(rawValue: "onset_probability")
  /// The share whose first response lies in a window of time.
  public static let onsetInWindow = Self(rawValue: "onset_in_window")
  /// The time from which on enough hips had been assessed.
  public static let knownFrom = Self(rawValue: "known_from")
}
