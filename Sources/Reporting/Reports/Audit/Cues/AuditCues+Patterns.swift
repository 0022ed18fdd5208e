/// Turns of phrase that make a number a threshold, a time point, a change or a term of sampling.
extension AuditCues {
  /// `95 % CI`, `80 % power`, `85 % viability`.
  func isSamplingTerm(_ quantity: AuditQuantity) -> Bool {
    let after = words(after: quantity.range.upperBound, 1)
    if after.contains(where: AuditLexicon.shareHeads.contains) { return true }
    let before = words(before: quantity.range.lowerBound, 3)
    return before.contains {
      ["confidence", "alpha", "viability", "significance", "intervals", "limits"].contains($0)
    }
  }

  /// `60 % reduction`, `fell by 40 %`.
  func isChange(_ quantity: AuditQuantity) -> Bool {
    if words(after: quantity.range.upperBound, 1).contains(where: AuditLexicon.changes.contains) {
      return true
    }
    let before = words(before: quantity.range.lowerBound, 6)
    guard before.last == "by" || before.last == "of" else { return false }
    let verbs = [
      "fell", "decreas", "reduc", "improv", "dropp", "declin", "rose", "increas", "fall",
    ]
    return before.dropLast().contains { word in verbs.contains(where: word.hasPrefix) }
  }

  /// A change that a response was defined by: `at least 30 %`, `a 30 percent reduction is ...`.
  func isThreshold(_ quantity: AuditQuantity) -> Bool {
    let start = quantity.range.lowerBound
    if start > 0, "≥≤<>=".contains(tokens[start - 1].text), tokens[start - 1].kind == .mark {
      return true
    }
    let before = words(before: start, 3).joined(separator: " ")
    let bounds = [
      "at least", "at most", "no less than", "not less than", "more than", "below", "above",
      "minimum of", "threshold of", "threshold", "greater than",
    ]
    if bounds.contains(where: before.hasSuffix), isChange(quantity) || !hasPeople(after: quantity) {
      return true
    }
    let after = words(after: quantity.range.upperBound, 2).joined(separator: " ")
    if ["or more", "or greater", "or better", "threshold"].contains(where: after.hasPrefix) {
      return true
    }
    guard isChange(quantity) else { return false }
    return AuditLexicon.atLeast.ranges(in: sentence)
      .contains { distance(from: quantity.range, to: $0) <= 12 }
  }

  private func hasPeople(after quantity: AuditQuantity) -> Bool {
    tokens.dropFirst(quantity.range.upperBound + 1).prefix(3)
      .prefix { $0.kind != .mark || $0.text == "-" }
      .contains { AuditLexicon.people.contains($0.folded) }
  }

  func painOrFunction(near quantity: AuditQuantity) -> Bool {
    let nouns = AuditPhrases([
      "pain", "function*", "mobility", "symptom*", "womac*", "hoos*", "VAS", "NRS", "score*",
      "stiffness", "discomfort", "inflammation",
    ])
    return distance(to: nouns, from: quantity).map { $0 <= 12 } ?? false
  }

  /// A moment rather than a stretch: `at 6 months`, `12-month follow-up`, `aged 40 to 60 years`.
  func isTimePoint(_ quantity: AuditQuantity) -> Bool {
    let range = quantity.range
    let after = words(after: range.upperBound, 2)
    if let first = after.first, AuditLexicon.durationHeads.contains(first) { return true }
    if after.first == "of", let second = after.last,
      ["age", "follow", "followup", "data", "experience", "recall"].contains(second)
    {
      return true
    }
    let before = words(before: range.lowerBound, 3)
    guard let last = before.last else { return false }
    if AuditLexicon.pointWords.contains(last) { return true }
    if last == "the", let second = before.dropLast().last,
      ["at", "by", "in", "over", "during", "for"].contains(second)
    {
      return true
    }
    let text = before.joined(separator: " ")
    return [
      "follow up of", "followed for", "followed up for", "older than", "younger than",
      "observed for", "for the first", "in the first", "during the first", "the first", "the last",
      "symptoms for", "within the last", "time point", "visit at", "after the first",
    ].contains(where: text.hasSuffix)
  }
}
