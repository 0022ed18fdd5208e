public import Statistics

/// The distribution of the response, up to its mean and dispersion.
public enum ExponentialFamily: String, Codable, Sendable, Hashable, CaseIterable {
  /// Normal: variance function 1, dispersion σ².
  case gaussian
  /// Binomial proportions: variance function μ(1 − μ), weights are numbers of trials.
  case binomial
  /// Poisson counts: variance function μ.
  case poisson
  /// Gamma: variance function μ², dispersion 1/shape.
  case gamma

  /// The link taken unless told.
  public var canonicalLink: Link {
    switch self {
    case .gaussian: .identity
    case .binomial: .logit
    case .poisson: .log
    case .gamma: .inverse
    }
  }

  /// The links a model of this family can have.
  public var links: [Link] {
    switch self {
    case .gaussian: [.identity, .log, .inverse]
    case .binomial: [.logit, .probit, .complementaryLogLog, .cauchit]
    case .poisson: [.log, .identity, .squareRoot]
    case .gamma: [.inverse, .log, .identity]
    }
  }

  /// Whether the dispersion is one, so that Wald statistics refer to the normal distribution.
  public var hasKnownDispersion: Bool { self == .binomial || self == .poisson }

  /// What a coefficient means under a link of this family.
  public func effectMeasure(_ link: Link) -> EffectMeasure {
    switch (self, link) {
    case (.binomial, .logit): .oddsRatio
    case (.poisson, .log): .rateRatio
    case (_, .log): .meanRatio
    case (_, .identity): .meanDifference
    default: .linkDifference
    }
  }

  /// Which responses are possible, in words, and the test of one.
  package var responseRange: (expected: String, contains: @Sendable (Double) -> Bool) {
    switch self {
    case .gaussian: ("a finite number", { $0.isFinite })
    case .binomial:
      ("0 or 1, or a proportion between them with the trials as weight", { $0 >= 0 && $0 <= 1 })
    case .poisson: ("a count, 0 or more", { $0 >= 0 && $0.isFinite })
    case .gamma: ("a number above 0", { $0 > 0 && $0.isFinite })
    }
  }

  /// The mean the iteration starts from in a row.
  ///
  /// As in R, except that a normal mean under a link for positive means starts no lower than
  /// `floor`.
  func startingMean(_ y: Double, weight: Double, link: Link, floor: Double) -> Double {
    switch self {
    case .gaussian: link == .identity ? y : max(y, floor)
    case .binomial: (weight * y + 0.5) / (weight + 1)
    case .poisson: y + 0.1
    case .gamma: y
    }
  }
}
