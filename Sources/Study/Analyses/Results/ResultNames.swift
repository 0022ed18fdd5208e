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
  /// A number of units.
  public static let count = Self(rawValue: "count")
  /// How many values are missing.
  public static let missing = Self(rawValue: "missing")
  /// How many a step left out.
  public static let excluded = Self(rawValue: "excluded")
  /// How many a step left.
  public static let remaining = Self(rawValue: "remaining")
  /// How many of those left out a missing value leaves open.
  public static let unknown = Self(rawValue: "unknown")
  /// The mean.
  public static let mean = Self(rawValue: "mean")
  /// The median.
  public static let median = Self(rawValue: "median")
  /// The smallest value.
  public static let minimum = Self(rawValue: "minimum")
  /// The largest value.
  public static let maximum = Self(rawValue: "maximum")
  /// The standard deviation.
  public static let standardDeviation = Self(rawValue: "standard_deviation")
  /// The lower quartile.
  public static let lowerQuartile = Self(rawValue: "lower_quartile")
  /// The upper quartile.
  public static let upperQuartile = Self(rawValue: "upper_quartile")
  /// The difference of groups in units of the standard deviation.
  public static let standardizedMeanDifference = Self(rawValue: "standardized_mean_difference")
  /// The number of events.
  public static let events = Self(rawValue: "events")
  /// The number at risk at a time.
  public static let atRisk = Self(rawValue: "n_risk")
  /// The share in clear response.
  public static let responderRate = Self(rawValue: "responder_rate")
  /// The probability of being in response at a time.
  public static let probabilityInResponse = Self(rawValue: "probability_in_response")
  /// The mean time in response up to a time, in months.
  public static let meanMonthsInResponse = Self(rawValue: "mean_months_in_response")
  /// The probability of being free of the event at a time.
  public static let eventFree = Self(rawValue: "event_free_probability")
  /// The median time to the event, in months.
  public static let timeToEventMedian = Self(rawValue: "median_time_to_event")
  /// The median follow-up, in months.
  public static let followUpMedian = Self(rawValue: "median_follow_up")
  /// The events observed in a group.
  public static let observed = Self(rawValue: "observed")
  /// The events expected in a group were the hazards equal.
  public static let expected = Self(rawValue: "expected")
  /// A chi-squared statistic.
  public static let chiSquared = Self(rawValue: "chi_squared")
  /// A ratio of hazards.
  public static let hazardRatio = Self(rawValue: "hazard_ratio")
  /// The share of comparable pairs that the model puts in order.
  public static let concordance = Self(rawValue: "concordance")
}
