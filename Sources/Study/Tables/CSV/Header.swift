/// The names of the columns, and where the rows below them start.
struct Header {
  let delimiter: Delimiter
  /// One name per field; where a first column without a name is taken in, the name it gets.
  let names: [String]
  /// Whether the first column has no name in the file.
  let isFirstUnnamed: Bool
  let line: Int
  /// Where the first row starts.
  let next: Int
  let nextLine: Int
  let faults: RecordFaults
  private let allNumbers: Bool

  init(_ bytes: Span<UInt8>, at position: Int, line: Int, delimiter: Delimiter) {
    let record = SingleRecord(in: bytes, at: position, line: line, delimiter: delimiter)
    self.delimiter = delimiter
    self.line = line
    next = record.next
    nextLine = record.nextLine
    faults = record.faults
    let found = record.cells.map { cell in
      String(decoding: unescaped(trimmed(cell, of: bytes), of: bytes), as: UTF8.self)
    }
    isFirstUnnamed =
      found.count > 1 && found[0].isEmpty && found.dropFirst().allSatisfy { !$0.isEmpty }
      && !found.contains("row")
    names = isFirstUnnamed ? ["row"] + found.dropFirst() : found
    allNumbers = record.cells.allSatisfy { cell in
      let inner = trimmed(cell, of: bytes)
      return NumberScanner.scan(bytes, from: inner.start, to: inner.end, decimal: 46).isNumber
    }
  }

  /// Reports what is wrong with the names, and returns the columns to keep: all but empty ones
  /// without a name.
  func check(_ columns: CSVParse.Columns, log: inout ProblemLog) -> [Int] {
    if allNumbers {
      log.add(
        .error, .header, line: line, "the first line holds numbers, not the names of columns",
        help: "add a line with the names of the columns above the data")
    }
    if isFirstUnnamed {
      log.add(
        .note, .header, line: line, column: 1,
        "the first column has no name, as R writes row names; it is called `row`")
    }
    var first: [String: Int] = [:]
    var kept: [Int] = []
    for (place, name) in names.enumerated() {
      if name.isEmpty {
        if !holdsValue(columns.builders[place]) {
          log.add(
            .note, .emptyColumns, line: line,
            "columns without a name and without a value, as spreadsheets leave them, were dropped")
          continue
        }
        log.add(
          .error, .unnamed, line: line, column: place + 1,
          "column \(place + 1) holds values but has no name",
          help: "write a name in the header" + (isTitle ? titleHint : ""))
      } else if let earlier = first[name] {
        log.add(
          .error, .duplicate, line: line, column: place + 1, name: excerpt(of: name),
          "the name of column \(place + 1) is already that of column \(earlier + 1)",
          help: "give each column a name of its own")
      } else {
        first[name] = place
      }
      kept.append(place)
    }
    return kept
  }

  /// Whether most names are empty, as in a line that is a title.
  private var isTitle: Bool { names.filter(\.isEmpty).count * 2 >= names.count }

  private var titleHint: String {
    "; if line \(line) is a title, delete the lines above the names of the columns"
  }

  private func holdsValue(_ builder: ColumnBuilder) -> Bool {
    switch builder.kind {
    case .undetermined: false
    case .number: builder.numbers.contains { !$0.isNaN }
    case .date: builder.days.contains { $0 != Column.missingDate }
    case .text:
      builder.levels.count > builder.levelsThatAreMissing.count
    }
  }
}
