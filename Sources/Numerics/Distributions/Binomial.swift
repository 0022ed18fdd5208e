import Glibc

/// The binomial distribution: the number of successes in independent trials.
///
/// A negative number of trials or a probability outside [0, 1] makes every function answer NaN.
/// Between the counts the mass is 0 and the cumulative probability flat.
public struct Binomial: Distribution, Hashable {
  /// The number of trials, not negative.
  public let trials: Int
  /// The probability of success, in [0, 1].
  public let probability: Double

  /// Makes a distribution.
  public init(trials: Int, probability: Double) {
    self.trials = trials
    self.probability = probability
  }

  private var count: Double { Double(trials) }
  private var isValid: Bool { trials >= 0 && probability >= 0 && probability <= 1 }

  /// The only count that can occur, when there is only one.
  private var certainCount: Double? {
    trials == 0 || probability == 0 ? 0 : probability == 1 ? count : nil
  }

  /// P(X = x), 0 unless x is a count.
  public func density(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return mass(x)?.value ?? 0
  }

  /// log P(X = x).
  public func logDensity(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return mass(x)?.logarithm ?? -.infinity
  }

  private func mass(_ x: Double) -> ScaledValue? {
    guard x >= 0, x <= count, x == x.rounded() else { return nil }
    if let certainCount {
      return x == certainCount ? ScaledValue(factor: 1, exponent: 0) : nil
    }
    if x == 0 { return ScaledValue(factor: 1, exponent: count * log1p(-probability)) }
    if x == count { return ScaledValue(factor: 1, exponent: count * log(probability)) }
    let beta = IncompleteBeta(alpha: x, beta: count - x)
    return beta.mass(beta.place(probability))
  }

  /// The incomplete beta functions of ⌊x⌋ + 1 and n − ⌊x⌋, when neither tail is certain.
  private func functions(_ x: Double) -> IncompleteBeta {
    let successes = x.rounded(.down)
    return IncompleteBeta(alpha: successes + 1, beta: count - successes)
  }

  /// P(X ≤ x) when it is 0 or 1.
  private func certainCumulative(_ x: Double) -> Double? {
    if x < 0 { return 0 }
    if x >= count { return 1 }
    return certainCount.map { x < $0 ? 0 : 1 }
  }

  /// P(X ≤ x), an incomplete beta function of ⌊x⌋ + 1 and n − ⌊x⌋.
  public func cumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if let certain = certainCumulative(x) { return certain }
    let beta = functions(x)
    return beta.upper(beta.place(probability))
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if let certain = certainCumulative(x) { return log(certain) }
    let beta = functions(x)
    return beta.mirrored.logLower(beta.place(probability).mirrored)
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if let certain = certainCumulative(x) { return 1 - certain }
    let beta = functions(x)
    return beta.lower(beta.place(probability))
  }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if let certain = certainCumulative(x) { return log(1 - certain) }
    let beta = functions(x)
    return beta.logLower(beta.place(probability))
  }

  /// The smallest count k with P(X ≤ k) ≥ `probability`, equal to the last digits of a double
  /// counting as equal; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    if let edge = quantileEdge(probability, zero: 0, one: count) { return edge }
    return probability > 0.5
      ? searchUpper(1 - probability, isDifference: true)
      : searchLower(probability, isDifference: false)
  }

  /// The smallest count k with P(X > k) ≤ `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    if let edge = quantileEdge(probability, zero: count, one: 0) { return edge }
    return probability > 0.5
      ? searchLower(1 - probability, isDifference: true)
      : searchUpper(probability, isDifference: false)
  }

  private func quantileEdge(_ probability: Double, zero: Double, one: Double) -> Double? {
    if isValid, let certainCount, probability >= 0, probability <= 1 { return certainCount }
    return ProbabilityRange.edge(probability, valid: isValid, zero: zero, one: one)
  }

  /// The smallest count whose lower tail reaches p, at most ½.
  private func searchLower(_ p: Double, isDifference: Bool) -> Double {
    let bound = CountSearch.leastLower(p, isDifference: isDifference)
    return search(Normal.standard.quantile(p)) { cumulative($0) >= bound }
  }

  /// The smallest count whose upper tail is at most q, itself at most ½.
  private func searchUpper(_ q: Double, isDifference: Bool) -> Double {
    let bound = CountSearch.greatestUpper(q, isDifference: isDifference)
    return search(Normal.standard.upperTailQuantile(q)) { upperTail($0) <= bound }
  }

  /// Searches from the Cornish-Fisher approximation at the normal quantile z.
  private func search(_ z: Double, where condition: (Double) -> Bool) -> Double {
    let failure = 1 - probability
    let deviation = (count * probability * failure).squareRoot()
    let guess = count * probability + z * deviation + (failure - probability) * (z * z - 1) / 6
    return CountSearch.first(near: guess, step: 0.01 * deviation, last: count, where: condition)
  }
}
