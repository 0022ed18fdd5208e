/// Which of the four a piece of text supplies: instrument, threshold, time point or origin,
/// population.
struct AuditEvidence: Equatable {
  /// One of the four.
  enum Part: String, Sendable, Hashable, CaseIterable {
    case instrument
    case threshold
    /// A time point for a rate or change.
    case timePoint = "time point"
    /// Where time starts, for a duration or onset.
    case origin
    case population
  }

  private(set) var parts: Set<Part> = []

  init() {}

  init(_ sentence: AuditSentence) {
    let quantities = AuditQuantity.quantities(in: sentence)
    let cues = AuditCues(sentence)
    if AuditLexicon.instruments.occur(in: sentence) { parts.insert(.instrument) }
    if AuditLexicon.groups.occur(in: sentence) { parts.insert(.population) }
    if AuditLexicon.thresholds.occur(in: sentence)
      || quantities.contains(where: { $0.kind == .share && cues.isThreshold($0) })
      || Self.hasBoundedPoints(sentence)
    {
      parts.insert(.threshold)
    }
    if quantities.contains(where: { $0.kind == .duration && cues.kindOfDuration($0) == nil })
      || Self.hasNumberedMonth(sentence)
    {
      parts.insert(.timePoint)
    }
    if Self.hasOrigin(sentence) { parts.insert(.origin) }
    readLabels(sentence)
  }

  /// What a row of a table supplies by its place: the time point under `Month`, `Day` or `Week`.
  init(ofRow kind: AuditBlock.Kind) {
    guard case .row(let cells, let heads) = kind else { return }
    let isTimed = zip(heads, cells).contains { head, cell in
      let words = AuditSentence.whole(head).tokens.map(\.folded)
      let number = cell.filter { !$0.isWhitespace }.replacing("−", with: "-")
      return words.count == 1 && AuditLexicon.units.contains(words[0]) && Double(number) != nil
    }
    if isTimed { parts.insert(.timePoint) }
  }

  mutating func add(_ other: AuditEvidence) { parts.formUnion(other.parts) }

  /// What a claim lacks, in the order of the four.
  func lacks(_ claim: AuditClaim) -> [Part] {
    let kind = claim.kind
    let time: Part = kind == .rate || kind == .change ? .timePoint : .origin
    var wanted: [Part] = [.instrument, .threshold, time, .population]
    // A mean change is no response: it has no threshold to name.
    if kind == .change { wanted.removeAll { $0 == .threshold } }
    // An operation or a death is its own instrument and its own threshold.
    if claim.isOfEvent { wanted.removeAll { $0 == .instrument || $0 == .threshold } }
    return wanted.filter { !parts.contains($0) }
  }

  /// `at least 20 points`, `≥ 10 mm`, `a score of at most 35`.
  private static func hasBoundedPoints(_ sentence: AuditSentence) -> Bool {
    let tokens = sentence.tokens
    let bounds = AuditLexicon.atLeast.ranges(in: sentence)
    for place in tokens.indices {
      guard case .number = tokens[place].kind else { continue }
      let unit = place + 1 < tokens.count ? tokens[place + 1].folded : ""
      let isPoints = ["points", "point", "mm", "cm", "of"].contains(unit)
      if place > 0, "≥≤<>".contains(tokens[place - 1].text), isPoints { return true }
      if isPoints || unit == "on",
        bounds.contains(where: { $0.upperBound < place && place - $0.upperBound <= 3 })
      {
        return true
      }
    }
    return false
  }

  /// `month 7.5`, `day 138 to 274`.
  private static func hasNumberedMonth(_ sentence: AuditSentence) -> Bool {
    let tokens = sentence.tokens
    return tokens.indices.dropLast().contains { place in
      guard
        ["month", "months", "day", "days", "week", "weeks", "year"].contains(tokens[place].folded),
        case .number = tokens[place + 1].kind
      else { return false }
      return true
    }
  }

  /// `after a single treatment`, `time from index injection`, `within 24 months of injection`.
  private static func hasOrigin(_ sentence: AuditSentence) -> Bool {
    let points = AuditLexicon.startingPoints.ranges(in: sentence)
    let openers: Set = ["after", "following", "since", "from", "post", "upon"]
    return points.contains { point in
      let before = sentence.tokens[max(0, point.lowerBound - 5)..<point.lowerBound].map(\.folded)
      // `within 24 months of injection`, `two years of the first injection`
      let isCounted = before.indices.dropLast().contains {
        AuditLexicon.units.contains(before[$0]) && before[$0 + 1] == "of"
      }
      return isCounted || before.contains(where: openers.contains)
    }
  }

  /// Reads statements that follow their label, as in `Instrument: WOMAC-LK pain`.
  private mutating func readLabels(_ sentence: AuditSentence) {
    let tokens = sentence.tokens
    for colon in tokens.indices
    where tokens[colon].text == ":" && colon + 1 < tokens.count {
      var start = colon
      while start > 0, colon - start < 3, tokens[start - 1].kind == .word { start -= 1 }
      for first in start..<max(start, colon) {
        let label = tokens[first..<colon].map(\.folded).joined(separator: " ")
        // `Responders: 62 %` says how many, not who or from what on.
        let isCount =
          if case .number = tokens[colon + 1].kind { label != "threshold" } else { false }
        if isCount { continue }
        if AuditLexicon.instrumentLabels.contains(label) { parts.insert(.instrument) }
        if AuditLexicon.thresholdLabels.contains(label) { parts.insert(.threshold) }
        if AuditLexicon.timeLabels.contains(label) { parts.formUnion([.timePoint, .origin]) }
        if AuditLexicon.populationLabels.contains(label) { parts.insert(.population) }
      }
    }
  }
}
