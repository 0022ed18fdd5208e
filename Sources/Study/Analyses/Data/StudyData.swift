public import Cohorts
import Foundation
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
  /// The files, by the names the protocol gives them.
  let paths: [String]

  /// Everything that is wrong with a study, or worth knowing, found in one run.
  public struct Findings: Sendable {
    /// What is wrong with the protocol, its files included.
    public var protocolProblems: [ProtocolError.Problem] = []
    /// What is wrong with the tables, and what is worth knowing of them.
    public var tableProblems: [TableProblem] = []
    /// Whether a file is missing or cannot be read.
    public var hasUnreadableFile = false
    /// Whether the study cannot be used.
    public var hasErrors: Bool {
      !protocolProblems.isEmpty || tableProblems.contains { $0.severity == .error }
    }
  }

  /// Reads the study of a protocol; the data are nil where anything is wrong.
  ///
  /// - Parameter today: dates after this day are in the future; nil to take the calendar's.
  public static func load(
    _ study: StudyProtocol, plan: EndpointPlan, protocolFile: String, today: Int32? = nil
  ) -> (data: StudyData?, findings: Findings) {
    var findings = Findings()
    let folder = StudyFolder(protocolFile: protocolFile)
    let options = StudyReading(study: study, plan: plan)
    func read(_ file: String, _ key: String, _ options: CSVReader.Options) -> Table? {
      if let problem = folder.problem(with: file, key: key, at: study.places[key]) {
        findings.protocolProblems += problem.problems
        findings.hasUnreadableFile = findings.hasUnreadableFile || problem.isUnreadable
        return nil
      }
      do throws(TableError) {
        let table = try CSVReader.read(path: folder.path(of: file), options: options)
        findings.tableProblems += table.notes
        return table
      } catch {
        findings.tableProblems += error.problems
        findings.hasUnreadableFile = findings.hasUnreadableFile || error.isUnreadable
        return nil
      }
    }
    let units = read(study.units.file, "units.file", options.units)
    let visits = read(plan.visits.file, "visits.file", options.visits)
    let events = plan.events.flatMap { read($0.file, "events.file", options.events) }
    guard let units, let visits, plan.events == nil || events != nil else {
      return (nil, findings)
    }
    let tables = StudyTables(units: units, visits: visits, events: events)
    let reader = HistoryReader(units: study.units, plan: plan, today: today ?? Self.today)
    let (histories, problems) = reader.read(tables)
    findings.tableProblems += problems
    guard !findings.hasErrors else { return (nil, findings) }
    let data = StudyData(
      study: study, plan: plan, tables: tables, histories: histories,
      remarks: findings.tableProblems,
      paths: ([study.units.file, plan.visits.file] + [plan.events?.file].compactMap { $0 })
        .map(folder.path))
    return (data, findings)
  }

  /// Reads the study of a protocol.
  ///
  /// - Throws: `ProtocolError` or `TableError` with everything that is wrong.
  public static func require(
    _ study: StudyProtocol, plan: EndpointPlan, protocolFile: String
  ) throws -> StudyData {
    let (data, findings) = load(study, plan: plan, protocolFile: protocolFile)
    if let data { return data }
    if !findings.protocolProblems.isEmpty {
      throw ProtocolError(
        problems: findings.protocolProblems, isUnreadable: findings.hasUnreadableFile)
    }
    throw TableError(
      problems: findings.tableProblems.filter { $0.severity == .error },
      isUnreadable: findings.hasUnreadableFile)
  }

  /// The calendar's day, which only tells whether a date lies in the future.
  private static var today: Int32 {
    Int32(truncatingIfNeeded: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)) + 1)
  }
}
