public import Cohorts
import Dispatch
import Files
import Foundation
import Synchronization
public import Tables

/// The tables of a study with visits, read and checked, and the history of every unit.
public struct StudyData: Sendable {
  /// The protocol.
  public let study: StudyProtocol
  /// How endpoints are derived.
  public let plan: EndpointPlan
  /// The tables.
  public let tables: StudyTables
  /// The histories.
  public let histories: CohortHistories
  /// Warnings and notes of the files and of their histories.
  public let remarks: [TableProblem]

  /// Reads the study of a protocol; the data are nil where anything is wrong.
  ///
  /// - Parameter today: dates after this day are in the future; nil to take the calendar's.
  public static func load(
    _ study: StudyProtocol, plan: EndpointPlan, protocolFile: String, today: Int32? = nil
  ) -> (data: StudyData?, findings: Findings) {
    var findings = Findings()
    let folder = StudyFolder(protocolFile: protocolFile)
    let options = StudyReading(study: study, plan: plan)
    var files = [
      (file: study.units.file, key: "units.file", options: options.units),
      (file: plan.visits.file, key: "visits.file", options: options.visits),
    ]
    if let events = plan.events { files.append((events.file, "events.file", options.events)) }
    let readings = read(files, in: folder, study)
    for reading in readings { findings.add(reading) }
    let (units, visits) = (readings[0].table, readings[1].table)
    let events = plan.events == nil ? nil : readings[2].table
    findings.protocolProblems += names(of: study, plan, units, visits, events)
    guard let units else { return (nil, findings) }
    // A table that was not read has no rows: what is wrong with the others is told all the same.
    let tables = StudyTables(
      units: units, visits: visits ?? Table(source: plan.visits.file, columns: [], rowCount: 0),
      events: events)
    let reader = HistoryReader(units: study.units, plan: plan, today: today ?? Self.today)
    let (histories, problems) = reader.read(tables)
    findings.add(historyProblems: problems, units: study.units, of: units)
    guard !findings.hasErrors else { return (nil, findings) }
    let data = StudyData(
      study: study, plan: plan, tables: tables, histories: histories,
      remarks: findings.tableProblems)
    return (data, findings)
  }

  /// The columns and levels that the protocol names and the tables lack.
  private static func names(
    of study: StudyProtocol, _ plan: EndpointPlan, _ units: Table?, _ visits: Table?,
    _ events: Table?
  ) -> [ProtocolError.Problem] {
    let ofUnits = units.map {
      ProtocolNames.problems(of: study, in: $0, derived: EndpointDataset.derivedColumns(plan))
    }
    let others = ProtocolNames.problems(of: study, plan: plan, visits: visits, events: events)
    return ((ofUnits ?? []) + others).sorted {
      ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0)
    }
  }

  /// One file, read or found wanting.
  struct Reading: Sendable {
    var table: Table?
    var missing: ProtocolError?
    var fault: TableError?
  }

  /// Reads the files side by side; the result does not depend on the order they finish in.
  private static func read(
    _ files: [(file: String, key: String, options: CSVReader.Options)], in folder: StudyFolder,
    _ study: StudyProtocol
  ) -> [Reading] {
    let readings = Mutex<[Reading]>([Reading](repeating: Reading(), count: files.count))
    // The other threads stand on the stage of this one.
    let stage = FileStage.current
    DispatchQueue.concurrentPerform(iterations: files.count) { place in
      let (file, key, options) = files[place]
      let finished = FileStage.$current.withValue(stage) {
        var reading = Reading()
        reading.missing = folder.problem(with: file, key: key, at: study.places[key])
        if reading.missing == nil {
          do throws(TableError) {
            reading.table = try CSVReader.examine(path: folder.path(of: file), options: options)
          } catch { reading.fault = error }
        }
        return reading
      }
      readings.withLock { $0[place] = finished }
    }
    return readings.withLock { $0 }
  }

  /// Reads the study of a protocol.
  ///
  /// - Throws: `Findings` with everything that is wrong.
  public static func require(
    _ study: StudyProtocol, plan: EndpointPlan, protocolFile: String
  ) throws -> StudyData {
    let (data, findings) = load(study, plan: plan, protocolFile: protocolFile)
    guard let data else { throw findings }
    return data
  }

  /// The calendar's day, which only tells whether a date lies in the future.
  private static var today: Int32 {
    Int32(truncatingIfNeeded: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)) + 1)
  }
}
