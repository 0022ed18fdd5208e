/// The infinitesimal jackknife variance of a product-limit curve, cluster by cluster.
///
/// The derivative of log S(t) with respect to the weight of row i, times that weight, is
///
///     −w(i) [ event at T(i) ≤ t ] / (n(T) − d(T))  +  w(i) Σ d / (n (n − d))
///
/// with the sum over the event times in (entry(i), min(T(i), t)]; `HazardStep` has the
/// terms where hazards are added up instead. The variance of log S(t) is the
/// sum over clusters of the squares of their rows' sums. With H(t) = Σ d / (n (n − d)) a cluster's
/// sum is W·H(t) − c, where W is the weight the cluster has at risk and c moves only when one of
/// its rows enters, dies or leaves. So Σ (W·H − c)² = H² ΣW² − 2H ΣWc + Σc² needs a few additions
/// per row, and none per cluster and time.
///
/// Reference: Efron (1981), doi:10.1093/biomet/68.3.589, for the jackknife; the survival
/// package's methods document for the derivative.
///
/// Tested against R's survival and against leaving rows out in the reference tables `nonParametric/*`.
struct JackknifeVariance {
  /// The weight each cluster has at risk, W.
  private var atRisk: [Double]
  /// What each cluster has accumulated, c.
  private var accumulated: [Double]
  /// ΣW², ΣWc and Σc².
  private var squaredRisk = 0.0
  private var product = 0.0
  private var squaredAccumulated = 0.0

  /// Makes an empty tally for as many clusters.
  init(clusterCount: Int) {
    atRisk = [Double](repeating: 0, count: clusterCount)
    accumulated = [Double](repeating: 0, count: clusterCount)
  }

  /// Makes the sums those of nothing; every cluster must have been cleared.
  mutating func clearSums() {
    squaredRisk = 0
    product = 0
    squaredAccumulated = 0
  }

  /// Forgets a cluster, without a change of the sums.
  @inline(__always)
  mutating func clear(cluster: Int) {
    atRisk[cluster] = 0
    accumulated[cluster] = 0
  }

  /// The variance of log S where H(t) = `hazard`.
  func variance(hazard: Double) -> Double {
    max(0, hazard * (hazard * squaredRisk - 2 * product) + squaredAccumulated)
  }

  /// Notes that a row comes under observation.
  @inline(__always)
  mutating func enter(cluster: Int, weight: Double, hazard: Double) {
    change(cluster, risk: weight, accumulated: weight * hazard)
  }

  /// Notes an event; its row still has to leave.
  @inline(__always)
  mutating func die(cluster: Int, weight: Double, share: Double) {
    change(cluster, risk: 0, accumulated: weight * share)
  }

  /// Notes that a row's follow-up ends.
  @inline(__always)
  mutating func leave(cluster: Int, weight: Double, hazard: Double) {
    change(cluster, risk: -weight, accumulated: -weight * hazard)
  }

  @inline(__always)
  private mutating func change(_ cluster: Int, risk: Double, accumulated gain: Double) {
    let oldRisk = atRisk[cluster]
    let oldSum = accumulated[cluster]
    let newRisk = oldRisk + risk
    let newSum = oldSum + gain
    squaredRisk += risk * (oldRisk + newRisk)
    product += risk * newSum + oldRisk * gain
    squaredAccumulated += gain * (oldSum + newSum)
    atRisk[cluster] = newRisk
    accumulated[cluster] = newSum
  }
}
