import Cohorts
import Tables

/// The columns of a table of units that are known to be measured after treatment: no baseline.
///
/// They are asked for where the protocol does not list the columns of its units, and are those that
/// the protocol itself reads as visits or events, the later columns of a score that has one for each
/// visit (`womac_pain_6m` beside `womac_pain_0`), and those named after death or follow-up.
enum LaterColumns {
  /// The names of the columns.
  static func names(_ study: StudyProtocol, in table: Table) -> Set<String> {
    let units = DraftTable(file: study.units.file, table: table)
    let waves = DraftSeries.all(in: units).filter(\.isWideVisits).flatMap(\.columns)
      .filter { $0.number > 0 }.map(\.name)
    let named = table.columnNames.filter { DraftWords.holds($0, followUp) }
    return Set(waves + named + read(by: study.endpoints, from: study.units.file))
  }

  /// The columns that a plan reads from a file as those of visits and events.
  private static func read(by plan: EndpointPlan?, from file: String) -> [String] {
    guard let plan else { return [] }
    var names: [String?] = []
    if plan.visits.file == file {
      let visits = plan.visits
      names += [visits.time.column, visits.rescue, visits.preoperative, visits.plannedMonth]
      names += visits.scores.flatMap { [$0.name] + ($0.items ?? []) }
      names += visits.columns.map(\.name)
    }
    if let events = plan.events, events.file == file { names += [events.time.column, events.kind] }
    return names.compactMap { $0 }
  }

  /// The words of death and of follow-up, of which nothing is known at treatment.
  private static let followUp =
    ["followup", "nachbeobacht", "seguimiento", "suivi"]
    + (DraftWords.kinds.first { $0.kind == "death" }?.words ?? [])
}
