public import Formulas
import Outcomes
import Statistics
public import Survival
public import Tables

/// Formula and table → a Fine-Gray model of one cause, and what else was asked for.
public struct FineGrayAnalysis: Sendable {
  /// What to model and to compute besides the fit.
  public struct Options: Sendable, Hashable {
    /// The cause of interest, as a value of the event column.
    public var cause: String?
    /// The value of the event column that means censored.
    public var censored: String?
    /// How to fit.
    public var model: FineGrayModel.Options
    /// The column of the groups that share a censoring distribution.
    public var censoringGroup: String?
    /// The column that names the subject of each row, where subjects have several.
    public var subject: String?
    /// Whether to give the baseline hazard.
    public var baseline: Bool
    /// Covariate values for which to predict the incidence, each `column=value,column=value`.
    public var predictions: [String]
    /// The times of the predictions.
    public var times: [Double]

    /// Makes options.
    public init(
      cause: String?, censored: String? = nil, model: FineGrayModel.Options = .init(),
      censoringGroup: String? = nil, subject: String? = nil, baseline: Bool = false,
      predictions: [String] = [], times: [Double] = []
    ) {
      self.cause = cause
      self.censored = censored
      self.model = model
      self.censoringGroup = censoringGroup
      self.subject = subject
      self.baseline = baseline
      self.predictions = predictions
      self.times = times
    }
  }

  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The cause of interest.
  public let cause: String
  /// The other causes.
  public let otherCauses: [String]
  /// The fit.
  public let model: FineGrayModel
  /// The names of the strata, in the order of their codes.
  public let strata: [String]
  /// What was asked for.
  public let options: Options
  /// The predicted incidence, one curve per request and stratum.
  public let predictions: [FineGrayPrediction]

  /// Reads the formula's columns and fits the model; `strata(...)`, `cluster(...)` and `offset(...)`
  /// are understood.
  public static func run(
    _ formula: Formula, on table: Table, references: [String: String] = [:],
    reading: RowReading = .init(), level: Double = 0.95, options: Options
  ) throws -> FineGrayAnalysis {
    var groupings: [String: String] = [:]
    groupings["censoring-group"] = options.censoringGroup
    groupings["id"] = options.subject
    let frame = try ModelFrame.build(
      formula, from: table,
      options: .init(
        references: references, weights: reading.weights, usesIntercept: .never,
        groupings: groupings, events: .causes(censored: options.censored),
        poolsTimes: reading.poolsTimes, supportedTerms: [.strata, .cluster, .offset],
        caller: "finegray"))
    guard let causes = frame.causes else {
      throw ModelFrameError.formula(
        FormulaError(
          formula: formula.text,
          issues: [
            .init(
              "finegray needs follow-up on the left of the formula", at: 0..<1,
              help: "write Surv(time, cause) ~ ...")
          ]))
    }
    let code = try code(of: options.cause, in: causes)
    let subjects = frame.groupings["id"]
    if let subjects { try SubjectCheck.check(causes, subjects, frame: frame, table: table) }
    let input = FineGrayInput(
      causes.outcomes, causes: causes.codes, cause: code, strata: frame.strata?.grouping,
      censoringGroups: frame.groupings["censoring-group"], subjects: subjects,
      weights: frame.weights, clusters: frame.clusters)
    var settings = options.model
    settings.weightKind = reading.weightKind
    let model = try FineGrayModel.fit(input, on: frame.design, options: settings)
    let name = causes.causes[Int(code) - 1]
    return FineGrayAnalysis(
      facts: EstimatorFacts(
        frame, n: model.observationCount,
        conventions: conventions(model, frame, causes, options: options)
          + reading.conventions(frame.pooling),
        convergence: model.convergence,
        diagnostics: reading.diagnostics(frame.pooling) + model.diagnostics),
      cause: name, otherCauses: causes.causes.filter { $0 != name }, model: model,
      strata: frame.strata?.labels.map(CoxAnalysis.name) ?? [], options: options,
      predictions: try FineGrayPrediction.curves(
        model, frame: frame, times: causes.outcomes.time, options: options, level: level))
  }

  /// The code of the cause asked for.
  private static func code(
    of cause: String?, in causes: CompetingCauses
  ) throws -> Int32 {
    let found =
      causes.causes.isEmpty
      ? "every row is censored (`\(causes.censored)`)"
      : "the causes are " + causes.causes.joined(separator: ", ") + ", and `\(causes.censored)` "
        + "means censored"
    guard let cause else {
      throw StudyError(reasons: ["say which cause to model with --cause: \(found)"])
    }
    let position =
      causes.causes.firstIndex(of: cause)
      ?? Double(cause).flatMap { number in causes.causes.firstIndex { Double($0) == number } }
    guard let position, let code = Int32(exactly: position + 1) else {
      throw StudyError(reasons: ["--cause \(cause): no row ends with it; \(found)"])
    }
    return code
  }

  private static func conventions(
    _ model: FineGrayModel, _ frame: ModelFrame, _ causes: CompetingCauses, options: Options
  ) -> [EstimatorFacts.Convention] {
    var weights =
      switch model.options.censoring {
      case .crr:
        "Kaplan-Meier of censoring, events at risk of a censoring at the same time, zero beyond "
          + "the last follow-up of the group (as cmprsk::crr)"
      case .finegray:
        "Kaplan-Meier of censoring, events before censorings at the same time (as "
          + "survival::finegray)"
      }
    if let column = options.censoringGroup {
      weights += ", for each \(column)"
    } else if frame.strata != nil {
      weights += ", for each stratum"
    }
    if model.isTruncated { weights += "; times the distribution of entry (Geskus 2011)" }
    let sum = frame.clusters != nil ? "clusters" : options.subject != nil ? "subjects" : "rows"
    let variance =
      switch model.options.variance {
      case .fineGray:
        "robust sandwich of Fine and Gray with the term of the estimated censoring distribution"
      case .knownWeights: "robust sandwich, weights after competing events taken as known"
      }
    return [
      .init("ties", model.options.ties.rawValue),
      .init("censoring", model.options.censoring.rawValue), .init("censoring_weights", weights),
      .init("variance", "\(variance), summed over \(sum)"),
      .init("censored", causes.censored), .init("baseline", "at covariates zero"),
      .init("predictions", "1 - exp(-cumulative hazard), limits on the log-log scale"),
    ]
  }
}
