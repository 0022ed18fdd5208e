import Analyses
public import ArgumentParser
import Formulas
import Reports
import Statistics
public import Survival

extension TurnbullCurve.Placement: ExpressibleByArgument {}

/// `cohort turnbull`.
struct TurnbullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "turnbull",
    abstract: "Event-free curves of interval-censored times, without a parametric family.",
    usage: "cohort turnbull DATA FORMULA [options]",
    discussion: """
      Example:
        cohort turnbull hips.csv \\
          'Surv(loss_lower, loss_upper, type = "interval2") ~ cell_source' \\
          --times 12,24 --bootstrap 1000

      The event came after lower and by upper; an empty upper bound means it was
      never seen, equal bounds that its time is known. cluster(patient) resamples
      patients rather than rows.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaArgument
  @OptionGroup var result: ResultOptions
  @OptionGroup var rows: RowOptions
  @OptionGroup var resampling: BootstrapOptions
  @Option(
    help: ArgumentHelp(
      "Times at which to report the curve: numbers separated by commas.", valueName: "t,t,..."))
  var times: NumberList?
  @Option(
    help: ArgumentHelp(
      "The end of the restricted mean. (default: the last time every curve is known)",
      valueName: "time"))
  var tau: Double?
  @Option(help: "Where in its interval an estimate takes the mass to lie.")
  var placement: TurnbullCurve.Placement = .midpoint
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup(title: "Figure") var figure: CurveFigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let analysis = try TurnbullAnalysis.run(
        formula, on: input.table(telling: result), reading: rows.reading(),
        options: .init(
          times: times?.values ?? [], horizon: tau, placement: placement, level: level.value,
          bootstrap: try resampling.options()))
      return try Rendition(analysis, figure: picture)
    }
  }
}
