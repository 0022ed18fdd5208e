internal import Distributions

/// The test of Kruskal and Wallis: whether values tend to be larger in one group than in another.
///
/// With R̄ₖ the mean rank of the nₖ values of group k, ties sharing their mean rank, and N in all,
///
///     H = 12/(N(N + 1)) Σ nₖ(R̄ₖ − (N + 1)/2)²  /  (1 − Σ(t³ − t)/(N³ − N))
///
/// over the t values of each tie, is compared with a chi-squared distribution of one degree of
/// freedom less than there are groups. For two groups it is Wilcoxon's rank sum test without
/// correction for continuity. The comparison is approximate for groups of fewer than five.
///
/// Reference: Kruskal and Wallis (1952), doi:10.1080/01621459.1952.10483441. Tested against R's
/// `kruskal.test` in the reference table `groupTests/tests`.
public enum RankTest {
  /// Tests groups of values; missing values (NaN) and groups without a value are passed over.
  ///
  /// O(N log N).
  ///
  /// - Returns: A test without a statistic (NaN) for fewer than two groups or values all alike.
  public static func kruskalWallis(_ groups: [[Double]]) -> HypothesisTest {
    let present = groups.map { $0.filter { !$0.isNaN } }.filter { !$0.isEmpty }
    var values: [(value: Double, group: Int)] = []
    for (group, own) in present.enumerated() { values += own.map { ($0, group) } }
    values.sort { $0.value < $1.value }
    let total = Double(values.count)
    var rankSums = [Double](repeating: 0, count: present.count)
    var ties = 0.0
    var first = 0
    while first < values.count {
      var end = first + 1
      while end < values.count, values[end].value == values[first].value { end += 1 }
      let count = Double(end - first)
      let rank = Double(first) + (count + 1) / 2
      for place in first..<end { rankSums[values[place].group] += rank }
      ties += count * count * count - count
      first = end
    }
    var spread = 0.0
    for (sum, own) in zip(rankSums, present) {
      let distance = sum / Double(own.count) - (total + 1) / 2
      spread += Double(own.count) * distance * distance
    }
    let correction = 1 - ties / (total * total * total - total)
    let degrees = Double(max(0, present.count - 1))
    return HypothesisTest(
      statistic: degrees > 0 && correction > 0
        ? 12 / (total * (total + 1)) * spread / correction : .nan,
      degreesOfFreedom: degrees, upperTailOf: ChiSquared(degreesOfFreedom: max(1, degrees)))
  }
}
