/// The rates and durations of a text that cannot be judged, because the text does not say what was
/// measured with, what counted, when, or in whom.
///
/// A sentence may lean on its neighbours: its paragraph, the headings above it, the caption, heads
/// and notes of its table. What stands elsewhere in the text does not count: a reader who is shown
/// the sentence is not shown that.
public struct TextAudit: Sendable {
  /// A number that lacks something.
  public struct Finding: Sendable, Hashable {
    /// The line, counted from one.
    public let line: Int
    /// What kind of claim it is: rate, change, duration or onset.
    public let kind: String
    /// The number as written.
    public let words: String
    /// The sentence it stands in.
    public let sentence: String
    /// What is missing: instrument, threshold, time point, origin, population.
    public let missing: [String]
  }

  /// The name of the text, as the user gave it.
  public let source: String
  /// The claims found, whether or not they lack anything.
  public let claimCount: Int
  /// Those that lack something, in the order of the text.
  public let findings: [Finding]

  /// Audits a text.
  public init(_ text: String, source: String) {
    self.source = source
    let audited = AuditedText(text)
    let sentences = audited.blocks.map { AuditSentence.sentences(of: $0.text) }
    let evidence = audited.blocks.indices.map { place in
      var all = sentences[place].reduce(into: AuditEvidence()) { $0.add(AuditEvidence($1)) }
      if case .row(_, let heads) = audited.blocks[place].kind {
        for head in heads { all.add(AuditEvidence(AuditSentence.whole(head))) }
        all.add(AuditEvidence(ofRow: audited.blocks[place].kind))
      }
      return all
    }
    var count = 0
    var findings: [Finding] = []
    for (place, block) in audited.blocks.enumerated() {
      var all = AuditEvidence()
      for neighbour in audited.neighbours[place] { all.add(evidence[neighbour]) }
      for (sentence, topic, implied, text) in Self.readings(
        of: block, sentences[place], in: audited, place: place)
      {
        let claims = AuditClaim.claims(in: sentence, topic: topic, implied: implied)
        count += claims.count
        for claim in claims {
          let missing = all.lacks(claim)
          guard !missing.isEmpty else { continue }
          let offset = sentence.tokens[claim.quantity.range.lowerBound].offset
          findings.append(
            Finding(
              line: block.line(at: offset), kind: claim.kind.rawValue,
              words: claim.quantity.words(in: sentence), sentence: text,
              missing: missing.map(\.rawValue)))
        }
      }
    }
    claimCount = count
    self.findings = findings
  }

  /// A sentence as it is audited.
  private typealias Reading = (
    sentence: AuditSentence, topic: AuditSentence?, implied: AuditQuantity.Kind?, text: String
  )

  /// The sentences of a block; the cells of a row, each under the words around its column.
  private static func readings(
    of block: AuditBlock, _ sentences: [AuditSentence], in audited: AuditedText, place: Int
  ) -> [Reading] {
    guard case .row(let cells, let heads) = block.kind else {
      // Who is meant is told in the words of the protocol; it is no finding.
      return sentences.filter { !$0.text.hasPrefix("Population:") }.map { ($0, nil, nil, $0.text) }
    }
    let label = AuditSentence.whole(cells.first ?? "").tokens.map(\.folded)
    if label == ["population"] { return [] }
    let caption =
      audited.neighbours[place].lazy.map { audited.blocks[$0] }
      .first { $0.isCaption }?.text ?? ""
    let shown = cells.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .joined(separator: " | ")
    return cells.enumerated().dropFirst().compactMap { column, cell in
      guard cell.contains(where: \.isNumber) else { return nil }
      let head = column < heads.count ? heads[column] : ""
      let topic = AuditSentence.whole("\(caption). \(cells.first ?? ""). \(head)")
      return (AuditSentence.whole(cell), topic, topic.impliedKind(head: head), shown)
    }
  }
}

extension AuditSentence {
  /// A text as one sentence, stops and all.
  static func whole(_ text: String) -> AuditSentence {
    AuditSentence(tokens: tokens(of: Array(text)), text: text)
  }

  /// What a bare number under these words is: a probability, or a time where the head of its column
  /// speaks of one.
  func impliedKind(head: String) -> AuditQuantity.Kind? {
    let words = Set(tokens.map(\.folded))
    let own = Set(AuditSentence.whole(head).tokens.map(\.folded))
    let isTime = !words.isDisjoint(with: AuditLexicon.pluralUnits)
    if isTime, own.contains("median") || own.contains("time") || own.contains("duration") {
      return .duration
    }
    let shares: Set = ["probability", "proportion", "share", "rate"]
    return words.isDisjoint(with: shares) ? nil : .share
  }
}
