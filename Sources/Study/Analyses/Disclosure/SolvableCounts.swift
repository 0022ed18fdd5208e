/// Which small counts that are hidden can be worked out from several sums together, though no line gives
/// them away one after another, and from which lines.
///
/// The lines are linear equations whose unknowns are the hidden cells and the untold rests. A cell is
/// given away where elimination leaves an equation with that unknown alone; the lines behind it are those
/// with a coefficient in the combination that leaves it.
struct SolvableCounts {
  /// An equation: the coefficients of its unknowns, and of the lines it was combined from.
  private struct Equation {
    var unknowns: [Int: Double] = [:]
    var lines: [Int: Double] = [:]

    /// Takes away what leaves a column without a coefficient.
    mutating func clear(_ column: Int, by pivot: Equation) {
      guard let own = unknowns[column], let other = pivot.unknowns[column] else { return }
      let factor = own / other
      Self.subtract(pivot.unknowns, factor, from: &unknowns)
      Self.subtract(pivot.lines, factor, from: &lines)
      unknowns[column] = nil
    }

    private static func subtract(
      _ terms: [Int: Double], _ factor: Double, from sum: inout [Int: Double]
    ) {
      for (key, value) in terms {
        let rest = (sum[key] ?? 0) - factor * value
        // The coefficients are small fractions, so that what is nearly none is none.
        sum[key] = abs(rest) < 1e-9 ? nil : rest
      }
    }
  }

  /// The lines behind each small count that can be solved for, those with the fewest lines first.
  private let behind: [[Int]]
  private let ledger: CountLedger
  private let hidden: [Count.Hidden?]

  init(_ ledger: CountLedger, _ hidden: [Count.Hidden?], least: Int) {
    let values = ledger.values
    var pivots: [Int: Equation] = [:]
    for (place, line) in ledger.lines.enumerated() {
      var row = Equation(lines: [place: 1])
      if hidden[line.whole] != nil { row.unknowns[line.whole] = 1 }
      for part in line.parts where hidden[part] != nil { row.unknowns[part] = -1 }
      if line.rest(values) > 0 { row.unknowns[values.count + place] = -1 }
      while let lead = row.unknowns.keys.min() {
        guard let pivot = pivots[lead] else {
          pivots[lead] = row
          break
        }
        row.clear(lead, by: pivot)
      }
    }
    for lead in pivots.keys.sorted(by: >) {
      guard var row = pivots[lead] else { continue }
      for column in row.unknowns.keys.sorted() where column != lead {
        if let pivot = pivots[column] { row.clear(column, by: pivot) }
      }
      pivots[lead] = row
    }
    behind = pivots.filter { lead, row in
      let value =
        lead < values.count
        ? values[lead] : ledger.lines[lead - values.count].rest(values)
      return row.unknowns.count == 1 && (1..<least).contains(value)
    }.sorted { ($0.value.lines.count, $0.key) < ($1.value.lines.count, $1.key) }
      .map { $0.value.lines.keys.sorted() }
    self.ledger = ledger
    self.hidden = hidden
  }

  /// One cell to hide for each that is given away: of all that stand in the lines behind it, that which
  /// is told least.
  var remedies: [CountLedger.Cell] {
    var touched: Set<Int> = []
    return behind.compactMap { lines in
      guard touched.isDisjoint(with: lines) else { return nil }
      let next = lines.compactMap { ledger.lines[$0].next(hidden, ledger) }
        .min { ledger.rank($0) < ledger.rank($1) }
      if next != nil { touched.formUnion(lines) }
      return next
    }
  }
}
