/// The sums of Gray's test: scores of the groups and their covariance, stratum by stratum.
///
/// In the terms of Gray (1988) a score is a sum over groups of martingale integrals. Between event
/// times nothing happens; at an event time with d of the cause, and h(g) = n(g) / S(g) just before,
///
///     w = (1 − F₀)^ρ,   dF₀ = d / Σh,
///     A(g, k) = w h(g) (δ(g, k) − h(k) / Σh),   C ← C + A dF₀ / (1 − F₀)
///
/// and an event in group k moves score g by A(g, k) − C(g, k) b(k), with b(k) = 1 − (1 − F₀) / S(k)
/// for one of the cause and b(k) = −(1 − F₀) / S(k) with A = 0 for another, now with F₀ and S after
/// the time; what it will still move it by, as C grows, is −b(k) times the growth. So the covariance
/// at the end is Σ v (A − b C)(A − b C)' + C Σ v b (A − b C)' + ... + C Σ v b² C', with v the
/// hypergeometric variance of the events.
struct GraySums {
  /// z, the score of each group.
  private(set) var scores: [Double]
  /// Whether a group was ever at risk.
  private(set) var isExposed: [Bool]
  private var matrix: [Double]
  private let groupCount: Int
  private let rho: Double

  init(groupCount: Int, rho: Double) {
    self.groupCount = groupCount
    self.rho = rho
    scores = [Double](repeating: 0, count: groupCount)
    isExposed = [Bool](repeating: false, count: groupCount)
    matrix = [Double](repeating: 0, count: groupCount * groupCount)
  }

  /// The covariance of two scores.
  func covariance(_ g: Int, _ h: Int) -> Double { matrix[max(g, h) * groupCount + min(g, h)] }

  /// Adds a stratum: a table per group, followed from the origin.
  mutating func add(stratum tables: ArraySlice<CauseTable>, cause: Int) {
    var walk = GrayWalk(Array(tables), cause: cause, rho: rho)
    while walk.step() {}
    for g in 0..<groupCount {
      scores[g] += walk.scores[g]
      isExposed[g] = isExposed[g] || walk.isExposed(g)
      for h in 0...g { matrix[g * groupCount + h] += walk.covariance(g, h) }
    }
  }
}
