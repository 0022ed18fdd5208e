import Cohorts
import Outcomes
import Statistics
import Tables

extension CompetingEvents {
  /// The first event of everybody treated, counted from the injection; nil without a table of events,
  /// since none on record would not mean that none took place.
  static func treated(_ visits: VisitStudy) -> CompetingEvents? {
    guard visits.plan.events != nil else { return nil }
    let (study, rows) = (visits.study, visits.eligible.rows)
    let kinds = FirstEventOutcome.causes
    let causes = kinds.compactMap { kind in
      OutcomeContext(
        label: "\(kind.words), where it came first", instrument: "the study's record of events",
        threshold: "the first of " + kinds.map(\.words).joined(separator: ", "),
        origin: "index injection", population: study.population
      ).map { Cause(words: kind.words, context: $0) }
    }
    guard causes.count == kinds.count else { return nil }
    return CompetingEvents(
      study: study, set: "treated",
      events: rows.map { FirstEventOutcome(visits.dataset.hips[$0]).event }, causes: causes,
      clusters: visits.clusters(of: rows), arms: visits.arms(of: rows))
  }

  /// Loss of benefit among responders, with the events that compete by the protocol.
  ///
  /// An event competes where its strategy says so; the others count as losses, end follow-up or are
  /// ignored, and are then no cause of their own.
  static func responders(_ visits: VisitStudy, _ cohort: StudyCohort) -> CompetingEvents? {
    let (study, rules) = (visits.study, visits.plan.intercurrent)
    let kinds = LossOutcome.causes.filter { kind in
      kind.map { rules.strategy(for: $0) == .competing && visits.plan.records($0) } ?? true
    }
    let causes = kinds.compactMap { kind -> Cause? in
      guard let kind else {
        return Cause(words: study.outcome.context.label, context: study.outcome.context)
      }
      return study.outcome.context.stating(
        label: "\(kind.words) before \(study.outcome.context.label)",
        threshold: "\(kind.words) before a loss; loss: \(study.outcome.context.threshold)"
      ).map { Cause(words: $0.label, context: $0) }
    }
    let outcomes = cohort.rows.compactMap {
      LossOutcome(visits.dataset.hips[$0], visits.dataset.reading)?.competing
    }
    guard outcomes.count == cohort.rows.count, causes.count == kinds.count else { return nil }
    let events = outcomes.map { event -> CompetingEvent in
      guard event.cause > 0 else { return event }
      let place = kinds.firstIndex(of: LossOutcome.causes[event.cause - 1])
      return CompetingEvent(time: event.time, cause: place.map { $0 + 1 } ?? 0)
    }
    return CompetingEvents(
      study: study, set: "responders", events: events, causes: causes, clusters: cohort.clusters,
      arms: cohort.arms, treated: cohort.treated)
  }
}

extension VisitStudy {
  /// The patient of some rows, where one of them has several: their hips are not independent.
  func clusters(of rows: [Int]) -> Grouping? {
    let clusters = Grouping(of: rows.map { data.histories.patients[$0] })
    return clusters.count < rows.count ? clusters : nil
  }

  /// The arms of some rows, where the study compares some and two of them occur.
  func arms(of rows: [Int]) -> (variable: String, categories: Categories)? {
    eligible.whole.rows(rows).arms(of: study)
  }
}

extension StudyCohort {
  /// The arms of the rows analysed, where the study compares some and two of them occur.
  var arms: (variable: String, categories: Categories)? { table.arms(of: study) }
}

extension Table {
  /// The arms of the rows, where a study compares some and two of them occur.
  fileprivate func arms(of study: StudyProtocol) -> (variable: String, categories: Categories)? {
    guard let variable = study.comparison?.arms.column,
      case .categories(let categories)? = column(named: variable)?.values,
      categories.divides
    else { return nil }
    return (variable, categories)
  }
}
