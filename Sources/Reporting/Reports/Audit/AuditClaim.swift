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
