/// What the weight of a row stands for.
///
/// Packages differ here without saying so: SAS has FREQ and WEIGHT, Stata fweights, pweights and
/// iweights, R one argument for all of them.
public enum WeightKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// By the numbers, as R does: whole weights as importance weights, with the variance of the model;
  /// weights with fractions as sampling weights.
  case automatic
  /// A row of weight k is k rows that agree in everything: every result is that of the rows
  /// written out. Whole numbers only.
  case frequency
  /// The inverse of the probability of being in the sample: the estimates are weighted, and the
  /// variance is robust.
  case sampling
  /// A weight in the estimating equations and nothing else: the variance of the model stands.
  case importance

  /// Whether weights of this kind ask for a robust variance.
  public func asksForRobustVariance(_ weights: [Double]?) -> Bool {
    guard let weights else { return false }
    switch self {
    case .automatic: return weights.contains { $0 != $0.rounded(.down) }
    case .frequency, .importance: return false
    case .sampling: return true
    }
  }

  /// How many subjects some rows stand for, those without weight left out: a row of weight k is k of
  /// them where weights are frequencies, and one otherwise.
  package func subjectCount(_ rows: some Sequence<Int>, weights: [Double]?) -> Int {
    guard let weights else { return rows.reduce(0) { count, _ in count + 1 } }
    let count = rows.reduce(0.0) { count, row in
      weights[row] == 0 ? count : count + (self == .frequency ? weights[row] : 1)
    }
    return Int(count)
  }

  /// Refuses weights that are negative or not finite, and fractions where rows are counted.
  public func check(_ weights: [Double]?) throws(FitError) {
    guard let weights else { return }
    for (row, weight) in weights.enumerated() {
      guard weight >= 0, weight.isFinite else { throw .invalidWeight(row: row, value: weight) }
      guard self != .frequency || weight == weight.rounded(.down) && weight <= 1e9 else {
        throw .fractionalFrequency(row: row, value: weight)
      }
    }
  }
}
