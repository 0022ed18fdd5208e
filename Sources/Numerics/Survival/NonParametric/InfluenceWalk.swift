internal import Statistics

/// A walk through time along the difference of two curves of the same rows, with the sum over
/// clusters of the squares of their influence on it.
///
/// A cluster's influence on one curve is S·(W·H − c), where W is its number of rows at risk and c
/// moves only when one of them has the event or leaves (see `JackknifeVariance`). Its influence on
/// the difference is linear in v = (W₂ − W₁, c₂ − c₁, W₁, c₁), so that the sum of squares is a
/// quadratic form in the Gram matrix Σ v vᵀ, which costs a few additions per row and none per
/// cluster and time. Differences come first in v because the curves may be close: where they are
/// the same, so that nobody is ever in response, the form is zero.
struct InfluenceWalk {
  private let first: InfluenceSteps
  private let second: InfluenceSteps
  private let clusters: Grouping
  private var vectors: [SIMD4<Double>]
  private var gram = [SIMD4<Double>](repeating: .zero, count: 4)
  private var reached = (first: 0, second: 0)

  /// Stands before the first time.
  init(first: InfluenceSteps, second: InfluenceSteps, clusters: Grouping) {
    self.first = first
    self.second = second
    self.clusters = clusters
    vectors = [SIMD4<Double>](repeating: .zero, count: clusters.count)
    for code in clusters.codes { vectors[Int(code)][2] += 1 }
    gram[2][2] = vectors.reduce(0) { $0 + $1[2] * $1[2] }
  }

  /// Takes in everything up to and at `time`.
  mutating func advance(through time: Double) {
    while true {
      let next = min(
        reached.first < first.risk.times.count ? first.risk.times[reached.first] : .infinity,
        reached.second < second.risk.times.count ? second.risk.times[reached.second] : .infinity)
      guard next <= time, next < .infinity else { return }
      if reached.first < first.risk.times.count, first.risk.times[reached.first] == next {
        take(first, slot: reached.first, change: SIMD4(-1, -1, 1, 1))
        reached.first += 1
      }
      if reached.second < second.risk.times.count, second.risk.times[reached.second] == next {
        take(second, slot: reached.second, change: SIMD4(1, 1, 0, 0))
        reached.second += 1
      }
    }
  }

  /// Lets the rows of one time leave one of the curves.
  ///
  /// - Parameter change: how (W, c, W, c) of the curve enter the vector.
  private mutating func take(_ steps: InfluenceSteps, slot: Int, change: SIMD4<Double>) {
    let hazard = steps.hazard[slot]
    for position in steps.risk.positions(inGroup: slot) {
      let dies = steps.risk.events(inGroup: slot).contains(position)
      let gain = (dies ? steps.inverseSurvivors[slot] : 0) - hazard
      let cluster = Int(clusters.codes[Int(steps.risk.order[position])])
      let old = vectors[cluster]
      let new = old + change * SIMD4(-1, gain, -1, gain)
      vectors[cluster] = new
      for row in 0..<4 { gram[row] += new[row] * new - old[row] * old }
    }
  }

  /// The second curve less the first.
  var difference: Double { state(second, reached.second).survival - firstState.survival }

  /// The sum of squares of the clusters' influence on the difference.
  var variance: Double {
    let (one, two) = (firstState, state(second, reached.second))
    let form = SIMD4(
      two.survival * two.hazard, -two.survival,
      two.survival * two.hazard - one.survival * one.hazard, one.survival - two.survival)
    var sum = 0.0
    for row in 0..<4 { sum += form[row] * (form * gram[row]).sum() }
    return max(0, sum)
  }

  private var firstState: (survival: Double, hazard: Double) { state(first, reached.first) }

  private func state(_ steps: InfluenceSteps, _ reached: Int) -> (survival: Double, hazard: Double)
  {
    reached == 0 ? (1, 0) : (steps.survival[reached - 1], steps.hazard[reached - 1])
  }
}
