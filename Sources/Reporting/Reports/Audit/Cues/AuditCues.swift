/// Decides what a quantity is by the words around it.
struct AuditCues {
  let sentence: AuditSentence
  let topic: AuditSentence?
  let tokens: [AuditSentence.Token]

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
}
