internal import Distributions

extension MantelHaenszel {
  /// What is taken from the distance between observed and expected before it is squared.
  public enum ContinuityCorrection: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing.
    case none
    /// One half, as R does unless told otherwise; nothing from a distance below one half.
    case half
  }

  /// The test of Cochran, Mantel and Haenszel: no association in any stratum.
  ///
  ///     X² = (|Σ (aᵢ − E(aᵢ))| − k)² / Σ n₁ᵢn₂ᵢtᵢ(Nᵢ − tᵢ)/(Nᵢ²(Nᵢ − 1)),   E(aᵢ) = n₁ᵢtᵢ/Nᵢ
  ///
  /// with one degree of freedom, k = ½ or 0. NaN where nobody or everybody has the property.
  ///
  /// Reference: Mantel and Haenszel (1959), doi:10.1093/jnci/22.4.719. Tested against R's
  /// `mantelhaen.test`.
  public func association(correction: ContinuityCorrection = .none) -> HypothesisTest {
    var (distance, variance) = (0.0, 0.0)
    for table in tables where table.total > 1 {
      let (m, n, t, total) = (table.first.total, table.second.total, table.count, table.total)
      distance += table.first.count - m * t / total
      variance += m * n * t * (total - t) / (total * total * (total - 1))
    }
    let size = abs(distance)
    let taken = correction == .half && size >= 0.5 ? size - 0.5 : size
    return HypothesisTest(
      statistic: variance > 0 ? taken * taken / variance : .nan, degreesOfFreedom: 1,
      upperTailOf: ChiSquared(degreesOfFreedom: 1))
  }

  /// The test of Breslow and Day, with Tarone's correction: the same odds ratio in every stratum.
  ///
  /// With Aᵢ the count of the first group that gives stratum i the pooled odds ratio, at its margins,
  /// and Vᵢ⁻¹ = 1/Aᵢ + 1/(n₁ᵢ − Aᵢ) + 1/(tᵢ − Aᵢ) + 1/(n₂ᵢ − tᵢ + Aᵢ),
  ///
  ///     X² = Σ (aᵢ − Aᵢ)²/Vᵢ − (Σ (aᵢ − Aᵢ))²/Σ Vᵢ
  ///
  /// with one degree of freedom less than there are strata in which some and not all have the
  /// property. NaN where there are not two of them or the pooled odds ratio is 0 or infinite.
  ///
  /// References: Breslow and Day (1980), Statistical Methods in Cancer Research I, page 142; Tarone
  /// (1985), doi:10.1093/biomet/72.1.91. Tested against metafor's `rma.mh`.
  public func homogeneity() -> HypothesisTest {
    let ratio = oddsRatio.estimate
    let informative = tables.filter { $0.count > 0 && $0.count < $0.total }
    let df = Double(informative.count - 1)
    guard df > 0, ratio > 0, ratio.isFinite else {
      return HypothesisTest(statistic: .nan, degreesOfFreedom: max(0, df), pValue: .nan)
    }
    var (squares, distance, variance) = (0.0, 0.0, 0.0)
    for table in informative {
      let expected = Self.expected(table, oddsRatio: ratio)
      let (m, n, t) = (table.first.total, table.second.total, table.count)
      let own =
        1 / (1 / expected + 1 / (m - expected) + 1 / (t - expected) + 1 / (n - t + expected))
      let off = table.first.count - expected
      squares += off * off / own
      distance += off
      variance += own
    }
    return HypothesisTest(
      statistic: squares - distance * distance / variance, degreesOfFreedom: df,
      upperTailOf: ChiSquared(degreesOfFreedom: df))
  }

  /// The count A of the first group with A(n₂ − t + A) = ψ(n₁ − A)(t − A).
  ///
  /// It is the root of (1 − ψ)A² + (n₂ − t + ψ(n₁ + t))A − ψn₁t = 0 that leaves no cell negative; of
  /// its two forms the one is taken in which nothing cancels.
  static func expected(_ table: FourfoldTable, oddsRatio: Double) -> Double {
    let (m, n, t) = (table.first.total, table.second.total, table.count)
    let middle = n - t + oddsRatio * (m + t)
    let last = oddsRatio * m * t
    let root = (middle * middle + 4 * (1 - oddsRatio) * last).squareRoot()
    return middle > 0 ? 2 * last / (middle + root) : (root - middle) / (2 * (1 - oddsRatio))
  }
}
