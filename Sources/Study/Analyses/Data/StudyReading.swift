import Cohorts
import Tables

/// How the files of a study are read: what the protocol says about their columns.
struct StudyReading {
  let study: StudyProtocol
  let plan: EndpointPlan

  /// Identifiers are text, whatever they look like: 007 is not 7.
  private static let identifier = ColumnDeclaration(type: .text)

  /// The table of units.
  var units: CSVReader.Options {
    var columns = Self.columns(study.units.columns)
    for id in [study.units.id, study.units.patient, study.units.side].compactMap({ $0 }) {
      columns[id, default: ColumnDeclaration()].type = .text
    }
    if let date = plan.indexDate { columns[date, default: ColumnDeclaration()].type = .date }
    return Self.options(columns, missing: study.units.missing)
  }

  /// The table of visits.
  var visits: CSVReader.Options {
    var columns = Self.columns(plan.visits.columns)
    columns[plan.visits.unit] = Self.identifier
    declare(plan.visits.time, in: &columns)
    for score in plan.visits.scores {
      guard let items = score.items else {
        // Their range is looked at later, by those who know the instrument.
        columns[score.name, default: ColumnDeclaration()].type = .number
        continue
      }
      for item in items { columns[item, default: ColumnDeclaration()].type = .number }
    }
    for name in [plan.visits.rescue, plan.visits.preoperative].compactMap({ $0 }) {
      columns[name, default: ColumnDeclaration()].type = nil
    }
    if let planned = plan.visits.plannedMonth {
      columns[planned, default: ColumnDeclaration()].type = .number
    }
    return Self.options(columns, missing: plan.visits.missing ?? study.units.missing)
  }

  /// The table of events.
  var events: CSVReader.Options {
    guard let events = plan.events else { return CSVReader.Options() }
    var columns = [events.unit: Self.identifier, events.kind: ColumnDeclaration(type: .text)]
    declare(events.time, in: &columns)
    var options = Self.options(columns, missing: events.missing ?? study.units.missing)
    options.allowsNoRows = true
    return options
  }

  private func declare(_ time: EventTimeColumn, in columns: inout [String: ColumnDeclaration]) {
    switch time {
    case .date(let column): columns[column, default: ColumnDeclaration()].type = .date
    case .month(let column): columns[column, default: ColumnDeclaration()].type = .number
    }
  }

  /// The one table of a study without visits, in which every type is the file's unless declared.
  static func survivalReady(_ units: StudyProtocol.Units) -> CSVReader.Options {
    options(columns(units.columns), missing: units.missing)
  }

  private static func columns(
    _ declared: [StudyProtocol.DeclaredColumn]
  ) -> [String: ColumnDeclaration] {
    Dictionary(declared.map { ($0.name, $0.declaration) }, uniquingKeysWith: { first, _ in first })
  }

  private static func options(
    _ columns: [String: ColumnDeclaration], missing: [String]?
  ) -> CSVReader.Options {
    var options = CSVReader.Options(columns: columns)
    // Absent columns are told by their place in the protocol.
    options.allowsAbsentColumns = true
    if let missing { options.missing = missing }
    return options
  }
}
