internal import Distributions
internal import Glibc
internal import LinearAlgebra
public import Statistics

extension RestrictedMeanSurvival {
  /// Two groups' restricted means compared on one scale.
  public struct Contrast: Sendable, Hashable {
    /// The scales.
    public enum Measure: String, Sendable, Hashable, Codable, CaseIterable {
      /// μ(a) − μ(b); tested against 0.
      case difference
      /// μ(a) / μ(b); interval and test on the log scale, against 1.
      case ratio
      /// (τ − μ(a)) / (τ − μ(b)), the ratio of the times lost; on the log scale, against 1.
      case timeLostRatio = "rmtl_ratio"
    }

    /// The code of the group that is compared.
    public let group: Int
    /// The code of the group it is compared with.
    public let reference: Int
    /// The scale.
    public let measure: Measure
    /// The estimate.
    public let value: Double
    /// The standard error: of the difference, or of the logarithm of a ratio.
    public let standardError: Double
    /// The confidence interval of the estimate; that of a difference is cut at −τ and τ.
    public let interval: ConfidenceInterval
    /// The two-sided p-value of no difference, by the normal distribution.
    public let pValue: Double
  }

  /// Every pair of groups on every scale, the later group against the earlier.
  ///
  /// By the codes: (1, 0), (2, 0), (2, 1) and so on.
  ///
  /// The variances are those of the delta method: with V the covariance of the means,
  /// var(μₐ − μᵦ) = Vₐₐ + Vᵦᵦ − 2Vₐᵦ, and var log(μₐ/μᵦ) the same of μ's divided by themselves.
  public var contrasts: [Contrast] {
    groups.indices.flatMap { group in
      (0..<group).flatMap { reference in
        Contrast.Measure.allCases.map { contrast(group, reference, $0) }
      }
    }
  }

  private func contrast(_ group: Int, _ reference: Int, _ measure: Contrast.Measure) -> Contrast {
    let z = Normal.standard.upperTailQuantile((1 - level) / 2)
    func spread(_ a: Double, _ b: Double) -> Double {
      let variance =
        covariance[group, group] / a / a + covariance[reference, reference] / b / b
        - 2 * covariance[group, reference] / a / b
      return (variance < 0 ? 0 : variance).squareRoot()
    }
    let (mean, other) = (groups[group].mean, groups[reference].mean)
    let value: Double
    let error: Double
    let isRatio = measure != .difference
    switch measure {
    case .difference:
      value = mean - other
      error = spread(1, 1)
    case .ratio:
      value = mean > 0 && other > 0 ? mean / other : .nan
      error = value.isNaN ? .nan : spread(mean, other)
    case .timeLostRatio:
      let (lost, otherLost) = (groups[group].timeLost, groups[reference].timeLost)
      value = lost > 0 && otherLost > 0 ? lost / otherLost : .nan
      error = value.isNaN ? .nan : spread(lost, otherLost)
    }
    let centre = isRatio ? log(value) : value
    let interval = ConfidenceInterval(
      level: level, lower: centre - z * error, upper: centre + z * error)
    let statistic = error > 0 ? abs(centre) / error : .nan
    return Contrast(
      group: group, reference: reference, measure: measure, value: value, standardError: error,
      interval: isRatio
        ? interval.mapped { exp($0) } : interval.cut(from: origin - tau, to: tau - origin),
      pValue: 2 * Normal.standard.upperTail(statistic))
  }
}
