extension ProblemLog {
  /// Turns the faults of records into problems.
  mutating func report(_ faults: RecordFaults, header: Header, rows: Int) {
    let expected = header.names.count
    reportRagged(faults.tooFew, .tooFewFields, "too few", expected, rows)
    reportRagged(faults.tooMany, .tooManyFields, "too many", expected, rows)
    if faults.trailing.count > 0 {
      add(
        .note, .trailingFields, line: faults.trailing.line,
        "empty fields beyond the last column, as spreadsheets leave them, were passed over",
        count: faults.trailing.count)
    }
    if faults.padding.count > 0 {
      add(
        .note, .emptyRows, line: faults.padding.line,
        "rows without any value, as spreadsheets leave them, were passed over",
        count: faults.padding.count)
    }
    if faults.closingQuote.count > 0 {
      let fault = faults.closingQuote
      let opened = fault.opening == fault.line ? "" : ", which opened on line \(fault.opening)"
      add(
        .error, .closingQuote, line: fault.line, column: fault.fields + 1,
        name: name(header, fault.fields),
        "text follows the closing quote of a field\(opened); expected \(header.delimiter.article)",
        help: "write a quote inside a quoted field twice, and look for a quote that is not closed",
        count: fault.count)
    }
    if faults.openQuote.count > 0 {
      let fault = faults.openQuote
      add(
        .error, .openQuote, line: fault.line, column: fault.fields + 1,
        name: name(header, fault.fields),
        "a quote opens here and is never closed", help: "close it, or remove it")
    }
  }

  private func name(_ header: Header, _ place: Int) -> String? {
    header.names.indices.contains(place) ? excerpt(of: header.names[place]) : nil
  }

  private mutating func reportRagged(
    _ fault: RecordFaults.Fault, _ kind: Kind, _ word: String, _ expected: Int, _ rows: Int
  ) {
    guard fault.count > 0 else { return }
    var help = "look for a delimiter or a quote too many or too few on this line"
    if fault.count > rows, fault.isUniform, fault.count > 1 {
      help =
        fault.fields == expected + 1
        ? "a name seems to be missing in the header, as when R writes row names: "
          + "use `write.csv(x, row.names = FALSE)`"
        : "if a title stands above the names of the columns, delete it"
    }
    add(
      .error, kind, line: fault.line,
      found: "\(fault.fields) field" + (fault.fields == 1 ? "" : "s"),
      "the row has \(word) fields; expected \(expected), as in the header", help: help,
      count: fault.count)
  }

  /// Says which decimal mark was taken, where it is not the point.
  mutating func reportDecimal(
    _ decimal: DecimalMark, _ columns: CSVParse.Columns, header: Header, isDeclared: Bool
  ) {
    guard decimal == .comma, !isDeclared else { return }
    let count = columns.builders.count { $0.kind == .number && $0.hasDecimalMark }
    add(
      .note, .lookalike, line: header.line,
      "numbers are written with a decimal comma (\(count) column\(count == 1 ? "" : "s"))",
      help: "declare `decimal: \".\"` if these commas separate thousands")
  }

  /// Says which texts were read as missing, and how often; errors of spreadsheets are a warning.
  mutating func reportMissing(_ columns: CSVParse.Columns) {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for builder in columns.builders {
      for (code, count) in zip(builder.missing.codes, builder.allMissingCounts)
      where count > 0 && !code.isEmpty {
        if counts[code] == nil { order.append(code) }
        counts[code, default: 0] += count
      }
    }
    guard !order.isEmpty else { return }
    let shown = order.map { "\"\(excerpt(of: $0))\" (\(counts[$0] ?? 0))" }
    let hasError = order.contains { $0.hasPrefix("#") }
    add(
      hasError ? .warning : .note, .missing,
      "read as missing: \(shown.joined(separator: ", "))",
      help: hasError ? TextShape.spreadsheetError.help(decimal: .point) : nil)
  }

  /// Reports the values of a column outside its declared range.
  mutating func reportRange(
    _ numbers: [Double], _ range: ClosedRange<Double>, column: Int, name: String,
    lines: LineNumbers
  ) {
    var first: Int?
    var count = 0
    for (row, number) in numbers.enumerated() where !number.isNaN && !range.contains(number) {
      if first == nil { first = row }
      count += 1
    }
    guard let first else { return }
    add(
      .error, .range, line: lines[first], column: column, name: excerpt(of: name),
      found: CSVWriter.text(numbers[first]),
      "the value lies outside the declared range; expected \(CSVWriter.text(range.lowerBound)) to "
        + CSVWriter.text(range.upperBound),
      help: "correct the value, or declare it as missing", count: count)
  }

  /// Points at a last row of totals.
  mutating func hintAtRows(_ columns: CSVParse.Columns) {
    guard columns.rowCount > 1, let first = columns.builders.first, first.kind == .text,
      let code = first.codes.last, code >= 0
    else { return }
    let text = first.levels.text(Int(code))
    let words = ["total", "totals", "sum", "mean", "average", "median", "count", "summe", "somme"]
    guard words.contains(text.lowercased()) else { return }
    add(
      .warning, .totals, line: columns.lines[columns.rowCount - 1], column: 1,
      name: excerpt(of: first.name), found: text, "the last row looks like one of totals",
      help: "delete it, so that it is not taken for a patient")
  }
}

extension Delimiter {
  /// The name with its article.
  var article: String { "a \(name)" }
}

extension ColumnBuilder {
  /// How often each missing code was found, in columns of text as well.
  var allMissingCounts: [Int] {
    guard kind == .text, !levelsThatAreMissing.isEmpty else { return missingCounts }
    var counts = missingCounts
    for code in codes {
      if code >= 0, let place = levelsThatAreMissing[code] { counts[place] += 1 }
    }
    return counts
  }
}
