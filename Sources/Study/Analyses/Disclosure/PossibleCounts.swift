import LinearPrograms

/// What a reader who holds all the sums of a report against each other can know of the small counts that
/// are hidden.
///
/// The sums are linear equations. Their unknowns are the hidden cells, of which a reader knows that one
/// told as small lies between 1 and one below the least count that is shown, and that no other is zero,
/// and the rests that nobody tells, which are not negative; the sum of several small parts of one whole,
/// where it is small itself, is an unknown too, for it counts a few people as well. The least and the greatest value of an
/// unknown within all this are two linear programs (the auditing problem of disclosure control:
/// Fischetti and Salazar-González, Management Science 2001). A small count is given away where only one
/// whole number lies between the two.
///
/// Real numbers take in more than whole ones do, so that a range may be shorter than it seems; sums over
/// the rows and columns of tables have vertices that are whole.
struct PossibleCounts {
  /// An unknown that is left with one value, and by how much each line bounds it from below and above.
  private struct Known {
    let unknown: Int
    var prices: [[Int: Double]] = []

    var lines: Set<Int> { Set(prices.flatMap(\.keys)) }
  }

  private let ledger: CountLedger
  private let least: Int
  /// What a reader takes a hidden cell that is not told as small to be at least.
  private var leastOfOthers = 1
  /// The unknowns that have been found open; hiding more never closes them.
  private var open: Set<Int> = []

  init(_ ledger: CountLedger, least: Int) {
    self.ledger = ledger
    self.least = least
  }

  /// The small cells that would be given away to a reader who took every cell not told as small for one
  /// that is not; none among sums in which that reader would be wrong.
  static func givenAwayByReasons(
    _ ledger: CountLedger, _ hidden: [Count.Hidden?], least: Int
  ) -> [CountLedger.Cell] {
    var strict = PossibleCounts(ledger, least: least)
    strict.leastOfOthers = least
    return strict.components(hidden).filter { lines in
      !lines.flatMap { strict.unknowns($0, hidden) }.contains {
        $0 < ledger.values.count && ledger.values[$0] < least && hidden[$0] == .revealing
      }
    }.flatMap { strict.known($0, hidden, among: strict.isSmall) }.map(\.unknown)
      .filter { $0 < ledger.values.count }
  }

  /// The cells to hide, or no longer to tell as small, so that no small count is given away.
  mutating func remedies(_ hidden: [Count.Hidden?]) -> [CountLedger.Cell] {
    var cells: Set<CountLedger.Cell> = []
    for lines in components(hidden) {
      var touched: Set<Int> = []
      for count in known(lines, hidden, among: isSmall) where touched.isDisjoint(with: count.lines)
      {
        let remedy = remedy(count, hidden)
        if !remedy.isEmpty { touched.formUnion(count.lines) }
        cells.formUnion(remedy)
      }
    }
    return cells.sorted()
  }

  /// What to do lest a count be given away: what is told as small and bounds it is told as hidden only;
  /// where nothing is, of the cells that bound it the one that is told least is hidden.
  ///
  /// A cell bounds it where the prices of the lines it stands in do not cancel: where they do, other
  /// lines give the cell away in turn. Where no such cell is left, one of those lines has to do.
  private func remedy(_ count: Known, _ hidden: [Count.Hidden?]) -> [CountLedger.Cell] {
    var bounding: Set<CountLedger.Cell> = []
    for prices in count.prices {
      var costs: [CountLedger.Cell: Double] = [:]
      // In the order of the lines, so that what cancels does so in every run.
      for (line, price) in prices.sorted(by: { $0.key < $1.key }) {
        costs[ledger.lines[line].whole, default: 0] += price
        for part in ledger.lines[line].parts { costs[part, default: 0] -= price }
      }
      bounding.formUnion(costs.filter { abs($0.value) > 1e-6 }.keys)
    }
    let small = bounding.filter { hidden[$0] == .small(below: least) }
    if !small.isEmpty { return Array(small) }
    func first(_ cells: some Sequence<CountLedger.Cell>) -> CountLedger.Cell? {
      cells.filter { hidden[$0] == nil && !ledger.pinned.contains($0) }
        .min { ledger.rank($0) < ledger.rank($1) }
    }
    let next = first(bounding) ?? first(count.lines.flatMap { ledger.cells(of: $0) })
    return next.map { [$0] } ?? []
  }

  /// The hidden cells that a reader knows all the same, and of which none is small: to show them tells
  /// nothing.
  mutating func hiddenInVain(_ hidden: [Count.Hidden?]) -> [CountLedger.Cell] {
    let (count, least) = (ledger.values.count, least)
    let values = ledger.values
    return components(hidden).flatMap { lines in
      known(lines, hidden) { $0 < count && values[$0] >= least }.map(\.unknown)
    }
  }

  private func isSmall(_ unknown: Int) -> Bool { (1..<least).contains(value(unknown)) }

