public import Statistics
public import Survival

/// What the likelihood of a Cox model says about each coefficient beside Wald's tests and intervals.
public struct CoxIntervals: Sendable {
  /// The kinds of intervals, by their names on the command line.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case wald, profile
  }

  /// Which intervals the result gives.
  public let kind: Kind
  /// The profile intervals, where they were asked for.
  public let profiles: [CoxModel.Profile]
  /// The likelihood ratio test of each coefficient, with profile intervals or Firth's penalty.
  public let tests: [HypothesisTest]

  init(_ model: CoxModel, kind: Kind, level: Double) throws(FitError) {
    guard kind == .wald || model.frailty == nil else {
      throw .invalidOption(
        name: "interval", value: kind.rawValue, expected: "wald with a frailty")
    }
    self.kind = kind
    profiles = kind == .profile ? model.profiles(level: level) : []
    tests =
      kind == .profile
      ? profiles.map(\.likelihoodRatio)
      : model.options.penalty == .firth ? model.likelihoodRatioTests() : []
  }

  /// What packages define in other ways.
  static func conventions(_ options: CoxModel.Options, kind: Kind) -> [EstimatorFacts.Convention] {
    var conventions: [EstimatorFacts.Convention] = []
    switch options.penalty {
    case .none: break
    case .firth:
      conventions.append(
        .init(
          "penalty",
          "Firth: half the log determinant of the information is added to every log-likelihood"))
    case .ridge(let theta):
      conventions.append(
        .init(
          "penalty",
          "ridge: theta/2 = \(theta / 2) times the sum of squared coefficients times the variance of "
            + "their covariate; the log-likelihood is given without it, tests have effective degrees "
            + "of freedom"))
    }
    if kind == .profile {
      conventions.append(
        .init("interval", "profile likelihood; statistic and p_value are Wald's"))
    }
    if options.ties.isExact {
      conventions.append(
        .init("residuals", "Breslow's at the exact estimates, and so are curves and tests on them"))
    }
    return conventions
  }

  /// What was asked for and has no meaning.
  func diagnostics(_ model: CoxModel) -> [Diagnostic] {
    guard kind == .profile, model.robustCovariance != nil else { return [] }
    return [
      Diagnostic(
        .optionIgnored, .warning,
        message:
          "Profile likelihood intervals and likelihood ratio tests know nothing of clusters or "
          + "sampling; the robust variance is in the standard errors and Wald tests alone.")
    ]
  }
}
