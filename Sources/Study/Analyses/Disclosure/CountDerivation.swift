/// How small counts that are hidden can be worked out from sums with one unknown, one after another, and
/// which further counts must be hidden so that they cannot.
struct CountDerivation {
  private let ledger: CountLedger
  private let hidden: [Count.Hidden?]
  /// The unknowns of each line: its hidden cells, and its rest beyond the cells where it has one.
  private let unknowns: [[Int]]
  /// The line that gives each unknown away, of those that are given away, in that order.
  private var givenBy: [Int: Int] = [:]
  private var order: [Int] = []

  init(_ ledger: CountLedger, _ hidden: [Count.Hidden?]) {
    self.ledger = ledger
    self.hidden = hidden
    unknowns = ledger.lines.enumerated().map { place, line in
      ledger.cells(of: place).filter { hidden[$0] != nil }
        + (line.rest(ledger.values) > 0 ? [ledger.values.count + place] : [])
    }
    var linesOf: [Int: [Int]] = [:]
    for (place, own) in unknowns.enumerated() {
      for unknown in own { linesOf[unknown, default: []].append(place) }
    }
    var left = unknowns.map(\.count)
    var open = left.indices.filter { left[$0] == 1 }
    while let place = open.popLast() {
      guard let given = unknowns[place].first(where: { givenBy[$0] == nil }) else { continue }
      givenBy[given] = place
      order.append(given)
      for other in linesOf[given] ?? [] {
        left[other] -= 1
        if left[other] == 1 { open.append(other) }
      }
    }
  }

  /// Whether a count below a least number is given away.
  func givesAway(least: Int) -> Bool { order.contains { (1..<least).contains(value($0)) } }

  /// The cells to hide so that no count below a least number is given away: one for each that is, the
  /// smallest that stands in any of the lines it is worked out from.
  func remedies(least: Int) -> [CountLedger.Cell] {
    var touched: Set<Int> = []
    var cells: [CountLedger.Cell] = []
    for target in order where (1..<least).contains(value(target)) {
      let lines = lines(behind: target)
      guard lines.allSatisfy({ !touched.contains($0) }) else { continue }
      let candidates = lines.compactMap { ledger.lines[$0].next(hidden, ledger) }
      guard let next = candidates.min(by: { ledger.rank($0) < ledger.rank($1) }) else { continue }
      touched.formUnion(lines)
      cells.append(next)
    }
    return cells
  }

  private func value(_ unknown: Int) -> Int {
    let count = ledger.values.count
    return unknown < count
      ? ledger.values[unknown] : ledger.lines[unknown - count].rest(ledger.values)
  }

  /// Every line an unknown is worked out from, in the order of the ledger.
  private func lines(behind target: Int) -> [Int] {
    var lines: Set<Int> = []
    var open = [target]
    while let unknown = open.popLast() {
      guard let place = givenBy[unknown], lines.insert(place).inserted else { continue }
      open += unknowns[place].filter { $0 != unknown }
    }
    return lines.sorted()
  }
}
