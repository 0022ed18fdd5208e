import Cohorts
import Formulas
import Outcomes
import Statistics
import Tables

extension CompetingEvents {
  /// The events of a survival-ready table, where the protocol declares some that compete.
  ///
  /// The outcome's own event is the first cause; each competing one is a value, or some values, of
  /// the same column. Every other value is a censoring.
  ///
  /// - Throws: `StudyError` where a value is said to be both.
  static func declared(_ cohort: StudyCohort) throws -> CompetingEvents? {
    let (study, context) = (cohort.study, cohort.study.outcome.context)
    let competing = study.outcome.competing
    guard !competing.isEmpty, cohort.outcomes.entry == nil,
      let name = study.eventColumn, let column = cohort.table.column(named: name)
    else { return nil }
    let places = column.rows(matching: competing.map(\.values))
    if let both = places.indices.first(where: { cohort.outcomes.isEvent[$0] && places[$0] > 0 }) {
      throw StudyError(reasons: [
        "outcome.competing: `\(competing[places[both] - 1].name)` names a value of `\(name)` that "
          + "`outcome.event: \(study.outcome.event)` takes for the event itself"
      ])
    }
    let others = competing.compactMap { event in
      context.stating(
        label: "\(event.name) before \(context.label)",
        threshold: "`\(name)` is \(event.values.joined(separator: " or "))"
      ).map { Cause(words: event.name, context: $0) }
    }
    return CompetingEvents(
      study: study, set: "outcome",
      events: places.indices.map {
        CompetingEvent(
          time: cohort.outcomes.time[$0],
          cause: cohort.outcomes.isEvent[$0] ? 1 : places[$0] > 0 ? places[$0] + 1 : 0)
      },
      causes: [Cause(words: context.label, context: context)] + others,
      clusters: cohort.clusters, arms: cohort.arms, treated: cohort.treated)
  }
}

extension StudyProtocol {
  /// The column the outcome's event is read from: that of `status == 2` is `status`.
  var eventColumn: String? {
    let text = StudyCohort.leftSide(self) + " ~ 1"
    guard let parts = try? Formula.parse(text).responseExpression.parts else { return nil }
    return parts.last?.names.first?.name
  }
}

extension Column {
  /// For each row, which of several lists holds its value, counted from 1; 0 for none.
  fileprivate func rows(matching lists: [[String]]) -> [Int] {
    func place(_ test: (String) -> Bool) -> Int {
      lists.firstIndex { $0.contains(where: test) }.map { $0 + 1 } ?? 0
    }
    switch values {
    case .numbers(let numbers):
      return numbers.map { number in place { Double($0) == number } }
    case .categories(let categories):
      let levels = categories.levels.map { level in place { $0 == level } }
      return categories.codes.map { $0 < 0 ? 0 : levels[Int($0)] }
    case .dates(let days):
      return days.map { _ in 0 }
    }
  }
}
