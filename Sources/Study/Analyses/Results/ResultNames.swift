extension AnalysisResult.Analysis {
  /// Who was analysed.
  public static let population = Self(rawValue: "population")
  /// Who was treated.
  public static let baseline = Self(rawValue: "baseline")
  /// Classes of response at a time point.
  public static let response = Self(rawValue: "response")
  /// Time to the event.
  public static let survival = Self(rawValue: "survival")
  /// When the first response was.
  public static let responseStatus = Self(rawValue: "response_status")
  /// Being in response over time.
  public static let inResponse = Self(rawValue: "in_response")
  /// Time to loss by the rule the report does not lead with.
  public static let otherRule = Self(rawValue: "other_rule")
  /// What ended the spells of benefit.
  public static let endings = Self(rawValue: "endings")
  /// Log-rank tests.
  public static let logRank = Self(rawValue: "logrank")
  /// Hazard ratios.
  public static let cox = Self(rawValue: "cox")
  /// Tests of proportional hazards.
  public static let proportionalHazards = Self(rawValue: "proportional_hazards")
}

extension AnalysisResult.Statistic {
  public static let count = Self(rawValue: "count")
  public static let missing = Self(rawValue: "missing")
  public static let excluded = Self(rawValue: "excluded")
  public static let remaining = Self(rawValue: "remaining")
  public static let unknown = Self(rawValue: "unknown")
  public static let mean = Self(rawValue: "mean")
  public static let median = Self(rawValue: "median")
  public static let minimum = Self(rawValue: "minimum")
  public static let maximum = Self(rawValue: "maximum")
  public static let standardDeviation = Self(rawValue: "standard_deviation")
  public static let lowerQuartile = Self(rawValue: "lower_quartile")
  public static let upperQuartile = Self(rawValue: "upper_quartile")
  public static let standardizedMeanDifference = Self(rawValue: "standardized_mean_difference")
  public static let events = Self(rawValue: "events")
  public static let atRisk = Self(rawValue: "n_risk")
  public static let responderRate = Self(rawValue: "responder_rate")
  public static let probabilityInResponse = Self(rawValue: "probability_in_response")
  public static let meanMonthsInResponse = Self(rawValue: "mean_months_in_response")
  public static let eventFree = Self(rawValue: "event_free_probability")
  public static let timeToEventMedian = Self(rawValue: "median_time_to_event")
  public static let followUpMedian = Self(rawValue: "median_follow_up")
  public static let observed = Self(rawValue: "observed")
  public static let expected = Self(rawValue: "expected")
  public static let chiSquared = Self(rawValue: "chi_squared")
  public static let hazardRatio = Self(rawValue: "hazard_ratio")
  public static let concordance = Self(rawValue: "concordance")
}
