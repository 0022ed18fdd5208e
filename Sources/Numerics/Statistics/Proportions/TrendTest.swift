internal import Distributions

/// The test of Cochran and Armitage: whether a proportion rises or falls over ordered classes.
///
/// With xᵢ of nᵢ in class i of score sᵢ, p the proportion and s̄ the mean score of all,
///
///     T = Σ sᵢ(xᵢ − nᵢp),   S = Σ nᵢ(sᵢ − s̄)²,   X² = T²/(p(1 − p)S)
///
/// is compared with a chi-squared distribution of one degree of freedom, without correction for
/// continuity. The slope T/S is that of the least-squares line of the proportions on the scores, the
/// change per unit of the score; its standard error
/// √(Σ (sᵢ − s̄)² nᵢpᵢ(1 − pᵢ))/S does not suppose that there is no trend.
///
/// The test asks for a trend along the scores and no other pattern: proportions that rise and fall
/// again have none. Classes without anybody are passed over; their neighbours keep their scores.
///
/// References: Cochran (1954), doi:10.2307/3001616; Armitage (1955), doi:10.2307/3001775. Tested
/// against R's `prop.trend.test` in the reference table `proportions/trend`.
public struct TrendTest: Sendable, Hashable {
  /// The change of the proportion per unit of the score; NaN where there are not two classes.
  public let slope: Double
  /// The limits of the slope; nil where it has no standard error above 0.
  public let slopeInterval: ConfidenceInterval?
  /// The test of no trend; NaN where everybody or nobody has the property, or all are in one class.
  public let test: HypothesisTest

  /// Tests for a trend.
  ///
  /// - Parameters:
  ///   - counts: how many have the property in each class; effective counts need not be whole.
  ///   - totals: out of how many.
  ///   - scores: the score of each class; 1, 2, 3 ... unless given.
  ///   - level: the confidence level of the slope.
  /// - Precondition: the three are equally long.
  public init(
    counts: [Double], totals: [Double], scores: [Double]? = nil, level: Double = 0.95
  ) {
    let scores = scores ?? counts.indices.map { Double($0 + 1) }
    precondition(
      counts.count == totals.count && counts.count == scores.count, "classes differ in number")
    let total = totals.reduce(0, +)
    let share = counts.reduce(0, +) / total
    let centre = zip(totals, scores).reduce(0) { $0 + $1.0 * $1.1 } / total
    var (sum, spread, variance) = (0.0, 0.0, 0.0)
    for (place, count) in counts.enumerated() where totals[place] > 0 {
      let distance = scores[place] - centre
      let own = count / totals[place]
      sum += distance * (count - totals[place] * share)
      spread += totals[place] * distance * distance
      variance += distance * distance * count * (1 - own)
    }
    let isOneClass = !(spread > 0)
    slope = isOneClass ? .nan : sum / spread
    slopeInterval =
      isOneClass || !(variance > 0)
      ? nil
      : ConfidenceInterval(
        normalAround: sum / spread, standardError: variance.squareRoot() / spread, level: level)
    let null = share * (1 - share) * spread
    test = HypothesisTest(
      statistic: null > 0 ? sum * sum / null : .nan, degreesOfFreedom: 1,
      upperTailOf: ChiSquared(degreesOfFreedom: 1))
  }
}
