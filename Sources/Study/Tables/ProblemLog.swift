/// Problems on the way in, with those of one kind in one column folded into the first.
struct ProblemLog {
  /// What a problem is about; problems of one kind in one column are folded.
  enum Kind: Hashable {
    case encoding, binary, dialect, header, empty, tooFewFields, tooManyFields
    case trailingFields, emptyRows, emptyColumns
    case closingQuote, openQuote, number, date, range, lookalike, missing, totals
    case schema(String), level(String), sentinel(String), unnamed, duplicate
  }

  private struct Key: Hashable {
    let kind: Kind
    let column: Int?
  }

  let source: String
  private var problems: [TableProblem] = []
  private var alike: [Int] = []
  private var places: [Key: Int] = [:]

  init(source: String) { self.source = source }

  /// Whether any problem makes the file unusable.
  var hasErrors: Bool { problems.contains { $0.severity == .error } }

  /// Adds a problem that stands for `count` of its kind.
  mutating func add(
    _ severity: TableProblem.Severity, _ kind: Kind, line: Int? = nil, column: Int? = nil,
    name: String? = nil, found: String? = nil, _ message: String, help: String? = nil,
    count: Int = 1
  ) {
    let key = Key(kind: kind, column: column)
    if let place = places[key] {
      alike[place] += count
      return
    }
    places[key] = problems.count
    problems.append(
      TableProblem(
        severity, source: source, line: line, columnNumber: column, columnName: name,
        found: found.map { excerpt(of: $0) }, message: message, help: help))
    alike.append(count - 1)
  }

  /// The problems in file order, those without a line first.
  var inOrder: [TableProblem] {
    zip(problems, alike).map { problem, alike in
      TableProblem(
        problem.severity, source: problem.source, line: problem.line,
        columnNumber: problem.columnNumber, columnName: problem.columnName, found: problem.found,
        message: problem.message, help: problem.help, alike: alike)
    }
    .enumerated()
    .sorted { first, second in
      let a = (first.element.line ?? 0, first.element.columnNumber ?? 0, first.offset)
      let b = (second.element.line ?? 0, second.element.columnNumber ?? 0, second.offset)
      return a < b
    }
    .map(\.element)
  }

  /// The error to throw.
  var error: TableError { TableError(problems: inOrder) }
}

/// A value as a message may show it: one line, control characters escaped, at most `limit` long.
package func excerpt(of value: String, limit: Int = 40) -> String {
  var shown = ""
  var count = 0
  for scalar in value.unicodeScalars {
    if count == limit { return shown + "..." }
    count += 1
    switch scalar {
    case "\n": shown += "\\n"
    case "\r": shown += "\\r"
    case "\t": shown += "\\t"
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
        .privateUse:
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
  }
  return shown
}
