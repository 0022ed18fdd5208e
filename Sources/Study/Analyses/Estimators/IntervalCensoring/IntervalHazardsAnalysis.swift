public import Formulas
import Outcomes
import Statistics
public import Survival
public import Tables

/// Formula and table → a proportional hazards model of interval-censored times, with predictions.
public struct IntervalHazardsAnalysis: Sendable {
  /// What to compute.
  public struct Options: Sendable, Hashable {
    /// How to fit.
    public var model: IntervalHazardModel.Options
    /// The column of delayed entries.
    public var entry: String?
    /// Covariate values for which to predict, each `column=value,column=value`; without any, every
    /// combination in the data where there are few.
    public var predictions: [String]
    /// The times of the predictions.
    public var times: [Double]
    /// The end of the restricted mean; by default the last time of the data.
    public var horizon: Double?

    /// Makes options.
    public init(
      model: IntervalHazardModel.Options = .init(), entry: String? = nil,
      predictions: [String] = [], times: [Double] = [], horizon: Double? = nil
    ) {
      self.model = model
      self.entry = entry
      self.predictions = predictions
      self.times = times
      self.horizon = horizon
    }
  }

  /// What is predicted for one set of covariates.
  public struct Prediction: Sendable {
    /// The covariates, `column=value,column=value`.
    public let at: String
    /// Survival at the times asked for.
    public let survival: [IntervalHazardModel.Prediction]
    /// The quartiles of the time.
    public let quantiles: [IntervalHazardModel.Prediction]
    /// The restricted mean.
    public let restrictedMean: IntervalHazardModel.Prediction
  }

  /// The proportions whose quantiles are given.
  public static let probabilities = [0.25, 0.5, 0.75]

  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The fit.
  public let model: IntervalHazardModel
  /// The number of rows by what is known of their time.
  public let counts: IntervalCounts
  /// The predictions.
  public let predictions: [Prediction]
  /// The end of the restricted means.
  public let horizon: Double
  /// What was asked for.
  public let options: Options

  /// Reads the formula's columns and fits the model; `cluster(...)` and `offset(...)` are understood.
  public static func run(
    _ formula: Formula, on table: Table, references: [String: String] = [:],
    reading: RowReading = .init(), level: Double = 0.95, options: Options = .init()
  ) throws -> IntervalHazardsAnalysis {
    let frame = try ModelFrame.build(
      formula, from: table,
      options: .init(
        references: references, weights: reading.weights, usesIntercept: .never,
        poolsTimes: reading.poolsTimes, supportedTerms: [.cluster, .offset], caller: "icph"))
    let data = try IntervalHazardReading(frame: frame, table: table).data(entry: options.entry)
    guard frame.weights.map({ $0.contains { $0 > 0 } }) ?? true else {
      throw StudyError(reasons: ["no row has a weight above 0; mend the weights"])
    }
    var settings = options.model
    settings.weightKind = reading.weightKind
    let model = try IntervalHazardModel.fit(
      data, on: frame.design, weights: frame.weights, clusters: frame.clusters, options: settings)
    let last = model.baseline.basis.end
    guard options.horizon.map({ $0 > 0 }) ?? true else {
      throw FitError.invalidOption(
        name: "tau", value: "\(options.horizon ?? 0)", expected: "a time above 0")
    }
    let horizon = options.horizon ?? last
    let patterns = try CovariatePatterns(frame: frame, table: table, asked: options.predictions)
    let predictions = try patterns.settings.map { setting in
      let curves = model.curves(
        for: try frame.encoding.design(at: [setting.values]), level: level)
      guard let curve = curves.first else { throw StudyError(reasons: ["--at \(setting.text)"]) }
      return Prediction(
        at: setting.text, survival: options.times.map(curve.survival),
        quantiles: probabilities.map(curve.quantile),
        restrictedMean: curve.restrictedMean(to: horizon))
    }
    return IntervalHazardsAnalysis(
      facts: EstimatorFacts(
        frame, n: model.observationCount,
        conventions: conventions(model, frame, options) + reading.conventions(frame.pooling),
        convergence: model.convergence,
        diagnostics: reading.diagnostics(frame.pooling) + model.diagnostics
          + diagnostics(predictions, patterns, options, horizon: horizon, last: last)),
      model: model,
      counts: IntervalCounts(data.outcomes, weights: frame.weights, kind: reading.weightKind),
      predictions: predictions, horizon: horizon, options: options)
  }
}