  /// The unknowns of some kind that some lines leave with one value.
  private mutating func known(
    _ lines: [Int], _ hidden: [Count.Hidden?], among isMeant: (Int) -> Bool
  ) -> [Known] {
    let unknowns = Set(lines.flatMap { self.unknowns($0, hidden) }).sorted()
    let targets = unknowns.filter { isMeant($0) && !open.contains($0) }
    guard !targets.isEmpty else { return [] }
    let places = Dictionary(uniqueKeysWithValues: zip(unknowns, unknowns.indices))
    let solver = SimplexSolver(program(lines, unknowns, places, hidden))
    // Every vertex shows a value of every unknown, so that few need a search of their own.
    var seen = unknowns.map { Double(value($0))...Double(value($0)) }
    func note(_ value: Double, at place: Int) {
      seen[place] = min(seen[place].lowerBound, value)...max(seen[place].upperBound, value)
    }
    var found: [Known] = []
    for target in targets {
      guard let place = places[target] else { continue }
      var count = Known(unknown: target)
      for search in [solver.minimum, solver.maximum] where !Self.isOpen(seen[place]) {
        guard let optimum = search(place) else { continue }
        note(optimum.value, at: place)
        for (other, value) in optimum.variables.enumerated() { note(value, at: other) }
        // What lies beyond the lines are the sums of small parts, which hold whatever is hidden.
        count.prices.append(
          Dictionary(
            uniqueKeysWithValues: optimum.prices.filter { $0.key < lines.count }
              .map { (lines[$0.key], $0.value) }))
      }
      if !Self.isOpen(seen[place]) { found.append(count) }
    }
    open.formUnion(zip(unknowns, seen).filter { Self.isOpen($0.1) }.map(\.0))
    return found
  }

  /// Whether more than one whole number lies in a range.
  private static func isOpen(_ range: ClosedRange<Double>) -> Bool {
    (range.upperBound + 1e-6).rounded(.down) - (range.lowerBound - 1e-6).rounded(.up) >= 1
  }

  /// The unknowns of a line: its hidden cells, its rest, which is told from cells by its place beyond
  /// them, and the sum of its small parts, beyond the rests.
  private func unknowns(_ line: Int, _ hidden: [Count.Hidden?]) -> [Int] {
    let count = ledger.values.count
    let sum = ledger.lines[line]
    return ledger.cells(of: line).filter { hidden[$0] != nil }
      + (sum.rest(ledger.values) > 0 ? [count + line] : [])
      + (isFew(smallParts(line)) ? [count + ledger.lines.count + line] : [])
  }

  private func smallParts(_ line: Int) -> [CountLedger.Cell] {
    ledger.lines[line].parts.filter { (1..<least).contains(ledger.values[$0]) }
  }

  /// Whether several small parts are few even together.
  private func isFew(_ parts: [CountLedger.Cell]) -> Bool {
    parts.count > 1 && parts.reduce(0) { $0 + ledger.values[$1] } < least
  }

  private func value(_ unknown: Int) -> Int {
    let count = ledger.values.count
    if unknown < count { return ledger.values[unknown] }
    let line = (unknown - count) % max(ledger.lines.count, 1)
    return unknown < count + ledger.lines.count
      ? ledger.lines[line].rest(ledger.values)
      : smallParts(line).reduce(0) { $0 + ledger.values[$1] }
  }

  /// The lines, apart where they share no unknown.
  private func components(_ hidden: [Count.Hidden?]) -> [[Int]] {
    var linesOf: [Int: [Int]] = [:]
    for line in ledger.lines.indices {
      for unknown in unknowns(line, hidden) { linesOf[unknown, default: []].append(line) }
    }
    var seen: Set<Int> = []
    return ledger.lines.indices.compactMap { line in
      guard !unknowns(line, hidden).isEmpty, seen.insert(line).inserted else { return nil }
      var (component, waiting) = ([line], [line])
      while let line = waiting.popLast() {
        for other in unknowns(line, hidden).flatMap({ linesOf[$0] ?? [] })
        where seen.insert(other).inserted {
          component.append(other)
          waiting.append(other)
        }
      }
      return component.sorted()
    }
  }

  /// whole − parts − rest = 0, with what is shown on the right-hand side, and small parts − their sum
  /// = 0.
  private func program(
    _ lines: [Int], _ unknowns: [Int], _ places: [Int: Int], _ hidden: [Count.Hidden?]
  ) -> LinearProgram {
    let bounds = unknowns.map { unknown -> (lower: Double, upper: Double) in
      guard unknown < ledger.values.count else { return (0, .infinity) }
      if case .small? = hidden[unknown] { return (1, Double(least - 1)) }
      return (Double(leastOfOthers), .infinity)
    }
    let equations = lines.map { line -> LinearProgram.Equation in
      let sum = ledger.lines[line]
      let terms =
        [(sum.whole, 1.0)] + sum.parts.map { ($0, -1.0) }
        + (sum.rest(ledger.values) > 0 ? [(ledger.values.count + line, -1.0)] : [])
      var equation = LinearProgram.Equation([:], equals: 0)
      for (term, coefficient) in terms {
        if let place = places[term] {
          equation.coefficients[place, default: 0] += coefficient
        } else {
          equation.value -= coefficient * Double(value(term))
        }
      }
      return equation
    }
    let sums = lines.compactMap { line -> LinearProgram.Equation? in
      guard let sum = places[ledger.values.count + ledger.lines.count + line] else { return nil }
      var equation = LinearProgram.Equation([sum: -1], equals: 0)
      for part in smallParts(line) {
        if let place = places[part] { equation.coefficients[place, default: 0] += 1 }
      }
      return equation
    }
    return LinearProgram(
      lower: bounds.map(\.lower), upper: bounds.map(\.upper),
      equations: equations + sums)
  }
}
