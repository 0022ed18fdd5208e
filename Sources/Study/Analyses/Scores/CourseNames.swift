extension AnalysisResult.Analysis {
  /// Means of a score at baseline and at each planned time.
  public static let scores = Self(rawValue: "scores")
  /// Mean changes of a score from its baseline.
  public static let scoreChanges = Self(rawValue: "score_changes")
}

extension AnalysisResult.Statistic {
  /// Those with a value.
  public static let seen = Self(rawValue: "seen")
  /// Those who were there to be seen, and were not.
  public static let notSeen = Self(rawValue: "not_seen")
  /// Those replaced or dead by the time.
  public static let failed = Self(rawValue: "failed")
  /// Those whose time had not come when the data were locked.
  public static let notDue = Self(rawValue: "not_due")
  /// The hips seen with a value measured after a repeat or another injection.
  public static let seenAfterInjection = Self(rawValue: "seen_after_another_injection")
  /// The mean of the value less the baseline.
  public static let meanChange = Self(rawValue: "mean_change")
}
