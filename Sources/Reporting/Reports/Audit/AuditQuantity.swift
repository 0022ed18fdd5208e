/// A number in a sentence that could be a rate or a duration.
struct AuditQuantity {
  enum Kind {
    /// A percentage, or so many of so many.
    case share
    /// A stretch of time.
    case duration
  }

  let kind: Kind
  /// The tokens it covers.
  let range: ClosedRange<Int>

  /// Every quantity of a sentence.
  static func quantities(in sentence: AuditSentence) -> [AuditQuantity] {
    var reader = AuditQuantityReader(tokens: sentence.tokens)
    return reader.read()
  }

  /// The first number of a sentence, taken for what the words around it say it is.
  static func first(in sentence: AuditSentence, as kind: Kind) -> AuditQuantity? {
    for (place, token) in sentence.tokens.enumerated() {
      guard case .number(let number) = token.kind else { continue }
      return kind == .duration || number <= 1
        ? AuditQuantity(kind: kind, range: place...place) : nil
    }
    return nil
  }

  /// As written.
  func words(in sentence: AuditSentence) -> String {
    var text = ""
    for token in sentence.tokens[range] {
      if token.isApart, !text.isEmpty { text += " " }
      text += token.text
    }
    return text
  }
}

/// Finds quantities from left to right; each token belongs to one at most.
private struct AuditQuantityReader {
  let tokens: [AuditSentence.Token]
  var place = 0

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

  private func token(_ place: Int) -> AuditSentence.Token? {
    tokens.indices.contains(place) ? tokens[place] : nil
  }

  private func isMark(_ place: Int, _ marks: String) -> Bool {
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
  private func number(at start: Int) -> Int? {
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

  private func percent(after end: Int) -> Int? {
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

  /// `two thirds`, `a third of`, `half of`, `seven of ten patients`, `one in three`, `57/96`.
  private func fraction(at start: Int) -> Int? {
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
  private func isNamedShare(_ place: Int) -> Bool {
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
