/// Shares told as fractions, or by the words before a bare number.
extension AuditQuantityReader {
  /// `two thirds`, `a third of`, `half of`, `seven of ten patients`, `one in three`, `57/96`.
  func fraction(at start: Int) -> Int? {
    guard let first = token(start) else { return nil }
    let next = token(start + 1)
    if first.kind == .word, AuditLexicon.numbers.contains(first.folded) || first.folded == "a" {
      let gap = isMark(start + 1, "-") ? start + 2 : start + 1
      if let token = token(gap), AuditLexicon.fractions.contains(token.folded) {
        let isPlain = first.folded == "a" || first.folded == "one"
        guard !isPlain || self.token(gap + 1)?.folded == "of" else { return nil }
        return gap
      }
    }
    if first.folded == "half", next?.folded == "of" || next?.folded == "the" { return start }
    guard let end = number(at: start), let word = token(end + 1) else { return nil }
    var second = end + 2
    var isCounted = false
    if word.folded == "out", token(second)?.folded == "of" {
      second += 1
      isCounted = !isScore(start)
    } else if isMark(end + 1, "/") {
      // Patients, or a percentage in brackets, must follow: 2/3 may be a grade.
      guard let last = number(at: second),
        isPeople(after: last) || isMark(last + 1, "(") || isOutcome(after: last)
      else { return nil }
      return withPercent(after: last)
    } else if !["of", "in"].contains(word.folded) {
      return nil
    }
    if ["the", "every"].contains(token(second)?.folded ?? "") { second += 1 }
    guard let last = number(at: second) else { return nil }
    let isOneIn = word.folded == "in" && first.kind == .word && first.folded == "one"
    guard isOneIn || isCounted || isPeople(after: last) || isMark(last + 1, "(") else { return nil }
    return withPercent(after: last)
  }

  /// `responded`, `were better` after a fraction.
  private func isOutcome(after end: Int) -> Bool {
    guard let word = token(end + 1), word.kind == .word else { return false }
    return AuditLexicon.outcomeVerbs.contains { word.folded.hasPrefix($0) }
  }

  /// `pain was 7 out of 10`: a score rather than a count.
  private func isScore(_ start: Int) -> Bool {
    tokens[max(0, start - 6)..<start].contains { AuditLexicon.scoreWords.contains($0.folded) }
  }

  /// A bare number that the words before it name as a share: `a response rate of 0.68`, `responder
  /// rate (%): 68`; up to one it may stand farther off.
  func isNamedShare(_ place: Int) -> Bool {
    guard let token = token(place), case .number(let value) = token.kind, value <= 100,
      !isMark(place + 1, ":/="),
      !["per", "a", "an", "each"].contains(self.token(place + 1)?.folded ?? "")
    else { return false }
    let isFraction = value <= 1 && token.text.contains { !$0.isNumber }
    let reach = isFraction ? 10 : 5
    for before in tokens[max(0, place - reach)..<place].reversed() {
      if AuditLexicon.shareNouns.contains(before.folded) { return true }
      if AuditLexicon.otherNumbers.contains(before.folded) { return false }
      if case .number = before.kind, !isFraction { return false }
      if before.kind == .word, !isFraction, !AuditLexicon.copulas.contains(before.folded) {
        return false
      }
      if before.kind == .mark, ";".contains(before.text) { return false }
    }
    return false
  }

  private func isPeople(after end: Int) -> Bool {
    (1...3).contains { token(end + $0).map { AuditLexicon.people.contains($0.folded) } ?? false }
  }

  /// The percentage in brackets after a fraction belongs to it.
  private func withPercent(after end: Int) -> Int {
    guard isMark(end + 1, "("), let number = number(at: end + 2), let last = percent(after: number)
    else { return end }
    return isMark(last + 1, ")") ? last + 1 : last
  }
}
