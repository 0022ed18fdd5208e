import Cohorts
public import Tables

extension StudyData {
  /// Everything that is wrong with a study, or worth knowing, found in one run.
  public struct Findings: Error, Sendable {
    /// What is wrong with the protocol, its files and the columns it names included.
    public var protocolProblems: [ProtocolError.Problem] = []
    /// What is wrong with the tables, and what is worth knowing of them.
    public var tableProblems: [TableProblem] = []
    /// How many of the errors are files that are missing or cannot be read.
    public var unreadableCount = 0
    /// How many of the problems are errors.
    public var errorCount: Int {
      protocolProblems.count + tableProblems.count { $0.severity == .error }
    }
    /// Whether the study cannot be used.
    public var hasErrors: Bool { errorCount > 0 }
    /// Whether nothing is wrong but that files are missing or cannot be read.
    public var isUnreadable: Bool { unreadableCount > 0 && unreadableCount == errorCount }

    /// Adds what was found in reading one file.
    mutating func add(_ reading: Reading) {
      if let missing = reading.missing {
        protocolProblems += missing.problems
        if missing.isUnreadable { unreadableCount += missing.problems.count }
      }
      if let fault = reading.fault {
        tableProblems += fault.problems
        if fault.isUnreadable { unreadableCount += fault.problems.count }
      }
      tableProblems += reading.table?.notes ?? []
    }

    /// Adds what was found in the histories.
    ///
    /// Where a file is at fault already, what follows from that fault is left out: findings of a
    /// column that was refused, of rows that were cut wrongly, and whatever is not an error.
    mutating func add(
      historyProblems problems: [TableProblem], units: StudyProtocol.Units, of table: Table
    ) {
      guard hasErrors else {
        tableProblems += problems
        return
      }
      let faults = tableProblems.filter { $0.severity == .error }
      let cutWrongly = Set(faults.filter { $0.columnName == nil }.map(\.source))
      guard !cutWrongly.contains(table.source), let id = units.id, table.column(named: id) != nil
      else { return }
      tableProblems += problems.filter { problem in
        problem.severity == .error && !cutWrongly.contains(problem.source)
          && !faults.contains {
            $0.source == problem.source && $0.columnName == problem.columnName
          }
      }
    }
  }
}

extension StudyData.Findings: CustomStringConvertible {
  /// The errors one below the other, those of the protocol first.
  public var description: String {
    let errors = tableProblems.filter { $0.severity == .error }
    return (protocolProblems.map(\.description) + errors.map(\.description))
      .joined(separator: "\n")
  }
}
