public import Statistics
public import Survival

/// What to make of a fitted Cox model besides its coefficients.
public struct CoxRequests: Sendable, Hashable {
  /// The variables to standardise for, each `column` or `column=value,value`.
  public var standardise: [String]
  /// What the variance of standardised curves takes the covariates to be.
  public var covariates: StandardisedSurvival.Covariates
  /// The end of restricted means.
  public var tau: Double?
  /// What the pairs of an event count for the concordance.
  public var timeWeight: Concordance.TimeWeight
  /// The time after which events do not count for the concordance.
  public var concordanceTau: Double?
  /// The scale of the intervals of survival probabilities.
  public var interval: SurvivalInterval
  /// The bootstrap; none with no replicates.
  public var bootstrap: Resampling.Options

  /// Makes requests.
  public init(
    standardise: [String] = [], covariates: StandardisedSurvival.Covariates = .sampled,
    tau: Double? = nil, timeWeight: Concordance.TimeWeight = .pairs, concordanceTau: Double? = nil,
    interval: SurvivalInterval = .log, bootstrap: Resampling.Options = .init()
  ) {
    self.standardise = standardise
    self.covariates = covariates
    self.tau = tau
    self.timeWeight = timeWeight
    self.concordanceTau = concordanceTau
    self.interval = interval
    self.bootstrap = bootstrap
  }
}

extension CoxRequests {
  /// How the concordance counts pairs, in words.
  var concordanceWords: String {
    let cut = concordanceTau.map { ", events up to \($0)" } ?? ""
    return timeWeight == .pairs ? "within strata" + cut : "within strata; \(timeWeight.words)\(cut)"
  }
}

extension Concordance.TimeWeight {
  /// The name of the concordance in words.
  public var words: String {
    switch self {
    case .pairs: "Harrell's, every pair counts one"
    case .uno: "Uno's, pairs weigh 1/G² of the event's time"
    case .survival: "pairs weigh S/n of the event's time"
    case .survivalOverCensoring: "pairs weigh S/(Gn) of the event's time"
    case .information: "pairs weigh 1/n of the event's time"
    }
  }
}
