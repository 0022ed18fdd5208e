public import Analyses
public import ArgumentParser
import Formulas
import Reports
public import Survival

extension TieMethod: ExpressibleByArgument {}
extension ProportionalHazardsTest.Transform: ExpressibleByArgument {}
extension CoxResiduals.Kind: ExpressibleByArgument {}

/// `cohort cox`.
struct CoxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cox",
    abstract: "Cox's proportional hazards model.",
    usage: "cohort cox DATA FORMULA [options]",
    discussion: """
      Example:
        cohort cox hips.csv 'Surv(months, lost) ~ cell_source + rcs(bmi, 3)'

      strata(centre) gives each centre its own baseline hazard; cluster(patient)
      makes the standard errors robust to several rows of one patient;
      Surv(start, stop, event) takes covariates that change over time;
      frailty(patient) estimates how much patients differ, by a gamma frailty;
      tt(age, log) lets an effect change with log time, tt(arm, after(12)) after 12.
      With competing causes in the event column, --cause 2 or Surv(time, end == 2)
      models the hazard of one of them; the others are censorings.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaOptions
  @OptionGroup var result: ResultOptions
  @OptionGroup var rows: RowOptions
  @Option(help: "The cause whose hazard to model, where the event column holds causes.")
  var cause: String?
  @Option(help: "With --cause, the value that means censored. (default: 0)") var censor: String?
  @Option(help: "The treatment of tied event times. (default: efron)") var ties: TieMethod?
  @OptionGroup var likelihood: CoxLikelihoodOptions
  @Flag(help: "Robust standard errors, every row its own cluster unless cluster() says otherwise.")
  var robust = false
  @Option(help: "The transform of time in the test of proportional hazards. (default: km)")
  var zph: ProportionalHazardsTest.Transform?
  @Flag(help: "Give the cumulative baseline hazard, at covariates zero.") var baseline = false
  @Option(
    help: ArgumentHelp(
      "Predict survival for these covariates; repeat for more.",
      valueName: "column=value,..."))
  var at: [String] = []
  @Option(
    help: ArgumentHelp(
      "The times of the predictions: numbers separated by commas.", valueName: "t,t,..."))
  var times: NumberList?
  @Option(
    help: ArgumentHelp(
      "Test what a smaller model leaves out: its formula, for the same rows and strata.",
      valueName: "formula"))
  var against: String?
  @Option(help: "Give residuals, in the order of the rows.") var residuals: CoxResiduals.Kind?
  @OptionGroup(title: "After the fit") var requests: CoxRequestOptions
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup(title: "Figure") var figure: FigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let compatibility = rows.compatibility
      let analysis = try CoxAnalysis.run(
        formula, on: input.table(telling: result), references: model.references(),
        reading: rows.reading(), cause: try causeChoice(), level: level.value,
        options: .init(
          model: .init(
            ties: ties ?? compatibility?.ties ?? .efron, penalty: try likelihood.penalty(),
            robust: robust,
            scalesRobustCovariance: compatibility?.scalesRobustCovariance ?? false),
          transform: zph ?? compatibility?.timeTransform ?? .kaplanMeier, baseline: baseline,
          predictions: at, times: times?.values ?? [], residuals: residuals,
          requests: requests.requests, interval: likelihood.interval, against: against))
      return try Rendition(analysis, level: level.value, figure: picture)
    }
  }

  private func causeChoice() throws -> CauseChoice? {
    if cause == nil, censor != nil {
      throw UsageError(message: "--censor goes with --cause, the cause whose hazard to model")
    }
    return cause.map { CauseChoice($0, censored: censor) }
  }
}
