/// Makes the column of what a builder gathered, and reports what is odd about it.
struct ColumnFinish {
  let builder: ColumnBuilder
  let lines: LineNumbers

  init(_ builder: ColumnBuilder, lines: LineNumbers) {
    self.builder = builder
    self.lines = lines
  }

  /// The column, under its name in the header; `number` counts columns from one.
  func column(named name: String, number: Int, log: inout ProblemLog) -> Column {
    switch builder.kind {
    case .undetermined:
      if builder.rowCount > 0 {
        log.add(
          .note, .empty, column: number, name: excerpt(of: name), "the column holds no value")
      }
      return Column(
        name: name, values: .numbers([Double](repeating: .nan, count: builder.rowCount)))
    case .number:
      let numbers = withoutCodes(number, log: &log)
      reportMisfits(.number, "a number", number, log: &log)
      if mayHoldSentinels { reportSentinels(numbers, number, log: &log) }
      if let range = builder.declaration?.range {
        log.reportRange(
          numbers, range, column: number, name: name, lines: lines)
      }
      return Column(name: name, values: .numbers(numbers))
    case .date:
      reportMisfits(.date, "a date written as YYYY-MM-DD", number, log: &log)
      return Column(name: name, values: .dates(builder.days))
    case .text:
      if builder.declaration?.type == nil, builder.declaration?.levels == nil {
        TextJudgement(builder, lines: lines, number: number).report(&log)
      }
      return Column(name: name, values: .categories(categories(number, log: &log)))
    }
  }

  /// The numbers without those that the declaration calls missing.
  private func withoutCodes(_ number: Int, log: inout ProblemLog) -> [Double] {
    let codes = builder.missing.numbers
    guard !codes.isEmpty else { return builder.numbers }
    var count = 0
    let numbers = builder.numbers.map { value -> Double in
      guard codes.contains(value) else { return value }
      count += 1
      return .nan
    }
    if count > 0 {
      let shown = codes.map(CSVWriter.text).joined(separator: ", ")
      log.add(
        .note, .missing, column: number, name: excerpt(of: builder.name),
        "\(count) value\(count == 1 ? "" : "s") read as missing, as declared (\(shown))")
    }
    return numbers
  }

  /// Whether nothing declared says which numbers make sense.
  private var mayHoldSentinels: Bool {
    builder.declaration?.range == nil && builder.missing.numbers.isEmpty
  }

  private func reportMisfits(
    _ kind: ProblemLog.Kind, _ expected: String, _ number: Int, log: inout ProblemLog
  ) {
    let misfits = builder.misfits
    guard misfits.count > 0 else { return }
    let bytes = Array(misfits.found.utf8)
    let shape = TextShape(bytes.span, from: 0, to: bytes.count, decimal: builder.decimal)
    log.add(
      .error, kind, line: lines[misfits.row], column: number, name: excerpt(of: builder.name),
      found: misfits.found,
      "the column is declared to hold \(kind == .number ? "numbers" : "dates")"
        + "; expected \(expected)",
      help: shape.help(decimal: builder.decimal), count: misfits.count)
  }

  private func reportSentinels(_ numbers: [Double], _ number: Int, log: inout ProblemLog) {
    for suspect in SentinelSearch.suspects(in: numbers) {
      let row = numbers.firstIndex(of: suspect.value) ?? 0
      let shown = String(Int(suspect.value))
      log.add(
        .warning, .sentinel(shown), line: lines[row], column: number,
        name: excerpt(of: builder.name),
        found: shown,
        "\(shown) stands \(suspect.count) times, far from all other values (\(suspect.range)): "
          + "is it a code for missing?",
        help: "if so, declare `missing: [\(shown)]` for this column; it was read as a number")
    }
  }

  /// The levels: as declared, or those found, sorted.
  private func categories(_ number: Int, log: inout ProblemLog) -> Categories {
    let found = (0..<Int32(builder.levels.count)).filter {
      builder.levelsThatAreMissing[$0] == nil
    }
    var newCodes = [Int32](repeating: -1, count: builder.levels.count)
    let levels: [String]
    if let declared = builder.declaration?.levels {
      levels = declared
      let places = Dictionary(
        declared.enumerated().map { ($0.element, Int32($0.offset)) },
        uniquingKeysWith: { a, _ in a })
      for code in found {
        newCodes[Int(code)] = places[builder.levels.text(Int(code))] ?? -2
      }
      if newCodes.contains(-2) { reportUndeclared(newCodes, declared, number, log: &log) }
    } else {
      let sorted = inOrder(found)
      for (rank, code) in sorted.enumerated() { newCodes[Int(code)] = Int32(rank) }
      levels = sorted.map { builder.levels.text(Int($0)) }
    }
    let codes = builder.codes.map { $0 < 0 ? -1 : max(-1, newCodes[Int($0)]) }
    return Categories(codes: codes, levels: levels)
  }

  /// Byte order; a declared category of numbers in the order of the numbers.
  private func inOrder(_ found: [Int32]) -> [Int32] {
    let sorted = builder.levels.sorted(found)
    guard builder.declaration?.type != nil, builder.declaration?.type != .text, found.count < 10_000
    else { return sorted }
    let numbers = sorted.compactMap { Double(builder.levels.text(Int($0))) }
    guard numbers.count == sorted.count else { return sorted }
    return sorted.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }.map { sorted[$0] }
  }

  private func reportUndeclared(
    _ newCodes: [Int32], _ declared: [String], _ number: Int, log: inout ProblemLog
  ) {
    var rows: [Int32: (first: Int, count: Int)] = [:]
    for (row, code) in builder.codes.enumerated() where code >= 0 && newCodes[Int(code)] == -2 {
      rows[code, default: (row, 0)].count += 1
    }
    for (code, place) in rows.sorted(by: { $0.value.first < $1.value.first }) {
      log.addUndeclared(
        level: builder.levels.text(Int(code)), declared: declared, line: lines[place.first],
        column: number, name: builder.name, count: place.count)
    }
  }
}

/// Finds numbers that are codes for missing rather than measurements.
enum SentinelSearch {
  /// A value on the list of usual codes, repeated, and far outside the range of the other values.
  struct Suspect: Equatable {
    let value: Double
    let count: Int
    let lowest: Double
    let highest: Double

    /// The other values, as `18 to 95`.
    var range: String {
      lowest == highest
        ? CSVWriter.text(lowest) : "\(CSVWriter.text(lowest)) to \(CSVWriter.text(highest))"
    }
  }

  static let usual: [Double] = [
    -1, -7, -8, -9, -88, -99, -888, -999, -9999, 9, 88, 99, 888, 999, 9999, 99_999,
  ]

  static func suspects(in numbers: [Double]) -> [Suspect] {
    // A code far outside the other values is the least or the greatest of all.
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for number in numbers {
      if number < least { least = number }
      if number > greatest { greatest = number }
    }
    guard usual.contains(least) || usual.contains(greatest) else { return [] }
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    var counts = [Int](repeating: 0, count: usual.count)
    for number in numbers where number.isFinite {
      if let place = usual.firstIndex(of: number) {
        counts[place] += 1
      } else {
        if number < lowest { lowest = number }
        if number > highest { highest = number }
      }
    }
    guard lowest <= highest else { return [] }
    let width = max(highest - lowest, 1)
    return usual.indices.compactMap { place in
      let value = usual[place]
      guard counts[place] >= 2 else { return nil }
      let isFar =
        value - highest >= width || lowest - value >= width || (value < 0 && lowest >= 0)
      guard isFar else { return nil }
      return Suspect(value: value, count: counts[place], lowest: lowest, highest: highest)
    }
  }
}
