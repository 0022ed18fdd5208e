/// A sum of counts: a whole, its parts, and a rest that no row tells.
struct CountLine: Sendable, Hashable {
  /// The sum.
  let whole: CountLedger.Cell
  /// What it is the sum of.
  let parts: [CountLedger.Cell]

  /// What the parts leave of the whole.
  func rest(_ values: [Int]) -> Int {
    parts.reduce(values[whole]) { $0 - values[$1] }
  }

  /// Whether nobody can work out from this line alone a count below the least that is shown.
  ///
  /// A line without any such count is always safe.
  ///
  /// A reader knows the sum of what is hidden, that a small count lies between 1 and one below the
  /// least, and that any other hidden one is no smaller than the least. The line is safe if that
  /// sum is itself no small count and leaves every small cell more than one possible value.
  func isSafe(_ hidden: [Count.Hidden?], _ values: [Int], least: Int) -> Bool {
    let rest = rest(values)
    let isConcerned =
      (1..<least).contains(rest) || (parts + [whole]).contains { (1..<least).contains(values[$0]) }
    guard isConcerned else { return true }
    let hiddenParts = parts.filter { hidden[$0] != nil }
    if hidden[whole] == nil {
      let sum = hiddenParts.reduce(rest) { $0 + values[$1] }
      if hiddenParts.isEmpty || sum == 0 { return sum == 0 || sum >= least }
      // A rest that nobody tells may be anything, so that it leaves the others open.
      if sum < least || (hiddenParts.count == 1 && rest == 0) { return false }
      return rest > 0 || Self.isOpen(hiddenParts.map(bounds), sum: sum...sum)
    }
    if rest > 0 { return true }
    if hiddenParts.isEmpty { return false }
    let shown = parts.lazy.filter { hidden[$0] == nil }.reduce(0) { $0 + values[$1] }
    let whole = bounds(self.whole)
    let (low, high) = (max(whole.lowerBound - shown, 0), max(whole.upperBound - shown, 0))
    return Self.isOpen(hiddenParts.map(bounds), sum: low...max(low, high))

    func bounds(_ cell: CountLedger.Cell) -> ClosedRange<Int> {
      if case .small? = hidden[cell] { return 1...(least - 1) }
      return least...Self.unbounded
    }
  }

  private static let unbounded = 1 << 40

  /// Whether counts between bounds whose sum lies in a range leave each of them at least two values.
  private static func isOpen(_ bounds: [ClosedRange<Int>], sum: ClosedRange<Int>) -> Bool {
    let low = bounds.reduce(0) { $0 + $1.lowerBound }
    let high = bounds.reduce(0) { $0 + $1.upperBound }
    return bounds.allSatisfy { own in
      let least = max(own.lowerBound, sum.lowerBound - (high - own.upperBound))
      let most = min(own.upperBound, sum.upperBound - (low - own.lowerBound))
      return least < most
    }
  }

  /// The cell to hide next; nil where nothing is left to hide.
  func next(_ hidden: [Count.Hidden?], _ ledger: CountLedger) -> CountLedger.Cell? {
    (parts + [whole]).filter { hidden[$0] == nil && !ledger.pinned.contains($0) }
      .min { ledger.rank($0) < ledger.rank($1) }
  }
}
