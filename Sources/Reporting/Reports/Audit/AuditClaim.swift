/// A statement of how many had a benefit, how large it was, how long it lasted or when it came.
struct AuditClaim {
  /// What is claimed.
  enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A share of patients.
    case rate
    /// How much a score changed, as a percentage.
    case change
    /// How long a benefit lasts.
    case duration
    /// When it begins.
    case onset
  }

  let kind: Kind
  let quantity: AuditQuantity
  /// Whether it is of an operation, a death or a relapse, which is its own instrument and threshold.
  let isOfEvent: Bool

  /// The claims of a sentence, and the quantities that are something else: thresholds, time points,
  /// confidence levels, doses.
  ///
  /// - Parameters:
  ///   - topic: words around the sentence, such as those over the column of a table, in which a cue
  ///     may stand as well.
  ///   - implied: what the first number is, where the heads of the column say it and not the cell.
  static func claims(
    in sentence: AuditSentence, topic: AuditSentence? = nil, implied: AuditQuantity.Kind? = nil
  ) -> [AuditClaim] {
    let cues = AuditCues(sentence, topic: topic)
    var quantities = AuditQuantity.quantities(in: sentence)
    if let implied, quantities.isEmpty, let first = AuditQuantity.first(in: sentence, as: implied) {
      quantities = [first]
    }
    return quantities.compactMap { quantity in
      let kind =
        quantity.kind == .share ? cues.kindOfShare(quantity) : cues.kindOfDuration(quantity)
      return kind.map {
        AuditClaim(kind: $0, quantity: quantity, isOfEvent: cues.isOfEvent(quantity))
      }
    }
  }
}

/// Decides what a quantity is by the words around it.
struct AuditCues {
  private let sentence: AuditSentence
  private let topic: AuditSentence?
  private let tokens: [AuditSentence.Token]

  /// A cue farther than this from a quantity, in words and clauses, is about something else.
  static let reach = 22

  init(_ sentence: AuditSentence, topic: AuditSentence? = nil) {
    self.sentence = sentence
    self.topic = topic
    tokens = sentence.tokens
  }

  func kindOfShare(_ quantity: AuditQuantity) -> AuditClaim.Kind? {
    guard !isSamplingTerm(quantity) else { return nil }
    let isChange = isChange(quantity)
    if isThreshold(quantity) { return nil }
    let cues = isChange ? AuditLexicon.benefit : AuditLexicon.rate
    let near = distance(to: cues, from: quantity) ?? (isChange ? nil : inTopic(cues))
    let other = distance(to: AuditLexicon.shareTopics, from: quantity)
    if isChange {
      guard other.map({ $0 > 3 }) ?? true, painOrFunction(near: quantity) else { return nil }
      return .change
    }
    guard let near, near <= Self.reach, other.map({ near <= $0 }) ?? true else { return nil }
    return .rate
  }

  func kindOfDuration(_ quantity: AuditQuantity) -> AuditClaim.Kind? {
    guard !isTimePoint(quantity) else { return nil }
    let other = distance(to: AuditLexicon.durationTopics, from: quantity)
    func isNearer(_ distance: Int?) -> Bool {
      guard let distance, distance <= Self.reach else { return false }
      return other.map { distance < $0 } ?? true
    }
    let benefit =
      distance(to: AuditLexicon.benefit, from: quantity)
      ?? distance(to: AuditLexicon.event, from: quantity)
      ?? inTopic(AuditLexicon.benefit) ?? inTopic(AuditLexicon.event)
    guard let benefit, benefit <= 2 * Self.reach else { return nil }
    let lasting = distance(to: AuditLexicon.lasting, from: quantity)
    let onset = distance(to: AuditLexicon.onset, from: quantity)
    if isNearer(onset), (onset ?? 0) < (lasting ?? .max), benefit <= Self.reach { return .onset }
    if isNearer(lasting) { return .duration }
    // `relief for up to two years`
    if benefit <= 8, isNearer(benefit), let before = word(before: quantity.range.lowerBound),
      AuditLexicon.prepositions.contains(before)
    {
      return .duration
    }
    // `a year of relief`, `relief in two weeks`
    if benefit <= 3, words(after: quantity.range.upperBound, 1) == ["of"] { return .duration }
    if benefit <= 8, isNearer(benefit),
      ["in", "within"].contains(word(before: quantity.range.lowerBound) ?? "")
    {
      return .onset
    }
    if topic != nil, inTopic(AuditLexicon.lasting) != nil, other == nil { return .duration }
    return nil
  }

