/// Decides which factors of which terms need a column for every level.
///
/// A factor is coded by contrasts, without its first level, when the term without that factor is
/// already within an earlier term (the intercept counts as one); otherwise all its levels are
/// needed to span the term. Without an intercept the first factor to appear gets all its levels.
///
/// Reference: Chambers and Hastie (1992), Statistical Models in S, section 2.4.1; the rule of R's
/// `terms.formula` and `model.matrix`.
enum ContrastRule {
  /// For each term and each of its variables, whether it is coded in full.
  static func fullCoding(
    terms: [[Int]], isFactor: [Bool], hasIntercept: Bool
  ) -> [[Bool]] {
    var earlier: Set<[Int]> = []
    var result: [[Bool]] = []
    for (index, term) in terms.enumerated() {
      result.append(
        term.map { variable in
          guard isFactor[variable], term.count > 1 else { return false }
          let margin = term.filter { $0 != variable }
          if earlier.contains(margin) { return false }
          return !terms[..<index].contains { isSubset(margin, of: $0) }
        })
      earlier.insert(term)
    }
    if !hasIntercept,
      let first = terms.firstIndex(where: { $0.contains { isFactor[$0] } }),
      let position = terms[first].firstIndex(where: { isFactor[$0] })
    {
      result[first][position] = true
    }
    return result
  }

  /// Whether one increasing list holds all of another.
  private static func isSubset(_ part: [Int], of whole: [Int]) -> Bool {
    guard part.count <= whole.count else { return false }
    var position = 0
    for element in part {
      while position < whole.count, whole[position] < element { position += 1 }
      guard position < whole.count, whole[position] == element else { return false }
    }
    return true
  }
}
