import Analyses
import Cohorts
import Testing

/// Which counts are hidden, worked out by hand.
@Suite struct CountSuppressionTests {
  private static func arm(_ name: String) -> [GroupLevel] {
    [GroupLevel(variable: "arm", level: name)]
  }

  private func hidden(_ ledger: CountLedger, least: Int = 5) -> [Int] {
    let hidden = CountSuppression(ledger, least: least).hidden
    return ledger.values.indices.filter { hidden[$0] != nil }.map { ledger.values[$0] }.sorted()
  }

  @Test func aSmallPartTakesTheNextSmallestWithIt() {
    // 40 = 3 + 9 + 28: with 3 alone hidden it is 40 − 9 − 28.
    var ledger = CountLedger()
    let whole = ledger.cell(40, .size, in: [])
    ledger.sum(whole, of: [3, 9, 28].map { ledger.cell($0, .part, in: [], at: "\($0)") })
    #expect(hidden(ledger) == [3, 9])
  }

  @Test func zeroAndFiveAreShown() {
    var ledger = CountLedger()
    let whole = ledger.cell(45, .size, in: [])
    ledger.sum(whole, of: [0, 5, 40].map { ledger.cell($0, .part, in: [], at: "\($0)") })
    #expect(hidden(ledger) == [])
  }

  @Test func twoSmallPartsThatMakeASmallSumTakeAThird() {
    // 1 + 2 = 3 could be had as 40 − 9 − 28, and 3 is a small count too.
    var ledger = CountLedger()
    let whole = ledger.cell(40, .size, in: [])
    ledger.sum(whole, of: [1, 2, 9, 28].map { ledger.cell($0, .part, in: [], at: "\($0)") })
    #expect(hidden(ledger) == [1, 2, 9])
  }

  @Test func partsThatTheirBoundsGiveAwayTakeAThird() {
    // 4 + 4 = 8 with both below 5 leaves nothing but 4 and 4.
    var ledger = CountLedger()
    let whole = ledger.cell(40, .size, in: [])
    let parts = [("a", 4), ("b", 4), ("c", 12), ("d", 20)].map {
      ledger.cell($0.1, .part, in: [], at: $0.0)
    }
    ledger.sum(whole, of: parts)
    #expect(hidden(ledger) == [4, 4, 12])
  }

  @Test func aRestThatIsNotToldIsACountToo() {
    // 38 of 40: the two others need not be printed to be known.
    var ledger = CountLedger()
    ledger.sum(ledger.cell(40, .size, in: []), of: [ledger.cell(38, .part, in: [])])
    #expect(hidden(ledger) == [38])
  }

  @Test func nestedCountsAreNotToldTooCloseToOneAnother() {
    // 60, 58, 54, 20: 58 and 60 differ by 2, 54 and 60 by 6.
    var ledger = CountLedger()
    ledger.nest([60, 58, 54, 20].map { ledger.cell($0, .atRisk, in: [], at: "\($0)") })
    #expect(hidden(ledger) == [58])
  }

  @Test func aTableOfTwoWaysHidesACornerInEachDirection() {
    // Clear and not by arm: the cell of 2 takes one in its row and one in its column, and the fourth,
    // or the two others could be worked out from the margins.
    var ledger = CountLedger()
    for (arm, clear, other) in [("a", 2, 18), ("b", 14, 26)] {
      let group = Self.arm(arm)
      let whole = ledger.cell(clear + other, .size, in: group, as: "n")
      let parts = [
        ledger.cell(clear, .part, in: group, at: "clear", as: "clear"),
        ledger.cell(other, .part, in: group, at: "other", as: "other"),
      ]
      ledger.sum(whole, of: parts)
    }
    let none: [GroupLevel] = []
    let whole = ledger.cell(60, .size, in: none, as: "n")
    ledger.sum(
      whole,
      of: [
        ledger.cell(16, .part, in: none, at: "clear", as: "clear"),
        ledger.cell(44, .part, in: none, at: "other", as: "other"),
      ])
    ledger.sumOverLevels()
    let hidden = hidden(ledger)
    #expect(hidden.contains(2) && hidden.count >= 4)
    #expect(Solver(ledger, CountSuppression(ledger, least: 5).hidden).solvedSmall(5).isEmpty)
  }

