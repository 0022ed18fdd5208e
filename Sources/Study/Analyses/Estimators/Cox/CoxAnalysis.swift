public import Formulas
import Outcomes
import Statistics
public import Survival
public import Tables

/// Formula and table → a Cox model, its test of proportional hazards, and what else was asked for.
public struct CoxAnalysis: Sendable {
  /// What to compute besides the fit.
  public struct Options: Sendable, Hashable {
    /// How to fit.
    public var model: CoxModel.Options
    /// The transform of time in the test of proportional hazards.
    public var transform: ProportionalHazardsTest.Transform
    /// Whether to give the baseline hazard.
    public var baseline: Bool
    /// Covariate values for which to predict survival, each `column=value,column=value`.
    public var predictions: [String]
    /// The times of the predictions.
    public var times: [Double]
    /// The residuals to give.
    public var residuals: CoxResiduals.Kind?
    /// What else to make of the fit.
    public var requests: CoxRequests
    /// The kind of confidence intervals.
    public var interval: CoxIntervals.Kind
    /// The formula of a smaller model to compare with.
    public var against: String?

    /// Makes options.
    public init(
      model: CoxModel.Options = .init(),
      transform: ProportionalHazardsTest.Transform = .kaplanMeier,
      baseline: Bool = false, predictions: [String] = [], times: [Double] = [],
      residuals: CoxResiduals.Kind? = nil, requests: CoxRequests = .init(),
      interval: CoxIntervals.Kind = .wald, against: String? = nil
    ) {
      self.model = model
      self.transform = transform
      self.baseline = baseline
      self.predictions = predictions
      self.times = times
      self.residuals = residuals
      self.requests = requests
      self.interval = interval
      self.against = against
    }
  }

  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The fit.
  public let model: CoxModel
  /// The frailty, with `frailty(...)`.
  public let frailty: CoxFrailty?
  /// The test of proportional hazards; `nil` where it is not defined.
  public let proportionality: ProportionalHazardsTest?
  /// The names of the strata, in the order of their codes.
  public let strata: [String]
  /// What was asked for.
  public let options: Options
  /// The predicted survival, one curve per request and stratum.
  public let predictions: [CoxPrediction]
  /// The residuals, where asked for.
  public let residuals: CoxResiduals?
  /// What else was made of the fit.
  public let findings: CoxFindings
  /// What the likelihood says about each coefficient.
  public let intervals: CoxIntervals
  /// The comparison with a smaller model, where asked for.
  public let comparison: CoxComparison?
  /// The rows, design and outcome it was fitted to.
  let frame: ModelFrame

