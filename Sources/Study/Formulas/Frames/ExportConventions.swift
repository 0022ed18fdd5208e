import Tables

/// What the files of two common sources hold that a formula cannot know: ADaM's time-to-event data
/// sets, and REDCap's exports with repeats.
///
/// Both can be read wrongly without a word: a censoring flag as the event, five parameters as five
/// times the patients, visits as patients. So the formula must say what is meant.
struct ExportConventions {
  let table: Table
  let selection: RowSelection
  var syntax = OutcomeSyntax.formula

  private static let named = 6

  /// What keeps the rows from being used as they are.
  func problems(_ formula: Formula) -> [TableProblem] {
    [reversedEvent(formula.responseExpression), severalParameters(), repeats(formula)]
      .compactMap { $0 }
  }

  /// `CNSR` as the event: in ADaM 0 is the event, and other numbers are reasons for censoring.
  private func reversedEvent(_ response: ResponseExpression) -> TableProblem? {
    let (time, event): (String, FormulaExpression)
    switch response {
    case .rightCensored(let stop, let indicator): (time, event) = (stop.label, indicator)
    case .countingProcess(let start, let stop, let indicator):
      (time, event) = ("\(start.label), \(stop.label)", indicator)
    case .none, .value, .intervalCensored: return nil
    }
    guard let name = event.unwrapped.columnName, name.uppercased() == "CNSR" else { return nil }
    return problem(
      name,
      message: "`\(name)` is the name of ADaM's censoring flag, in which 0 is the event and other "
        + "numbers are reasons for censoring; as the event it would turn every result round",
      help: "write \(syntax.outcome(time, event: "\(name) == 0")), or "
        + "\(syntax.outcome(time, event: "\(name) == 1")) if 1 is the event")
  }

  /// Several endpoints of ADaM in one file, where a row is a patient only within one.
  private func severalParameters() -> TableProblem? {
    guard let column = table.columns.first(where: { $0.name.uppercased() == "PARAMCD" }),
      case .categories(let categories) = column.values
    else { return nil }
    let counts = self.counts(categories)
    guard counts.count > 1 else { return nil }
    let shown = counts.prefix(Self.named).map { "\($0.level) (\($0.rows))" }
      .joined(separator: ", ")
    return problem(
      column.name,
      message: "the rows are of \(counts.count) endpoints, so that a patient counts several times: "
        + shown + (counts.count > Self.named ? " and more" : ""),
      help: "choose one, as in --where '\(column.name) == \"\(counts[0].level)\"'")
  }

  /// Rows of REDCap's repeating events and forms, which are not patients.
  private func repeats(_ formula: Formula) -> TableProblem? {
    let marks = ["redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"]
    guard let record = table.columns.first,
      table.columns.contains(where: { marks.contains($0.name) }),
      !formula.termList.specials.contains(where: { special in
        special.parts.flatMap(\.names).contains { $0.name == record.name }
      })
    else { return nil }
    if case .countingProcess = formula.responseExpression { return nil }
    let found = distinct(record)
    guard found < selection.count else { return nil }
    let event = table.column(named: marks[0]).flatMap { column -> String? in
      guard case .categories(let categories) = column.values else { return nil }
      return counts(categories).first?.level
    }
    return problem(
      record.name,
      message: "the \(selection.count) rows are of \(found) records, as REDCap exports events and "
        + "repeats: a row is not a patient",
      help: "choose a row per record, as in --where '"
        + (event.map { "redcap_event_name == \"\($0)\"" } ?? "redcap_repeat_instance is missing")
        + "', or say which rows belong together with cluster(\(record.name))")
  }

  private func counts(_ categories: Categories) -> [(level: String, rows: Int)] {
    var counts = [Int](repeating: 0, count: categories.levels.count)
    for position in 0..<selection.count {
      let code = categories.codes[selection.tableRow(position)]
      if code >= 0 { counts[Int(code)] += 1 }
    }
    return counts.indices.filter { counts[$0] > 0 }.map { (categories.levels[$0], counts[$0]) }
  }

  private func distinct(_ column: Column) -> Int {
    switch column.values {
    case .numbers(let values):
      Set((0..<selection.count).map { values[selection.tableRow($0)] }).count
    case .dates(let days): Set((0..<selection.count).map { days[selection.tableRow($0)] }).count
    case .categories(let categories): counts(categories).count
    }
  }

  private func problem(_ column: String, message: String, help: String) -> TableProblem {
    TableProblem(
      .error, source: table.source,
      columnNumber: table.columns.firstIndex { $0.name == column }.map { $0 + 1 },
      columnName: column, message: message, help: help)
  }
}
