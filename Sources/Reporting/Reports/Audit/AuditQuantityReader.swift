/// Finds quantities from left to right; each token belongs to one at most.
struct AuditQuantityReader {
  let tokens: [AuditSentence.Token]
  private var place = 0

  init(tokens: [AuditSentence.Token]) { self.tokens = tokens }

  mutating func read() -> [AuditQuantity] {
    var found: [AuditQuantity] = []
    while place < tokens.count {
      if let (kind, end) = quantity(at: place) {
        found.append(AuditQuantity(kind: kind, range: place...end))
        place = end + 1
      } else {
        place += 1
      }
    }
    return found
  }

  func token(_ place: Int) -> AuditSentence.Token? {
    tokens.indices.contains(place) ? tokens[place] : nil
  }

  func isMark(_ place: Int, _ marks: String) -> Bool {
    guard let token = token(place), token.kind == .mark else { return false }
    return marks.contains(token.text)
  }

  private func quantity(at start: Int) -> (AuditQuantity.Kind, Int)? {
    if let end = fraction(at: start) { return (.share, end) }
    if let end = vagueDuration(at: start) { return (.duration, end) }
    guard let first = number(at: start) else { return nil }
    if let end = percent(after: first) {
      if let more = connector(after: end), let second = number(at: more),
        let last = percent(after: second)
      {
        return (.share, last)
      }
      return (.share, end)
    }
    if let unit = unit(after: first) {
      // 18 months to 5 years
      if let more = connector(after: unit), let second = number(at: more),
        let last = self.unit(after: second)
      {
        return (.duration, last)
      }
      if let more = connector(after: unit), let last = vagueDuration(at: more) {
        return (.duration, last)
      }
      return (.duration, unit)
    }
    if isNamedShare(first) { return (.share, first) }
    // 60 to 70 %, 12-24 months
    guard let more = connector(after: first), let second = number(at: more) else { return nil }
    if let end = percent(after: second) { return (.share, end) }
    if let end = unit(after: second) { return (.duration, end) }
    return nil
  }

  /// The last token of a number, in figures or in words.
  func number(at start: Int) -> Int? {
    guard let token = token(start) else { return nil }
    if case .number = token.kind {
      // 1½
      if let next = self.token(start + 1), !next.isApart, case .number(let part) = next.kind,
        part < 1
      {
        return start + 1
      }
      return half(after: start) ?? start
    }
    guard token.kind == .word, AuditLexicon.numbers.contains(token.folded) else { return nil }
    if isMark(start + 1, "-"), let next = self.token(start + 2),
      AuditLexicon.numbers.contains(next.folded), AuditLexicon.tens.contains(token.folded)
    {
      return start + 2
    }
    return half(after: start) ?? start
  }

  /// The last token of `and a half` after a number or a unit.
  private func half(after end: Int) -> Int? {
    (1...3).map { token(end + $0)?.folded } == ["and", "a", "half"] ? end + 3 : nil
  }

  /// The first token after a word or mark that joins the ends of a range.
  private func connector(after end: Int) -> Int? {
    guard let token = token(end + 1) else { return nil }
    if isMark(end + 1, "-–—−‑~") { return end + 2 }
    if token.kind == .word, ["to", "or", "and", "through"].contains(token.folded) {
      if self.token(end + 2)?.folded == "up", self.token(end + 3)?.folded == "to" { return end + 4 }
      return end + 2
    }
    return nil
  }

  func percent(after end: Int) -> Int? {
    guard let token = token(end + 1) else { return nil }
    if token.kind == .percent { return end + 1 }
    if isMark(end + 1, "-"), self.token(end + 2)?.folded == "percent" { return end + 2 }
    if ["percent", "percentage", "pct"].contains(token.folded) { return end + 1 }
    if token.folded == "per", self.token(end + 2)?.folded == "cent" { return end + 2 }
    return nil
  }

  private func unit(after end: Int) -> Int? {
    if let close = interval(after: end), let unit = plainUnit(after: close) { return unit }
    return plainUnit(after: end)
  }

  /// The bracket that closes the interval of a number: `24.3 (95% CI 20.1 to NR) months`.
  private func interval(after end: Int) -> Int? {
    guard isMark(end + 1, "("), let token = token(end), case .number = token.kind else {
      return nil
    }
    return (end + 2...end + 14).first { isMark($0, ")") }
  }

  private func plainUnit(after end: Int) -> Int? {
    let next = isMark(end + 1, "-‑") ? end + 2 : end + 1
    guard let token = token(next), token.kind == .word,
      AuditLexicon.units.contains(token.folded)
    else { return nil }
    // A year such as 2019 is followed by no unit of its own.
    return next
  }

  /// `several weeks`, `weeks to a few months`, `a year`.
  private func vagueDuration(at start: Int) -> Int? {
    guard let first = token(start), first.kind == .word else { return nil }
    func isUnit(_ place: Int) -> Bool {
      token(place).map { AuditLexicon.pluralUnits.contains($0.folded) } ?? false
    }
    if isUnit(start), let more = connector(after: start), self.token(start + 1)?.folded == "to" {
      if isUnit(more) { return more }
      if let end = vagueDuration(at: more) { return end }
      if let end = number(at: more), let last = unit(after: end) { return last }
      return nil
    }
    var place = start
    if ["a", "an"].contains(first.folded) {
      place += 1
      if let token = token(place), ["year", "month", "decade"].contains(token.folded) {
        return isMark(place + 1, "-") ? nil : half(after: place) ?? place
      }
    }
    guard let word = token(place), AuditLexicon.vagueCounts.contains(word.folded) else {
      return nil
    }
    var unit = place + 1
    if token(unit)?.folded == "of" { unit += 1 }
    return isUnit(unit) ? unit : nil
  }
}