  /// Reads the formula's columns and fits the model; `strata(...)`, `cluster(...)`, `frailty(...)`,
  /// `tt(...)` and `offset(...)` are understood.
  public static func run(
    _ formula: Formula, on table: Table, references: [String: String] = [:],
    reading: RowReading = .init(), cluster: String? = nil, cause: CauseChoice? = nil,
    level: Double = 0.95, options: Options = .init()
  ) throws -> CoxAnalysis {
    func build(_ formula: Formula) throws -> ModelFrame {
      try ModelFrame.build(
        formula, from: table,
        options: .init(
          references: references, weights: reading.weights, usesIntercept: .never,
          cluster: cluster, events: cause?.events ?? .indicator, poolsTimes: reading.poolsTimes,
          supportedTerms: [.strata, .cluster, .offset, .frailty, .timeVarying], caller: "cox"))
    }
    let frame = try build(formula)
    guard case .survival(let followUp, _, _) = frame.response else {
      throw ModelFrameError.formula(
        FormulaError(
          formula: formula.text,
          issues: [
            .init(
              "cox needs follow-up on the left of the formula", at: 0..<1,
              help: "write Surv(time, event) ~ ...")
          ]))
    }
    let outcomes = try cause.flatMap { choice in try frame.causes.map(choice.outcomes) } ?? followUp
    try CoxFrailty.check(frame, options)
    try CoxTimeFunctions.check(frame, options)
    var settings = options.model
    settings.weightKind = reading.weightKind
    settings.frailtyLevel = level
    func fit(_ frame: ModelFrame) throws -> CoxModel {
      try CoxModel.fit(
        outcomes, on: frame.design, strata: frame.strata?.grouping, weights: frame.weights,
        clusters: frame.clusters, frailty: frame.frailty?.grouping,
        timeFunctions: frame.timeFunctions, options: settings)
    }
    let model = try fit(frame)
    let comparison = try options.against.map {
      try CoxComparison($0, larger: model, frame, build: build, fit: fit)
    }
    let hasTimes = !frame.timeFunctions.isEmpty
    let frailty = CoxFrailty(model, frame)
    let strata = frame.strata?.labels.map(Self.name) ?? []
    let predictions = try CoxPrediction.curves(
      model, frame: frame, times: outcomes.time, options: options, level: level)
    let findings = try CoxFindings(model, frame, table, options: options)
    let intervals = try CoxIntervals(model, kind: options.interval, level: level)
    let proportionality =
      frailty == nil && !hasTimes ? model.proportionalHazardsTest(options.transform) : nil
    let isRobust = model.robustCovariance != nil
    return CoxAnalysis(
      facts: EstimatorFacts(
        frame, n: model.observationCount,
        conventions: [
          .init("ties", options.model.ties.rawValue),
          .init(
            "variance",
            isRobust
              ? "robust sandwich, summed over \(frame.clusters == nil ? "rows" : "clusters")"
                + (settings.scalesRobustCovariance ? ", times m/(m - 1)" : "")
              : frailty == nil ? "inverse information" : CoxFrailty.variance),
          .init("baseline", "at covariates zero"),
          .init(
            "proportional_hazards",
            hasTimes
              ? CoxTimeFunctions.proportionality
              : frailty == nil
                ? "score test against \(options.transform.rawValue) time"
                : "no test: not defined with a frailty"),
          .init(
            "concordance",
            hasTimes
              ? "none: not defined with tt(...)"
              : options.requests.concordanceWords + (frailty == nil ? "" : ", frailties included")),
        ] + (frailty == nil ? [] : CoxFrailty.conventions)
          + (hasTimes ? [CoxTimeFunctions.convention] : []) + CoxFindings.conventions(options)
          + CoxIntervals.conventions(settings, kind: options.interval)
          + (cause.map { [$0.convention] } ?? []) + reading.conventions(frame.pooling),
        convergence: model.convergence,
        diagnostics: reading.diagnostics(frame.pooling) + model.diagnostics
          + CoxFrailty.diagnostics(frame, kind: settings.weightKind) + findings.diagnostics
          + intervals.diagnostics(model) + absences(proportionality, outcomes)
          + (cause?.diagnostics(predicts: !predictions.isEmpty) ?? [])),
      model: model, frailty: frailty,
      proportionality: proportionality,
      strata: strata, options: options, predictions: predictions,
      residuals: options.residuals.map { CoxResiduals(model, kind: $0) }, findings: findings,
      intervals: intervals, comparison: comparison, frame: frame)
  }

  /// Why there is no test of proportional hazards.
  private static func absences(
    _ test: ProportionalHazardsTest?, _ outcomes: SurvivalOutcomes
  ) -> [Diagnostic] {
    guard let test, test.transform == .log, test.global.statistic.isNaN,
      zip(outcomes.time, outcomes.isEvent).contains(where: { $0 <= 0 && $1 })
    else { return [] }
    return [
      Diagnostic(
        .notEstimable, .warning,
        message: "An event at time 0 has no logarithm, so there is no test of proportional hazards "
          + "against log time; ask for --zph km, rank or identity.")
    ]
  }

  /// The name of a stratum: `centre=2, sex=male`.
  static func name(_ label: [LevelOf]) -> String {
    label.map { "\($0.column)=\($0.level)" }.joined(separator: ", ")
  }
}
