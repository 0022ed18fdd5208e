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
