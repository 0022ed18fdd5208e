extension AnalysisResult.Analysis {
  /// Differences and ratios of rates of response between two groups.
  public static let responseContrast = Self(rawValue: "response_contrast")
  /// Trends of rates of response over ordered groups.
  public static let responseTrend = Self(rawValue: "response_trend")
  /// Comparisons of the arms pooled over the strata of another variable.
  public static let responsePooled = Self(rawValue: "response_mantel_haenszel")
  /// Rates of response at thresholds other than the protocol's, and at the protocol's.
  public static let responseThreshold = Self(rawValue: "response_threshold")
  /// Responders by the OMERACT-OARSI criteria.
  public static let omeractOARSI = Self(rawValue: "omeract_oarsi")
}

extension AnalysisResult.Statistic {
  /// One proportion less another.
  public static let riskDifference = Self(rawValue: "risk_difference")
  /// The same with an interval that allows for several hips of one patient.
  public static let clusteredDifference = Self(rawValue: "risk_difference_clustered")
  /// One proportion over another.
  public static let riskRatio = Self(rawValue: "risk_ratio")
  /// The odds of one group over those of another.
  public static let oddsRatio = Self(rawValue: "odds_ratio")
  /// The change of a proportion from one class to the next.
  public static let changePerClass = Self(rawValue: "change_per_class")
  /// A chi-squared statistic of effective counts, which allow for several hips of one patient.
  public static let clusteredChiSquared = Self(rawValue: "chi_squared_clustered")
  /// A chi-squared statistic of the same odds ratio in every stratum.
  public static let homogeneity = Self(rawValue: "homogeneity")
  /// The strata a pooled comparison rests on.
  public static let strata = Self(rawValue: "strata")
}

extension ResultValue {
  /// A number, or that these data do not determine it.
  static func estimate(_ value: Double) -> ResultValue {
    value.isNaN
      ? .state(.notEstimable) : value == .infinity ? .state(.infinite) : .number(value)
  }
}
