internal import Glibc
public import Statistics

/// A simultaneous confidence band of a survival curve: with the probability of its level it holds the
/// whole curve between two times, where a pointwise interval holds it at one.
///
/// With σ the standard error of log S, n the number of subjects and a(t) = nσ²/(1 + nσ²), the band
/// is the pointwise interval on the scale asked for with zσ replaced by
///
///     equal-precision   c σ
///     hall-wellner      k (1 + nσ²) / √n
///
/// where c and k are such that a Brownian bridge B has |B(u)| ≤ c √(u(1 − u)), or |B(u)| ≤ k, for
/// all u from a(first time) to a(last time) with the probability of the level. They are found by
/// numerical evaluation of that probability (`BridgeBoundary`).
///
/// The range is from the first event to the last one that leaves somebody, or what lies in both
/// that and the range asked for. The law holds for independent subjects and Greenwood's variance
/// alone, so there is no band for a robust one.
///
/// References: Hall and Wellner (1980), doi:10.1093/biomet/67.1.133; Nair (1984),
/// doi:10.1080/00401706.1984.10487964; Borgan and Liestøl (1990).
///
/// Tested in the reference tables `nonParametric/*` against the law of a bridge evaluated in R.
public struct ConfidenceBand: Sendable, Hashable {
  /// The kinds.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of Hall and Wellner: narrower than the other in the middle, wider early on.
    case hallWellner = "hall-wellner"
    /// Of Nair: the pointwise interval, widened by one factor.
    case equalPrecision = "equal-precision"
  }

  /// The kind.
  public let method: Method
  /// The probability that the band holds the curve.
  public let level: Double
  /// c or k.
  public let criticalValue: Double
  /// The first and last time of the band.
  public let timeRange: ClosedRange<Double>
  /// a at both.
  public let bridgeRange: ClosedRange<Double>
  private let count: Double
  private let scale: SurvivalInterval

  /// Makes a band between two times of events; `nil` where there is none.
  init?(
    _ curve: KaplanMeierCurve, method: Method, within asked: ClosedRange<Double>
  ) {
    let events = curve.times.indices.filter {
      curve.events[$0] > 0 && curve.survival[$0] > 0 && curve.logVariance[$0].isFinite
    }
    guard curve.variance == .greenwood, let first = events.first, let last = events.last else {
      return nil
    }
    let low = max(asked.lowerBound, curve.times[first])
    let high = min(asked.upperBound, curve.times[last])
    guard low <= high, let start = curve.times.lastIndex(where: { $0 <= low }),
      let end = curve.times.lastIndex(where: { $0 <= high })
    else { return nil }
    let count = curve.table.entries?.weights.reduce(0, +) ?? curve.atRisk.first ?? 0
    func share(_ index: Int) -> Double {
      let spread = count * curve.logVariance[index]
      return spread / (1 + spread)
    }
    let (a, b) = (share(start), share(end))
    self.method = method
    level = curve.level
    timeRange = low...high
    bridgeRange = a...b
    self.count = count
    scale = curve.interval
    let level = curve.level
    switch method {
    case .hallWellner:
      criticalValue = BridgeBoundary.root(level, above: 1e-3) {
        BridgeBoundary.hallWellner($0, from: a, to: b)
      }
    case .equalPrecision:
      let length = 0.5 * (log(b / a) + log((1 - a) / (1 - b)))
      criticalValue = BridgeBoundary.root(level, above: 1e-3) {
        BridgeBoundary.equalPrecision($0, length: length)
      }
    }
  }

  /// The limits at an index of the curve; `nil` outside the range.
  public func limits(_ curve: KaplanMeierCurve, index: Int) -> ConfidenceInterval? {
    limits(curve, index: index, at: curve.times[index])
  }

  /// The limits at a time at which the curve has the height of an index.
  func limits(_ curve: KaplanMeierCurve, index: Int, at time: Double) -> ConfidenceInterval? {
    guard timeRange.contains(time) else { return nil }
    let variance = curve.logVariance[index]
    let error =
      method == .equalPrecision
      ? variance.squareRoot() : (1 + count * variance) / count.squareRoot()
    let limits = scale.limits(
      survival: curve.survival[index], logError: error, z: criticalValue)
    return ConfidenceInterval(level: level, lower: limits.lower, upper: limits.upper)
  }
}

extension KaplanMeierCurve {
  /// A simultaneous confidence band on the scale and at the level of the curve's intervals.
  ///
  /// - Parameter range: the times it is wanted for.
  /// - Returns: `nil` without an event in the range, or with a robust variance.
  public func band(
    _ method: ConfidenceBand.Method, within range: ClosedRange<Double> = -.infinity ... .infinity
  ) -> ConfidenceBand? {
    ConfidenceBand(self, method: method, within: range)
  }
}
