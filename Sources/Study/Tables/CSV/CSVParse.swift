/// One reading of one file.
struct CSVParse {
  let options: CSVReader.Options
  var log: ProblemLog
  /// Where the text starts.
  let start: Int

  /// The columns as built in one or two passes, before they are judged.
  struct Columns {
    var builders: [ColumnBuilder]
    var lines: LineNumbers
    var rowCount: Int
    var faults: RecordFaults
  }

  init(options: CSVReader.Options, log: ProblemLog, start: Int) {
    self.options = options
    self.log = log
    self.start = start
  }

  /// Reads the table as far as it can be read; every problem of it is among its notes.
  mutating func table(from bytes: Span<UInt8>) throws(TableError) -> Table {
    let header = try header(of: bytes)
    let (columns, decimal) = build(header, bytes)
    log.report(header.faults, header: header, rows: 0)
    log.report(columns.faults, header: header, rows: columns.rowCount)
    if columns.rowCount == 0, !options.allowsNoRows, !log.hasErrors {
      log.add(
        .error, .empty, line: header.line, "the file has a header but no rows",
        help: "check that the export succeeded")
    }
    let kept = header.check(columns, log: &log)
    log.reportDecimal(decimal, columns, header: header, isDeclared: options.decimal != nil)
    log.reportMissing(columns)
    if !options.allowsAbsentColumns {
      Schema(columns: options.columns).reportAbsent(
        among: header.names, line: header.line, log: &log)
    }
    let finished = kept.map { place in
      ColumnFinish(columns.builders[place], lines: columns.lines)
        .column(named: header.names[place], number: place + 1, log: &log)
    }
    log.hintAtRows(columns)
    return Table(
      source: log.source, columns: finished, rowCount: columns.rowCount, lines: columns.lines,
      notes: log.inOrder)
  }

  /// Builds the columns with the file's decimal mark, detected over all rows where the delimiter
  /// leaves the comma free.
  private func build(
    _ header: Header, _ bytes: Span<UInt8>
  ) -> (columns: Columns, decimal: DecimalMark) {
    if let declared = options.decimal {
      return (columns(header, bytes, decimal: declared), declared)
    }
    guard header.delimiter != .comma else {
      return (columns(header, bytes, decimal: .point), .point)
    }
    let sample = columns(header, bytes, decimal: .point, blocks: 1)
    let guess: DecimalMark = DecimalVote(sample, with: .point).prefersOther ? .comma : .point
    let built = columns(header, bytes, decimal: guess)
    guard DecimalVote(built, with: guess).prefersOther else { return (built, guess) }
    return (columns(header, bytes, decimal: guess.other), guess.other)
  }

  /// Builds all columns from the first `blocks` blocks of the text after the header.
  func columns(
    _ header: Header, _ bytes: Span<UInt8>, decimal: DecimalMark, blocks: Int = .max
  ) -> Columns {
    func builder(_ place: Int, asText: Bool) -> ColumnBuilder {
      ColumnBuilder(
        index: place, name: header.names[place], declaration: options.columns[header.names[place]],
        missing: options.missing, decimal: decimal, asText: asText)
    }
    var builders = header.names.indices.map { builder($0, asText: false) }
    let scanner = pass(&builders, header, bytes, blocks: blocks)
    var texts = builders.filter(\.needsText).map { builder($0.index, asText: true) }
    if !texts.isEmpty {
      _ = pass(&texts, header, bytes, blocks: blocks)
      for text in texts { builders[text.index] = text }
    }
    return Columns(
      builders: builders, lines: scanner.lines.lineNumbers, rowCount: scanner.lines.rowCount,
      faults: scanner.faults)
  }

  /// One pass over the text for the given columns.
  private func pass(
    _ builders: inout [ColumnBuilder], _ header: Header, _ bytes: Span<UInt8>, blocks: Int
  ) -> RecordScanner {
    var scanner = RecordScanner(
      delimiter: header.delimiter.byte, columnCount: header.names.count, position: header.next,
      line: header.nextLine)
    var block = RecordBlock(columnCount: header.names.count)
    var number = 0
    while number < blocks {
      var cells = block.cells.mutableSpan
      block.rowCount = scanner.fill(&cells, from: bytes)
      guard block.rowCount > 0 else { break }
      for place in builders.indices { builders[place].append(block, of: bytes) }
      number += 1
      if number == 1, blocks > 1 {
        let share = Double(scanner.position - header.next) / Double(bytes.count - header.next)
        let rows = Int(Double(scanner.lines.rowCount) / share * 1.02)
        for place in builders.indices { builders[place].reserve(rows) }
      }
    }
    return scanner
  }
}
