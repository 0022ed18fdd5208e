import Tables

/// What is wrong with, or worth knowing of, the tables of a study; findings of one kind are folded.
struct FindingLog {
  /// What a finding is about; those of one kind in one column are one finding with a count.
  private struct Key: Hashable {
    let code: String
    let column: String?
  }

  private struct Finding {
    var problem: TableProblem
    var lines: [Int] = []
    var count = 1
  }

  let source: String
  private var findings: [Finding] = []
  private var places: [Key: Int] = [:]

  init(source: String) { self.source = source }

  /// Adds a finding about a row; the first of its kind is shown, the next few by their lines.
  mutating func add(
    _ severity: TableProblem.Severity, _ code: String, line: Int? = nil, column: String? = nil,
    found: String? = nil, _ message: @autoclosure () -> String,
    help: @autoclosure () -> String? = nil
  ) {
    let key = Key(code: code, column: column)
    if let place = places[key] {
      findings[place].count += 1
      if let line { findings[place].lines.append(line) }
      return
    }
    places[key] = findings.count
    findings.append(
      Finding(
        problem: TableProblem(
          severity, source: source, line: line, columnName: column,
          found: found.map { excerpt(of: $0) }, message: message(), help: help())))
  }

  /// Adds what the instrument says of a column of scores.
  mutating func add(_ problem: ScaleProblem, column: String, lines: LineNumbers) {
    places[Key(code: "scale \(problem.code.rawValue)", column: column)] = findings.count
    findings.append(
      Finding(
        problem: TableProblem(
          problem.severity, source: source, line: problem.firstIndex.map { lines[$0] },
          columnName: column, found: problem.value.map(CSVWriter.text), message: problem.message,
          help: problem.help, alike: max(0, problem.count - 1))))
  }

  /// The findings in file order.
  var problems: [TableProblem] {
    findings.map { finding in
      let first = finding.problem
      guard finding.count > 1 else { return first }
      let more = finding.lines.count > 8 ? ", ..." : ""
      let lines = finding.lines.sorted().prefix(8).map(String.init).joined(separator: ", ")
      let also =
        finding.lines.isEmpty ? "" : " (\(finding.count - 1) more like it, on line \(lines)\(more))"
      return TableProblem(
        first.severity, source: first.source, line: first.line, columnName: first.columnName,
        found: first.found, message: first.message + also, help: first.help,
        alike: finding.count - 1)
    }
    .sorted { ($0.line ?? 0) < ($1.line ?? 0) }
  }
}
