import Cohorts
import Dispatch
import Statistics
import Synchronization
import Tables

/// The main answers of a study again, with one choice of the protocol at a time made otherwise.
///
/// Every alternative is a protocol of its own: endpoints are derived anew, eligibility is applied
/// anew, and the same estimators run. What an alternative gives is what a full run of a protocol with
/// that choice would give. The cost is that of one derivation and one model per alternative; a few run
/// side by side, and the result does not depend on how many.
struct SensitivityAnalysis {
  let choices: [SensitivityChoice]
  private let base: SensitivityAnswers
  private let answers: @Sendable (SensitivityChoice.Change) throws -> SensitivityAnswers
  private let month: Double?

  /// Takes a study with visits.
  init(_ visits: VisitStudy) throws {
    let hips = visits.eligible.rows.map { visits.dataset.hips[$0] }
    choices =
      SensitivityChoices(
        plan: visits.plan, recorded: .init(hips), perProtocol: visits.study.perProtocol
      ).all
    base = try SensitivityAnswers(visits)
    month = SensitivityAnswers.landmark(of: visits.study)
    answers = { change in
      switch change {
      case .plan(let plan): try SensitivityAnswers(visits.changed(to: plan))
      case .units(let step): try SensitivityAnswers(visits.restricted(to: step))
      case .untold(let reason): throw StudyError(reasons: [reason])
      }
    }
  }

  /// Takes a survival-ready study, whose outcome stands in the table: only who is analysed is a
  /// choice that could have been made otherwise.
  ///
  /// Nil where the protocol declares no such choice.
  init?(_ cohort: StudyCohort, table: Table) throws {
    guard let step = cohort.study.perProtocol else { return nil }
    choices = [
      SensitivityChoice(
        "Units analysed", chosen: "all eligible",
        [("per protocol: \(step.condition.text)", .units(step))])
    ]
    base = try SensitivityAnswers(cohort)
    month = SensitivityAnswers.landmark(of: cohort.study)
    answers = { _ in
      let study = cohort.study.restricted(to: step)
      return try SensitivityAnswers(StudyCohort(try EligibleUnits(study, table: table)))
    }
  }

  /// The rows, and what a page needs to lay them out.
  func results() -> (results: [AnalysisResult], summary: SensitivityResults) {
    var rows = base.rows.map { $0.under(choice: nil, option: SensitivityResults.preSpecified) }
    var reasons: [SensitivityResults.Option: String] = [:]
    let options = choices.flatMap { choice in choice.alternatives.map { (choice, $0) } }
    for ((choice, alternative), found) in zip(options, outcomes(of: options.map(\.1.change))) {
      rows += found.rows.map { $0.under(choice: choice.name, option: alternative.words) }
      reasons[.init(choice: choice.name, words: alternative.words)] = found.reason
    }
    let largest = SensitivityAnswer.all(in: base.rows).compactMap { $0.largestChange(in: rows) }
    return (
      rows + largest, SensitivityResults(choices: choices, landmark: month, untold: reasons)
    )
  }

  /// What one option gave: rows, or the reason why there are none.
  private struct Outcome: Sendable {
    var rows: [AnalysisResult] = []
    var reason: String?
  }

  /// The most options that are derived at one time; each holds endpoints of its own.
  private static let laneCount = 4

  /// The outcomes of some changes, in their order.
  private func outcomes(of changes: [SensitivityChoice.Change]) -> [Outcome] {
    let outcomes = Mutex<[Outcome]>([Outcome](repeating: Outcome(), count: changes.count))
    let answers = answers
    DispatchQueue.concurrentPerform(iterations: min(Self.laneCount, changes.count)) { lane in
      for place in stride(from: lane, to: changes.count, by: Self.laneCount) {
        let outcome = Self.outcome { try answers(changes[place]) }
        outcomes.withLock { $0[place] = outcome }
      }
    }
    return outcomes.withLock { $0 }
  }

  private static func outcome(_ answers: () throws -> SensitivityAnswers) -> Outcome {
    do {
      let rows = try answers().rows
      return Outcome(rows: rows, reason: rows.isEmpty ? "nobody is left to analyse" : nil)
    } catch let error as StudyError {
      return Outcome(reason: error.reasons.joined(separator: "; "))
    } catch {
      return Outcome(reason: "\(error)")
    }
  }
}

extension AnalysisResult {
  /// The row as one of the sensitivity analyses: the choice stands as its variable, the option as its
  /// level, and the arm of a hazard ratio as its name.
  fileprivate func under(choice: String?, option: String) -> AnalysisResult {
    AnalysisResult(
      .sensitivity, name: statistic == .hazardRatio ? level : name, population: population,
      stratum: stratum, variable: choice, level: option, statistic: statistic, value: value,
      interval: interval, pValue: pValue, timeMonths: timeMonths, unit: unit, method: method,
      denominators: denominators, context: context,
      diagnostics: statistic == .eventFree ? diagnostics : [])
  }
}
