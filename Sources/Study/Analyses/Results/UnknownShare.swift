/// How many of the hips that could be in response are not known to be: one rule for every rate, and for
/// every table that shows or compares rates.
public struct UnknownShare: Sendable, Hashable {
  /// The hips whose class is not known, though they could have responded.
  public let unknown: Int
  /// The hips that could be in response: those a rate is of, and those not known.
  public let candidates: Int

  /// Whether the reader is to be warned: of more than 20 % the class is not known.
  public var isFlagged: Bool { 10 * unknown > 2 * candidates }

  /// Whether so many are not known that a rate of the others would mislead: more than 40 %.
  public var isSuppressed: Bool { 10 * unknown > 4 * candidates }
}

extension AnalysisResult {
  /// How many are not known, read from the denominators of a rate; nil where it may not be told.
  public var unknownShare: UnknownShare? {
    let floor = denominators.accounts.first { $0.reason == ResponderRate.tooLittle }
    guard let missing = denominators.missing?.number, let below = (floor?.count ?? 0).number,
      let n = denominators.n.number
    else { return nil }
    return UnknownShare(unknown: missing - below, candidates: n + missing - below)
  }

  /// Whether the reader is to be warned of a rate.
  public var isFlagged: Bool { unknownShare?.isFlagged ?? false }

  /// Whether so many are not known that no rate is given.
  public var isSuppressed: Bool { unknownShare?.isSuppressed ?? false }
}
