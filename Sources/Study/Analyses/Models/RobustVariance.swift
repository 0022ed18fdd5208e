/// When a variance that allows for units of one patient being alike is to be believed.
public enum RobustVariance {
  /// The fewest patients with the event.
  static let fewest = 10
  /// The fewest with it at a level, and at its reference.
  static let fewestOfLevel = 5
  /// What the method of a number says that has no interval for that.
  static let tooFew = "too few events for a robust variance, so neither interval nor P"

  /// The rule in words, for a page.
  public static let rule =
    "Too few events: neither interval nor P is given where the robust variance rests on fewer than "
    + "\(fewest) patients with the event, or, for a level, on fewer than \(fewestOfLevel) with it "
    + "there or at its reference; from so few it is too small and P too low (Cameron and Miller "
    + "2015)."
}

extension AnalysisResult {
  /// Whether the number has no interval because a robust variance would rest on too few events.
  public var isOfTooFewEvents: Bool { method?.contains(RobustVariance.tooFew) ?? false }

  /// The method without what it says of this one number: the method of all numbers of its kind.
  public var commonMethod: String? {
    method?.replacing("; " + RobustVariance.tooFew, with: "")
      .replacing(", " + MeanLimits.cut, with: "")
  }

  /// Whether it is the 1 of a reference.
  public var isReference: Bool { method == HazardRatios.reference }

  /// Whether its variance allows for units of one patient being alike.
  public var isRobust: Bool { method?.contains("robust") ?? false }
}
