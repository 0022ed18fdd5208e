/// How much of a rate is not known, read from its denominators: one rule for every table that shows
/// a rate or compares some.
extension AnalysisResult {
  /// The hips whose class is not known, though they could have responded; nil where it may not be
  /// told.
  public var unknown: Int? {
    let floor = denominators.accounts.first { $0.reason == ResponderRate.tooLittle }
    guard let missing = denominators.missing?.number, let below = (floor?.count ?? 0).number
    else { return nil }
    return missing - below
  }

  /// The hips that could be in response: those the rate is of, and those not known.
  public var candidates: Int? {
    guard let unknown, let n = denominators.n.number else { return nil }
    return n + unknown
  }

  /// Whether the reader is to be warned: of more than 20 % the class is not known.
  public var isFlagged: Bool { isUnknown(moreThan: 2) }

  /// Whether so many are not known that no rate is given: more than 40 %.
  public var isSuppressed: Bool { isUnknown(moreThan: 4) }

  private func isUnknown(moreThan tenths: Int) -> Bool {
    guard let unknown, let candidates else { return false }
    return 10 * unknown > tenths * candidates
  }
}