  @Test func oneCellToldTwiceIsHiddenTwice() {
    var ledger = CountLedger()
    let first = ledger.cell(7, .size, in: Self.arm("a"))
    #expect(ledger.cell(7, .size, in: Self.arm("a")) == first)
    #expect(ledger.cell(7, .size, in: Self.arm("b")) != first)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func noSmallCountCanBeSolvedFor(seed: UInt64) {
    // Tables of arms by levels by classes with all their margins.
    var state = seed
    func draw() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % 17)
    }
    var ledger = CountLedger()
    var sums: [[GroupLevel]: [Int]] = [:]
    for arm in ["a", "b", "c"] {
      for level in ["u", "v"] {
        let counts = (0..<4).map { _ in draw() }
        let group = [
          GroupLevel(variable: "arm", level: arm), GroupLevel(variable: "level", level: level),
        ]
        for part in [[], [group[0]], [group[1]], group] {
          let before = sums[part] ?? [0, 0, 0, 0]
          sums[part] = zip(before, counts).map { $0 + $1 }
        }
      }
    }
    for (group, counts) in sums.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      let whole = ledger.cell(counts.reduce(0, +), .size, in: group, as: "n")
      ledger.sum(
        whole,
        of: counts.enumerated().map {
          ledger.cell($1, .part, in: group, at: "\($0)", as: "class \($0)")
        })
    }
    ledger.sumOverLevels()
    let hidden = CountSuppression(ledger, least: 5).hidden
    #expect(Solver(ledger, hidden).solvedSmall(5).isEmpty)
    for (value, reason) in zip(ledger.values, hidden) where (1..<5).contains(value) {
      #expect(reason != nil)
    }
    #expect(hidden.contains { $0 == nil })
  }

  @Test func boundsOfSeveralSumsGiveNothingAway() throws {
    // Three arms by three classes with many small counts: each sum leaves them open, and all together
    // would not.
    let reader = try Reader([[4, 4, 20], [3, 4, 18], [1, 4, 25]])
    #expect(reader.known(5).isEmpty, "\(reader.known(5))")
    #expect(!reader.hidden.isEmpty)
  }

  @Test(arguments: 1...40)
  func noTableOfWholeNumbersIsTheOnlyOne(seed: Int) throws {
    var state = UInt64(seed)
    func draw() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % 9)
    }
    let reader = try Reader((0..<3).map { _ in (0..<3).map { _ in draw() } })
    #expect(reader.known(5).isEmpty, "\(reader.table): \(reader.known(5))")
  }
}

/// A reader who tries every table of three by three that fits what is shown of one and its margins.
private struct Reader {
  /// Cells, then the sums of rows, of columns, and of all.
  let table: [[Int]]
  let hidden: [[Count.Hidden?]]

  init(_ table: [[Int]]) throws {
    func withMargins(_ table: [[Int]]) -> [[Int]] {
      let rows = table.map { $0 + [$0.reduce(0, +)] }
      return rows + [(0...3).map { column in rows.reduce(0) { $0 + $1[column] } }]
    }
    self.table = withMargins(table)
    var ledger = CountLedger()
    var cells = self.table.map { $0.map { _ in -1 } }
    for row in 0...3 {
      let group = row < 3 ? [GroupLevel(variable: "arm", level: "\(row)")] : []
      for column in 0...3 {
        cells[row][column] = ledger.cell(
          self.table[row][column], column < 3 ? .part : .size, in: group, at: "\(column)",
          as: "class \(column)")
      }
      ledger.sum(cells[row][3], of: Array(cells[row].prefix(3)))
    }
    ledger.sumOverLevels()
    let hidden = CountSuppression(ledger, least: 5).hidden
    self.hidden = cells.map { $0.map { hidden[$0] } }
  }