  /// Whether the nearest thing the quantity may be of is an event.
  func isOfEvent(_ quantity: AuditQuantity) -> Bool {
    let event = distance(to: AuditLexicon.event, from: quantity) ?? inTopic(AuditLexicon.event)
    guard let event, event <= Self.reach else { return false }
    let others = distance(to: AuditLexicon.scored, from: quantity) ?? inTopic(AuditLexicon.scored)
    return others.map { event <= $0 } ?? true
  }

  /// `95 % CI`, `80 % power`, `85 % viability`.
  private func isSamplingTerm(_ quantity: AuditQuantity) -> Bool {
    let after = words(after: quantity.range.upperBound, 1)
    if after.contains(where: AuditLexicon.shareHeads.contains) { return true }
    let before = words(before: quantity.range.lowerBound, 3)
    return before.contains {
      ["confidence", "alpha", "viability", "significance", "intervals", "limits"].contains($0)
    }
  }

  /// `60 % reduction`, `fell by 40 %`.
  private func isChange(_ quantity: AuditQuantity) -> Bool {
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

  private func painOrFunction(near quantity: AuditQuantity) -> Bool {
    let nouns = AuditPhrases([
      "pain", "function*", "mobility", "symptom*", "womac*", "hoos*", "VAS", "NRS", "score*",
      "stiffness", "discomfort", "inflammation",
    ])
    return distance(to: nouns, from: quantity).map { $0 <= 12 } ?? false
  }

  /// A moment rather than a stretch: `at 6 months`, `12-month follow-up`, `aged 40 to 60 years`.
  private func isTimePoint(_ quantity: AuditQuantity) -> Bool {
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

  // MARK: Words and distances

  private func isWord(_ place: Int) -> Bool {
    tokens[place].kind != .mark && tokens[place].kind != .percent
  }

  private func words(after place: Int, _ count: Int) -> [String] {
    tokens.indices.dropFirst(place + 1).lazy.filter(isWord).prefix(count).map { tokens[$0].folded }
  }

  private func words(before place: Int, _ count: Int) -> [String] {
    tokens.indices.prefix(place).reversed().lazy.filter(isWord).prefix(count)
      .map { tokens[$0].folded }.reversed()
  }

  private func word(before place: Int) -> String? { words(before: place, 1).first }

  private func inTopic(_ cues: AuditPhrases) -> Int? {
    topic.flatMap { cues.occur(in: $0) ? Self.reach : nil }
  }

  /// The distance to the nearest cue that is not within the quantity itself.
  private func distance(to cues: AuditPhrases, from quantity: AuditQuantity) -> Int? {
    cues.ranges(in: sentence).filter { !$0.overlaps(quantity.range) }
      .map { distance(from: quantity.range, to: $0) }.min()
  }

  /// Words between two places, a comma counting as three, the end of a clause as eight.
  private func distance(from first: ClosedRange<Int>, to second: ClosedRange<Int>) -> Int {
    let (start, end) =
      first.upperBound < second.lowerBound
      ? (first.upperBound, second.lowerBound) : (second.upperBound, first.lowerBound)
    guard start < end else { return 0 }
    return tokens[(start + 1)..<end].reduce(1) { sum, token in
      guard token.kind == .mark else { return sum + 1 }
      return sum + (token.text == "," ? 3 : ";:—".contains(token.text) ? 8 : 0)
    }
  }
}
