import Analyses
public import ArgumentParser
import Formulas
import Reports
public import Survival

extension HazardBasis.Shape: ExpressibleByArgument {}

/// `cohort icph`.
struct IntervalHazardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "icph",
    abstract: "Proportional hazards for interval-censored times, with a flexible baseline.",
    usage: "cohort icph DATA FORMULA [options]",
    discussion: """
      Example:
        cohort icph hips.csv \\
          'Surv(loss_lower, loss_upper, type = "interval2") ~ cell_source + age' \\
          --at age=60,cell_source=autologous --times 12,24 --tau 24

      The baseline hazard is constant between cuts, or a smooth spline. Surv(time,
      event) and Surv(start, stop, event) are taken too; --entry names a column of
      delayed entries. cluster(patient) makes the standard errors robust.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaOptions
  @OptionGroup var result: ResultOptions
  @OptionGroup var rows: RowOptions
  @Option(help: "The family of the baseline hazard.") var baseline: HazardBasis.Shape = .piecewise
  @Option(help: "The number of inner cuts or knots, at quantiles of the ends of the intervals.")
  var knots = 3
  @Option(
    help: ArgumentHelp(
      "The inner cuts or knots themselves: numbers separated by commas.", valueName: "t,t,..."))
  var cuts: NumberList?
  @Option(help: "A column with the time from which each row is followed.") var entry: String?
  @Flag(help: "Robust standard errors, every row its own cluster unless cluster() says otherwise.")
  var robust = false
  @Option(
    help: ArgumentHelp(
      "Predict survival for these covariates; repeat for more.", valueName: "column=value,..."))
  var at: [String] = []
  @Option(
    help: ArgumentHelp(
      "The times of the predictions: numbers separated by commas.", valueName: "t,t,..."))
  var times: NumberList?
  @Option(
    help: ArgumentHelp(
      "The end of the restricted mean. (default: the last time of the data)", valueName: "time"))
  var tau: Double?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup(title: "Figure") var figure: FigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let analysis = try IntervalHazardsAnalysis.run(
        formula, on: input.table(telling: result), references: model.references(),
        reading: rows.reading(), level: level.value,
        options: .init(
          model: .init(shape: baseline, knots: knots, cuts: cuts?.values, robust: robust),
          entry: entry, predictions: at, times: times?.values ?? [], horizon: tau))
      return try Rendition(analysis, level: level.value, figure: picture)
    }
  }
}
