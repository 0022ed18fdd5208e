import Cohorts
import Formulas
import Statistics
public import Tables

/// Everything that is wrong with a study, or worth knowing, without writing anything.
public struct StudyCheck: Sendable {
  /// One finding, as people read it.
  public struct Problem: Sendable, Hashable {
    /// How bad it is.
    public let severity: TableProblem.Severity
    /// The file, where it is about one.
    public let source: String?
    /// The line.
    public let line: Int?
    /// The column: a name in a table, a character in a protocol.
    public let column: String?
    /// The value found.
    public let found: String?
    /// What is wrong.
    public let message: String
    /// How to mend it.
    public let help: String?
    /// The whole as text.
    public fileprivate(set) var text: String
    /// How many more of the kind there are.
    public fileprivate(set) var alike: Int
  }

  /// The number of rows of the tables, in the order units, visits, events.
  public struct Size: Sendable, Hashable {
    /// What the rows are.
    public let name: String
    /// The file.
    public let source: String
    /// How many there are.
    public let count: Int
  }

  /// The protocol file.
  public let protocolFile: String
  /// What was found, in the order protocol, units, visits, events.
  public private(set) var problems: [Problem] = []
  /// What was read.
  public private(set) var sizes: [Size] = []
  /// How many of the errors are files that are missing or cannot be read.
  public private(set) var unreadableCount = 0

  /// The number of different errors; `alike` counts the places of each.
  public var errorCount: Int { count(.error) }
  /// The number of different warnings.
  public var warningCount: Int { count(.warning) }

  private func count(_ severity: TableProblem.Severity) -> Int {
    problems.count { $0.severity == severity }
  }

  /// Checks the study of a protocol.
  public init(protocolFile: String, version: String) {
    self.protocolFile = protocolFile
    do {
      let study = try StudyFile.load(protocolFile)
      for warning in study.warnings { add(warning, .warning) }
      guard let plan = study.endpoints else {
        let results = try StudyRunner.run(protocolFile: protocolFile, version: version)
        sizes = [Size(name: "units", source: study.units.file, count: results.flow.total)]
        note(results)
        return
      }
      guard let data = checkData(study, plan) else { return }
      note(try StudyRunner.run(data, protocolFile: protocolFile, version: version))
    } catch let error as ProtocolError {
      add(error.problems, isUnreadable: error.isUnreadable)
    } catch let error as TableError {
      add(error.problems)
      if error.isUnreadable { unreadableCount += error.problems.count }
    } catch let error as StudyError {
      for reason in error.reasons { add(reason) }
    } catch { add("\(error)") }
  }

  /// Reads and checks the tables; nil where they cannot be used.
  private mutating func checkData(_ study: StudyProtocol, _ plan: EndpointPlan) -> StudyData? {
    let (data, findings) = StudyData.load(study, plan: plan, protocolFile: protocolFile)
    add(findings.protocolProblems, isUnreadable: false)
    unreadableCount += findings.unreadableCount
    add(findings.tableProblems)
    guard let data else { return nil }
    sizes = [
      Size(name: "units", source: study.units.file, count: data.tables.units.rowCount),
      Size(name: "visits", source: plan.visits.file, count: data.tables.visits.rowCount),
    ]
    if let events = plan.events, let table = data.tables.events {
      sizes.append(Size(name: "events", source: events.file, count: table.rowCount))
    }
    return data
  }

  private mutating func add(_ problems: [ProtocolError.Problem], isUnreadable: Bool) {
    if isUnreadable { unreadableCount += problems.count }
    self.problems += problems.map {
      Problem(
        severity: .error, source: $0.source, line: $0.line, column: $0.column.map(String.init),
        found: nil, message: $0.message, help: $0.help, text: $0.description, alike: 0)
    }
  }

  private mutating func add(_ problems: [TableProblem]) {
    self.problems += problems.map {
      Problem(
        severity: $0.severity, source: $0.source, line: $0.line, column: $0.columnName,
        found: $0.found, message: $0.message, help: $0.help, text: $0.description, alike: $0.alike)
    }
  }

  private mutating func add(_ message: String, _ severity: TableProblem.Severity = .error) {
    let text =
      message.hasPrefix("error:") ? message : "\(severity.rawValue): \(message)"
    problems.append(
      Problem(
        severity: severity, source: protocolFile, line: nil, column: nil, found: nil,
        message: message, help: nil, text: text, alike: 0))
  }

  /// The warnings of the report itself: levels nobody has, separation, models that do not converge.
  private mutating func note(_ results: StudyResults) {
    var known = Set(problems.map(\.message))
    for diagnostic in results.diagnostics
    where diagnostic.severity == .warning && known.insert(diagnostic.message).inserted {
      add(results.study.naming(columnsIn: diagnostic.message, keepsColumns: true), .warning)
    }
    var first: [Kind: Int] = [:]
    for row in results.results {
      for diagnostic in row.diagnostics
      where diagnostic.severity == .warning && known.insert(diagnostic.message).inserted {
        let kind = Kind(
          code: diagnostic.code, analysis: row.analysis, name: row.name, term: diagnostic.term)
        if let place = first[kind] {
          problems[place].alike += 1
        } else {
          first[kind] = problems.count
          add(results.study.naming(columnsIn: diagnostic.message, keepsColumns: true), .warning)
        }
      }
    }
    for place in first.values where problems[place].alike > 0 {
      problems[place].text += "\n   = \(problems[place].alike) more like this in the report"
    }
    for line in results.study.notDone { add(line, .warning) }
  }

  /// What makes two warnings of the report alike: strata and time points do not tell them apart.
  private struct Kind: Hashable {
    let code: Diagnostic.Code
    let analysis: AnalysisResult.Analysis
    let name: String?
    let term: String?
  }
}