  /// The values a cell may have, not far from the one it has: a second one near by is enough.
  private func range(_ row: Int, _ column: Int) -> ClosedRange<Int> {
    let value = table[row][column]
    return switch hidden[row][column] {
    case nil: value...value
    case .small(let least): 1...(least - 1)
    default: max(1, value - 3)...(value + 3)
    }
  }

  /// Small cells and margins with one value in all tables that fit.
  func known(_ least: Int) -> [String] {
    var seen = [[Set<Int>]](repeating: .init(repeating: [], count: 4), count: 4)
    func fits(_ row: Int, _ column: Int, _ value: Int) -> Bool {
      range(row, column).contains(value)
    }
    func rows(_ row: Int) -> [[Int]] {
      var found: [[Int]] = []
      for a in range(row, 0) {
        for b in range(row, 1) {
          for c in range(row, 2) where fits(row, 3, a + b + c) {
            found.append([a, b, c, a + b + c])
          }
        }
      }
      func distance(_ values: [Int]) -> Int {
        zip(values, table[row]).reduce(0) { $0 + abs($1.0 - $1.1) }
      }
      return found.sorted { distance($0) < distance($1) }
    }
    let small = (0..<16).map { ($0 / 4, $0 % 4) }.filter { (1..<least).contains(table[$0.0][$0.1]) }
    // Each row by what it adds to the columns: a table is three rows whose sums fit.
    let (first, second, third) = (rows(0), rows(1), rows(2))
    let largest = (0...3).map { range(3, $0).upperBound }
    for a in first {
      for b in second where (0...3).allSatisfy({ a[$0] + b[$0] <= largest[$0] }) {
        for c in third where (0...3).allSatisfy({ fits(3, $0, a[$0] + b[$0] + c[$0]) }) {
          for column in 0...3 {
            for (row, values) in [a, b, c].enumerated() { seen[row][column].insert(values[column]) }
            seen[3][column].insert(a[column] + b[column] + c[column])
          }
          if small.allSatisfy({ seen[$0.0][$0.1].count > 1 }) { return [] }
        }
      }
    }
    return small.filter { seen[$0.0][$0.1].count < 2 }.map { "row \($0.0), column \($0.1)" }
  }
}

/// A reader who solves the sums of a ledger for what is hidden, by elimination on a dense matrix.
private struct Solver {
  private let ledger: CountLedger
  private var solved: Set<Int> = []

  init(_ ledger: CountLedger, _ hidden: [Count.Hidden?]) {
    self.ledger = ledger
    let unknowns = ledger.values.indices.filter { hidden[$0] != nil }
    let lines = ledger.equations.filter { line in line.rest == 0 }
    var rows = lines.map { line in
      unknowns.map { cell in
        cell == line.whole ? 1.0 : line.parts.contains(cell) ? -1.0 : 0
      }
    }
    var top = 0
    for column in unknowns.indices {
      guard let pivot = rows.indices.dropFirst(top).first(where: { abs(rows[$0][column]) > 1e-9 })
      else { continue }
      rows.swapAt(top, pivot)
      for other in rows.indices where other != top && abs(rows[other][column]) > 1e-9 {
        let factor = rows[other][column] / rows[top][column]
        for place in unknowns.indices { rows[other][place] -= factor * rows[top][place] }
      }
      top += 1
    }
    for row in rows {
      let present = row.indices.filter { abs(row[$0]) > 1e-9 }
      if present.count == 1 { solved.insert(unknowns[present[0]]) }
    }
  }

  func solvedSmall(_ least: Int) -> [Int] {
    solved.map { ledger.values[$0] }.filter { (1..<least).contains($0) }
  }
}
