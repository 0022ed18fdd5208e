import Cohorts
public import Formulas
import Outcomes
import Statistics
public import Survival
public import Tables

/// Formula and table → an accelerated failure time model, and what it predicts.
public struct AcceleratedFailureTimeAnalysis: Sendable {
  /// What to compute besides the fit.
  public struct Options: Sendable, Hashable {
    /// How to fit.
    public var model: AcceleratedFailureTimeModel.Options
    /// Covariate values for which to predict, each `column=value,column=value`.
    public var predictions: [String]
    /// The times at which to predict survival.
    public var times: [Double]
    /// The probabilities whose quantiles to predict.
    public var probabilities: [Double]
    /// The limit of the restricted mean.
    public var limit: Double?
    /// The residuals to give.
    public var residuals: FailureTimeResiduals.Kind?

    /// Makes options.
    public init(
      model: AcceleratedFailureTimeModel.Options = .init(), predictions: [String] = [],
      times: [Double] = [], probabilities: [Double] = [0.25, 0.5, 0.75], limit: Double? = nil,
      residuals: FailureTimeResiduals.Kind? = nil
    ) {
      self.model = model
      self.predictions = predictions
      self.times = times
      self.probabilities = probabilities
      self.limit = limit
      self.residuals = residuals
    }
  }

  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The fit.
  public let model: AcceleratedFailureTimeModel
  /// The names of the strata, in the order of their codes.
  public let strata: [String]
  /// What was asked for.
  public let options: Options
  /// What is predicted for the covariates asked for, one entry per request and stratum.
  public let predictions: [FailureTimePrediction]
  /// What is predicted for each group, where the covariates only cut the rows into groups.
  public let groups: [FailureTimeGroup]
  /// The residuals, where asked for.
  public let residuals: FailureTimeResiduals?

  /// Reads the formula's columns and fits the model; `strata(...)`, `cluster(...)` and `offset(...)`
  /// are understood.
  public static func run(
    _ formula: Formula, on table: Table, references: [String: String] = [:],
    reading: RowReading = .init(), level: Double = 0.95, options: Options = .init()
  ) throws -> AcceleratedFailureTimeAnalysis {
    let frame = try ModelFrame.build(
      formula, from: table,
      options: .init(
        references: references, weights: reading.weights, poolsTimes: reading.poolsTimes,
        supportedTerms: [.strata, .cluster, .offset], caller: "aft"))
    let times = try failures(of: frame, options.model.distribution)
    if frame.strata != nil, options.model.scale ?? options.model.distribution.fixedScale != nil {
      throw FitError.invalidOption(
        name: "scale", value: "\(options.model.scale ?? 1)",
        expected: "none with strata(...), which gives each stratum a scale of its own to estimate; "
          + "leave out strata(...) or the fixed scale (the exponential distribution has one)")
    }
    var settings = options.model
    settings.weightKind = reading.weightKind
    let model: AcceleratedFailureTimeModel
    do throws(FitError) {
      model = try AcceleratedFailureTimeModel.fit(
        times, on: frame.design, strata: frame.strata?.grouping, weights: frame.weights,
        clusters: frame.clusters, options: settings)
    } catch { throw frame.placedTime(error, in: table) }
    return AcceleratedFailureTimeAnalysis(
      facts: EstimatorFacts(
        frame, n: model.observationCount,
        conventions: conventions(model, frame, options) + reading.conventions(frame.pooling),
        convergence: model.convergence,
        diagnostics: reading.diagnostics(frame.pooling) + model.diagnostics),
      model: model, strata: frame.strata?.labels.map(CoxAnalysis.name) ?? [], options: options,
      predictions: try FailureTimePrediction.all(model, frame, options.predictions),
      groups: options.predictions.isEmpty ? FailureTimeGroup.all(model, frame, times) : [],
      residuals: options.residuals.map { FailureTimeResiduals(model, kind: $0) })
  }

  /// The times on the left of the formula.
  private static func failures(
    of frame: ModelFrame, _ distribution: FailureTimeDistribution
  ) throws -> FailureTimes {
    if let intervals = frame.intervals {
      // On a scale without an end, a bound that was typed as 0 is a bound.
      return FailureTimes(
        lower: zip(intervals.lower, intervals.hasNoLower).map { lower, isEmpty in
          isEmpty ? -.infinity : lower
        }, upper: intervals.upper)
    }
    if case .survival(let outcomes, _, _) = frame.response { return FailureTimes(outcomes) }
    throw ModelFrameError.formula(
      FormulaError(
        formula: frame.formula.text,
        issues: [
          .init(
            "aft needs follow-up on the left of the formula", at: 0..<1,
            help: "write Surv(time, event) ~ ... or Surv(lower, upper, type = \"interval2\") ~ ...")
        ]))
  }

  private static func conventions(
    _ model: AcceleratedFailureTimeModel, _ frame: ModelFrame, _ options: Options
  ) -> [EstimatorFacts.Convention] {
    let isLog = options.model.distribution.isOnLogTime
    let isRobust = model.fullRobustCovariance != nil
    var conventions: [EstimatorFacts.Convention] = [
      .init(
        "parameters",
        isLog
          ? "log T = x'beta + scale * error, as R's survreg; exp(beta) is a ratio of times"
            + (options.model.distribution.hasProportionalHazards
              ? ", the Weibull shape is 1/scale and a hazard ratio exp(-beta/scale)" : "")
          : "T = x'beta + scale * error"),
      .init(
        "log_likelihood", isLog ? "of the times, not of their logarithms" : "of the times"),
      .init(
        "variance",
        isRobust
          ? "robust sandwich of the scores, summed over "
            + (frame.clusters == nil ? "rows" : "clusters")
            + (options.model.scalesRobustCovariance ? ", times m/(m - 1)" : "")
          : "inverse observed information"),
      .init(
        "prediction_intervals",
        "delta method; survival on the scale of the linear predictor, quantiles on "
          + "\(isLog ? "log time" : "the time scale"), restricted means as they are; standard "
          + "errors are those of the estimate itself"),
    ]
    if frame.intervals != nil {
      conventions.append(
        .init(
          "intervals",
          "(lower, upper], exact where both are equal; "
            + (isLog
              ? "an empty or zero lower bound is left-censored"
              : "an empty lower bound is left-censored, a zero is a bound")))
    }
    if case .survival(let outcomes, _, _) = frame.response, outcomes.entry != nil {
      conventions.append(
        .init(
          "entry",
          "left truncation: given no event until the start of each row; a start of 0 is none"))
    }
    if let kind = options.residuals { conventions.append(.init("residuals", kind.words)) }
    return conventions
  }
}

extension ModelFrame {
  /// A time the model cannot use as a fault of the file, with the line and the column it stands in.
  fileprivate func placedTime(_ error: FitError, in table: Table) -> any Error {
    guard case .responseOutOfRange(let expected, let row, let value) = error else { return error }
    let parts = formula.responseExpression.parts
    // Of Surv(start, stop, event) the stop.
    guard let part = parts.count == 3 ? parts[1] : parts.first else { return error }
    let tableRow = rows.map { Int($0[row]) } ?? row
    let name = part.names.first?.name
    let column = table.columns.firstIndex { $0.name == name }
    return ModelFrameError.data([
      TableProblem(
        .error, source: table.source, line: table.lines[tableRow],
        columnNumber: column.map { $0 + 1 }, columnName: name, found: Stratifier.text(value),
        message: "the time `\(part.label)` is \(Stratifier.text(value)); expected \(expected)",
        help: "or choose --distribution gaussian or logistic, which take any time")
    ])
  }
}
