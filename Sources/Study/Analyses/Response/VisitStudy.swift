import Cohorts
import Outcomes
import Statistics
import Survival
import Tables

/// A study with visits: endpoints derived, eligibility applied, ready for every analysis.
///
/// Response is told of all eligible units, durations of those who responded by the deadline; the
/// steps from the one to the other stand in the flow.
struct VisitStudy {
  let study: StudyProtocol
  let plan: EndpointPlan
  let data: StudyData
  let dataset: EndpointDataset
  let eligible: EligibleUnits

  init(_ study: StudyProtocol, plan: EndpointPlan, data: StudyData) throws {
    self.study = study
    self.plan = plan
    self.data = data
    dataset = try EndpointDataset(data)
    eligible = try EligibleUnits(study, table: dataset.table)
  }

  /// The endpoints of the units a response can be told of, with their patients.
  func response(of rows: [Int]) -> ResponseAnalysis {
    ResponseAnalysis(
      study: study, plan: plan, hips: rows.map { dataset.hips[$0] },
      patients: rows.map { data.histories.patients[$0] })
  }

  /// The course of every score the protocol declares, that of the response first.
  func courses(arms: (name: String, categories: Categories)?) -> [CourseAnalysis] {
    let windows = VisitWindows.planned(plan)
    let first = plan.visits.scores.filter { $0.name == plan.response.score }
    let others = plan.symptomScores.filter { $0.name != plan.response.score }
    return (first + others).map { score in
      CourseAnalysis(
        study: study, plan: plan,
        course: ScoreCourse(
          score, plan: plan, windows: windows, visits: data.tables.visits,
          histories: data.histories),
        treated: eligible.rows, patients: data.histories.patients, arms: arms)
    }
  }

  /// The steps from all treated to those whose time to loss is analysed.
  var steps: [StudyStep] {
    let hips = dataset.hips
    func step(
      _ name: String, otherwise reason: String, _ role: Denominators.Account.Role = .missing,
      _ passes: (HipEndpoints) -> Bool
    ) -> StudyStep {
      StudyStep(name: name, passes: hips.map { passes($0) }, reason: reason, role: role)
    }
    let days = plan.response.baselineDays
    let needsBaseline = plan.response.criterion.needsBaseline
    let floor = Stratifier.text(plan.response.floor)
    let deadline =
      plan.response.deadlineMonths.map { " by month \(Stratifier.text($0))" } ?? ""
    let all = [
      needsBaseline
        ? step(
          "Score in the baseline window (\(days.dayWords))",
          otherwise: plan.reason(.missingBaseline)
        ) { !$0.flags.contains(.missingBaseline) } : nil,
      needsBaseline && plan.response.floor > 0
        ? step(
          "Deficit at baseline of at least \(floor) of 100",
          otherwise: plan.reason(.belowFloor)
        ) { !$0.flags.contains(.belowFloor) } : nil,
      step("\(plan.wordsOfFollowUp) after the injection", otherwise: plan.reason(.neverAssessed)) {
        !$0.flags.contains(.noFollowUp)
      },
      step("Responded\(deadline)", otherwise: "no response\(deadline)", .notOfTheGroup) {
        $0.responseStatus == .responder
      },
    ]
    return all.compactMap { $0 }
  }

  /// The flow down to the hips whose time to loss is analysed, however few they are.
  var flow: EligibilityFlow {
    var flow = eligible.flow
    for step in steps { flow.apply(step.name, step.passes) }
    return flow
  }

  /// Durations by the rule the report does not lead with, on the same hips.
  func otherRule(of cohort: StudyCohort) throws -> [AnalysisResult] {
    let other: LossRule.Confirmation =
      plan.loss.confirmation == .twoVisits ? .firstVisit : .twoVisits
    let reading = LossOutcome.Reading(
      confirmation: other, origin: plan.loss.origin, convention: plan.loss.convention)
    let times = cohort.rows.compactMap { LossOutcome(dataset.hips[$0], reading)?.time }
    guard times.count == cohort.rows.count, !times.isEmpty,
      let context = study.outcome.context.stating(
        threshold: plan.wordsOfLoss(other),
        measure: plan.score.map {
          OutcomeMeasure(
            $0.scale, reading: plan.reading(other), strategies: plan.strategies)
        })
    else { return [] }
    let summary = SurvivalSummary(
      study: study, analysis: .otherRule, context: context, treated: cohort.treated)
    let curves = try KaplanMeier.fit(
      try SurvivalOutcomes(times), clusters: cohort.clusters,
      options: SurvivalComparison.options(of: study))
    return curves.flatMap { summary.results($0, group: []) }
  }

  /// What ended the spells of benefit of the hips analysed, by both rules.
  func endings(of cohort: StudyCohort) -> [AnalysisResult] {
    // Beside the events that compete, told elsewhere, a small part of them would give itself away.
    let tellsLastSeen = study.minCell == nil
    return LossRule.Confirmation.allCases.flatMap { rule -> [AnalysisResult] in
      var counts: [String: (place: Int, count: Int)] = [:]
      for row in cohort.rows {
        guard let loss = dataset.hips[row].loss(rule) else { continue }
        let ending = loss.ending(tellingLastSeen: tellsLastSeen)
        counts[ending, default: (loss.place, 0)].count += 1
      }
      let ordered = counts.sorted { ($0.value.place, $0.key) < ($1.value.place, $1.key) }
      return ordered.map { words, counted in
        AnalysisResult(
          .endings, name: rule.rawValue, population: study.population, level: words,
          statistic: .count, value: .count(counted.count), unit: "units",
          denominators: Denominators(n: cohort.rows.count), context: study.outcome.context)
      }
    }
  }
}

extension HipEndpoints.Loss {
  /// The place in a table: losses, then what competes, then what ends follow-up.
  fileprivate var place: Int {
    switch end {
    case .visits: 0
    case .confirmed: 1
    case .event: 2
    case .competing: 3
    case .censored: 4
    case .otherHip: 5
    case .endOfFollowUp: unconfirmedDrop == nil ? 6 : 7
    }
  }

  /// What ended a spell, or the watching of it, in words.
  ///
  /// A visit without benefit that nothing confirmed is no loss, and no response either: who was last
  /// seen at one is told apart, whatever came after it, if asked for.
  func ending(tellingLastSeen: Bool) -> String {
    let lastSeen =
      tellingLastSeen && unconfirmedDrop != nil ? ", not in response when last seen" : ""
    return switch end {
    case .visits: "loss seen at visits"
    case .confirmed(let kind): "loss at a visit, confirmed by \(kind.words)"
    case .event(let kind, _): "\(kind.words), counted as loss"
    case .competing(let kind, _): "\(kind.words), a competing event\(lastSeen)"
    case .censored(let kind, _): "\(kind.words), follow-up ended\(lastSeen)"
    case .otherHip: "replacement of the other hip, follow-up ended\(lastSeen)"
    case .endOfFollowUp:
      unconfirmedDrop == nil
        ? "in response when last seen" : "not in response when last seen, not confirmed as loss"
    }
  }
}
