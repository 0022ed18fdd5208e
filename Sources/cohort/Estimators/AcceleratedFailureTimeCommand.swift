public import Analyses
public import ArgumentParser
import Formulas
import Reports
import Survival

extension FailureTimeResiduals.Kind: ExpressibleByArgument {}

/// `cohort aft`.
struct AcceleratedFailureTimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aft",
    abstract: "Parametric models of failure times, censored in any way.",
    usage: "cohort aft DATA FORMULA [--distribution D] [options]",
    discussion: """
      Examples:
        cohort aft hips.csv 'Surv(months, lost) ~ cell_source' --times 12,24 --tau 24
        cohort aft hips.csv 'Surv(loss_lower, loss_upper, type = "interval2") ~ age' \\
          --distribution loglogistic --at age=60

      Surv(start, stop, event) takes delayed entry. strata(centre) gives each centre
      its own scale; cluster(patient) makes the standard errors robust to several
      rows of one patient. Without --at a model of one categorical covariate, or of
      none, is predicted for each group.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaOptions
  @OptionGroup var result: ResultOptions
  @OptionGroup var rows: RowOptions
  @Option(
    help: "exponential, weibull, lognormal, loglogistic, gaussian or logistic. (default: weibull)")
  var distribution: String = "weibull"
  @Option(help: "Fix the scale instead of estimating it.") var scale: Double?
  @Flag(help: "Robust standard errors, every row its own cluster unless cluster() says otherwise.")
  var robust = false
  @Option(
    help: ArgumentHelp(
      "Predict for these covariates; repeat for more.", valueName: "column=value,..."))
  var at: [String] = []
  @Option(
    help: ArgumentHelp(
      "Times at which to predict survival: numbers separated by commas.", valueName: "t,t,..."))
  var times: NumberList?
  @Option(
    help: ArgumentHelp(
      "Probabilities of the event whose times to predict. (default: 0.25,0.5,0.75)",
      valueName: "p,p,..."))
  var quantiles: NumberList?
  @Option(help: "Predict the mean time event-free up to this time.") var tau: Double?
  @Option(help: "Give residuals, in the order of the rows.")
  var residuals: FailureTimeResiduals.Kind?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup(title: "Figure") var figure: FigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let distribution = try self.chosenDistribution()
      try checkNumbers()
      let analysis = try AcceleratedFailureTimeAnalysis.run(
        formula, on: input.table(telling: result), references: model.references(),
        reading: rows.reading(), level: level.value,
        options: .init(
          model: .init(
            distribution: distribution, scale: scale, robust: robust,
            scalesRobustCovariance: rows.compatibility?.scalesRobustCovariance ?? false),
          predictions: at, times: times?.values ?? [],
          probabilities: quantiles?.values ?? [0.25, 0.5, 0.75], limit: tau, residuals: residuals))
      return try Rendition(analysis, level: level.value, figure: picture)
    }
  }

  private func chosenDistribution() throws -> FailureTimeDistribution {
    if let known = FailureTimeDistribution(rawValue: distribution) { return known }
    let names = FailureTimeDistribution.allCases.map(\.rawValue).joined(separator: ", ")
    let planned = ["gengamma", "gompertz"].contains(distribution)
    throw UsageError(
      message: "--distribution \(distribution): "
        + (planned ? "not offered yet; " : "") + "expected one of \(names)")
  }

  private func checkNumbers() throws {
    if let wrong = quantiles?.values.first(where: { !($0 > 0 && $0 < 1) }) {
      throw UsageError(
        message: "--quantiles \(wrong): expected probabilities between 0 and 1, such as 0.5")
    }
    if let wrong = times?.values.first(where: { $0 < 0 }) {
      throw UsageError(message: "--times \(wrong): expected times of 0 or more")
    }
    if let tau, !(tau > 0 && tau.isFinite) {
      throw UsageError(message: "--tau \(tau): expected a time above 0")
    }
  }
}
