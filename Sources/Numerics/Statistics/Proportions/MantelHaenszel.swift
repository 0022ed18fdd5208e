/// One comparison of two groups pooled over strata, so that each stratum is compared with itself.
///
/// In stratum i let aᵢ of n₁ᵢ of the first group and cᵢ of n₂ᵢ of the second have the property, bᵢ
/// and dᵢ not, and Nᵢ = n₁ᵢ + n₂ᵢ. A stratum with one group only adds nothing and is passed over.
///
/// The pooled measures suppose that the measure is the same in every stratum; ``homogeneity()`` asks
/// whether the odds ratio is. They say nothing of anything the strata do not hold constant.
public struct MantelHaenszel: Sendable, Hashable {
  /// How the variance of the pooled difference is estimated.
  public enum DifferenceVariance: String, Sendable, Hashable, Codable, CaseIterable {
    /// Sato's, which holds for few large strata and for many small ones.
    case sato
    /// Greenland and Robins's binomial one, for large strata.
    case greenlandRobins = "greenland-robins"
  }

  /// A pooled difference of proportions.
  public struct PooledDifference: Sendable, Hashable {
    /// The difference, first less second; NaN where no stratum has both groups.
    public let estimate: Double
    /// Its standard error; NaN where it cannot be estimated.
    public let standardError: Double
    /// The interval, cut at −1 and 1; nil where the standard error is not above 0.
    public let interval: ConfidenceInterval?
  }

  /// The strata that have both groups.
  public let tables: [FourfoldTable]
  /// The confidence level of the intervals.
  public let level: Double

  /// Pools the strata.
  public init(_ tables: [FourfoldTable], level: Double = 0.95) {
    self.tables = tables.filter { $0.first.total > 0 && $0.second.total > 0 }
    self.level = level
  }

  /// The difference of the proportions, first less second.
  ///
  ///     D = Σ (aᵢn₂ᵢ − cᵢn₁ᵢ)/Nᵢ / R,   R = Σ n₁ᵢn₂ᵢ/Nᵢ
  ///
  /// with Sato's variance (DΣPᵢ + ΣQᵢ)/R², Pᵢ = (n₁ᵢ²cᵢ − n₂ᵢ²aᵢ + n₁ᵢn₂ᵢ(n₂ᵢ − n₁ᵢ)/2)/Nᵢ² and
  /// Qᵢ = (aᵢdᵢ + cᵢbᵢ)/(2Nᵢ), or Greenland and Robins's Σ (aᵢbᵢn₂ᵢ³ + cᵢdᵢn₁ᵢ³)/(n₁ᵢn₂ᵢNᵢ²)/R².
  ///
  /// References: Greenland and Robins (1985), doi:10.2307/2530643; Sato (1989),
  /// doi:10.2307/2531785. Tested against metafor's `rma.mh`.
  public func riskDifference(_ variance: DifferenceVariance = .sato) -> PooledDifference {
    var (sum, weight, tilt, level, binomial) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for table in tables {
      let (a, b, m) = (table.first.count, table.first.others, table.first.total)
      let (c, d, n) = (table.second.count, table.second.others, table.second.total)
      let total = table.total
      sum += (a * n - c * m) / total
      weight += m * n / total
      tilt += (m * m * c - n * n * a + m * n * (n - m) / 2) / (total * total)
      level += (a * d + c * b) / (2 * total)
      binomial += (a * b * n * n * n + c * d * m * m * m) / (m * n * total * total)
    }
    let estimate = sum / weight
    let square = variance == .sato ? estimate * tilt + level : binomial
    let error = square > 0 ? square.squareRoot() / weight : .nan
    return PooledDifference(
      estimate: estimate, standardError: error,
      interval: error > 0
        ? ConfidenceInterval(normalAround: estimate, standardError: error, level: self.level)
          .cut(from: -1, to: 1) : nil)
  }

  /// The risk ratio Σ aᵢn₂ᵢ/Nᵢ / Σ cᵢn₁ᵢ/Nᵢ.
  ///
  /// With R and S its numerator and denominator, the variance of its logarithm is
  /// Σ (n₁ᵢn₂ᵢtᵢ − aᵢcᵢNᵢ)/Nᵢ² / (RS), tᵢ = aᵢ + cᵢ.
  ///
  /// Reference: Greenland and Robins (1985), doi:10.2307/2530643. Tested against metafor's `rma.mh`.
  public var riskRatio: RatioInterval {
    var (numerator, denominator, spread) = (0.0, 0.0, 0.0)
    for table in tables {
      let (a, m, c, n) = (
        table.first.count, table.first.total, table.second.count, table.second.total
      )
      numerator += a * n / table.total
      denominator += c * m / table.total
      spread += (m * n * table.count - a * c * table.total) / (table.total * table.total)
    }
    return RatioInterval(
      numerator, over: denominator, logVariance: spread / (numerator * denominator), level: level)
  }

  /// The odds ratio R/S, R = Σ aᵢdᵢ/Nᵢ and S = Σ bᵢcᵢ/Nᵢ.
  ///
  /// With Pᵢ = (aᵢ + dᵢ)/Nᵢ, Qᵢ = (bᵢ + cᵢ)/Nᵢ, Rᵢ and Sᵢ the terms of R and S, the variance of its
  /// logarithm is ΣPᵢRᵢ/(2R²) + Σ(PᵢSᵢ + QᵢRᵢ)/(2RS) + ΣQᵢSᵢ/(2S²).
  ///
  /// Reference: Robins, Breslow and Greenland (1986), doi:10.2307/2531052. Tested against R's
  /// `mantelhaen.test`.
  public var oddsRatio: RatioInterval {
    var (r, s, pr, mixed, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for table in tables {
      let (along, across) = (
        table.first.count * table.second.others / table.total,
        table.first.others * table.second.count / table.total
      )
      let alike = (table.first.count + table.second.others) / table.total
      r += along
      s += across
      pr += alike * along
      mixed += alike * across + (1 - alike) * along
      qs += (1 - alike) * across
    }
    return RatioInterval(
      r, over: s, logVariance: pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s),
      level: level)
  }
}
