/// Which counts are hidden, so that none below the least number that is shown can be read or worked
/// out.
///
/// 1. A count from 1 to one below the least is hidden. Zero is shown, for it tells of no one.
/// 2. Of nested counts that differ by fewer than the least, the later is hidden.
/// 3. In a line that gives a small count away, one more is hidden, and so on until it does not.
/// 4. Where several lines one after another give one away, one more is hidden in one of them.
/// 5. What turns out not to be needed is shown again.
/// 6. Where all lines together leave one but a single value (`PossibleCounts`), a small cell that bounds
///    it is no longer told to be small, or one more cell is hidden. What they tell of the others anyway
///    is shown.
///
/// What is hidden for another's sake is the count that is told least: a part rather than the events or
/// the number of a group, and of those the smallest.
package struct CountSuppression {
  /// Why each cell is hidden; nil where it is shown.
  package private(set) var hidden: [Count.Hidden?]
  private let ledger: CountLedger
  private let least: Int

  package init(_ ledger: CountLedger, least: Int) {
    self.ledger = ledger
    self.least = least
    hidden = ledger.values.map { $0 > 0 && $0 < least ? .small(below: least) : nil }
    ledger.nests.forEach { hideClose($0) }
    let needed = hidden
    for line in ledger.lines {
      while !line.isSafe(hidden, ledger.values, least: least),
        let next = line.next(hidden, ledger)
      {
        hidden[next] = .revealing
      }
    }
    hideWhatGivesAway()
    showAgain(needed: needed)
    hideWhatIsGivenAway(needed: needed)
  }

  private mutating func hideClose(_ nest: CountNest) {
    var kept: [Int] = []
    for cell in nest.cells where hidden[cell] == nil {
      let value = ledger.values[cell]
      if kept.contains(where: { (1..<least).contains(abs($0 - value)) }) {
        hidden[cell] = .revealing
      } else {
        kept.append(value)
      }
    }
  }

  private mutating func hideWhatGivesAway() {
    while true {
      let further = CountDerivation(ledger, hidden).remedies(least: least)
        .filter { hidden[$0] == nil }
      if further.isEmpty { return }
      for cell in further { hidden[cell] = .revealing }
    }
  }

  /// Shows again what was hidden for another's sake and need not be, that on which most rests first.
  private mutating func showAgain(needed: [Count.Hidden?]) {
    let spare = hidden.indices.filter { hidden[$0] != nil && needed[$0] == nil }
      .sorted { ledger.rank($1) < ledger.rank($0) }
    let linesOf = ledger.linesOfCells
    for cell in spare {
      let reason = hidden[cell]
      hidden[cell] = nil
      let isSafe =
        linesOf[cell].allSatisfy {
          ledger.lines[$0].isSafe(hidden, ledger.values, least: least)
        } && !CountDerivation(ledger, hidden).givesAway(least: least)
      if !isSafe { hidden[cell] = reason }
    }
  }

  private mutating func hideWhatIsGivenAway(needed: [Count.Hidden?]) {
    var possible = PossibleCounts(ledger, least: least)
    while true {
      let further = possible.remedies(hidden)
      if further.isEmpty { break }
      for cell in further { hidden[cell] = .revealing }
    }
    for cell in possible.hiddenInVain(hidden) where needed[cell] == nil { hidden[cell] = nil }
    for cell in PossibleCounts.givenAwayByReasons(ledger, hidden, least: least) {
      hidden[cell] = .revealing
    }
  }

  /// How a count may be shown.
  func count(_ cell: CountLedger.Cell, _ value: Int) -> Count {
    hidden[cell].map(Count.hidden) ?? .shown(value)
  }
}
