import Analyses
public import ArgumentParser
import Formulas
import Reports
public import Survival

extension AalenJohansen.Variance: ExpressibleByArgument {}

/// `cohort cuminc`.
struct IncidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cuminc",
    abstract: "Cumulative incidence of competing events, with Gray's tests.",
    usage: "cohort cuminc DATA FORMULA [options]",
    discussion: """
      Example:
        cohort cuminc hips.csv 'Surv(months, end) ~ cell_source' --times 12,24 --tau 24

      The event column holds the causes, as numbers or words; 0, or the value of
      --censor, means censored. ~ 1 makes one set of curves; Surv(start, stop, cause)
      takes delayed entry; cluster(patient) makes the variance a jackknife over
      patients; strata(centre) stratifies the tests.
      A regression for the hazard of one cause: cohort cox --cause.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaArgument
  @OptionGroup var result: ResultOptions
  @Option(help: "The value of the event column that means censored. (default: 0)")
  var censor: String?
  @Option(
    help: ArgumentHelp(
      "Times at which to report the curves: numbers separated by commas.", valueName: "t,t,..."))
  var times: NumberList?
  @Option(help: "A time up to which to give the mean time lost to each cause.") var tau: Double?
  @Option(name: .customLong("conf-type"), help: "The transform of the interval. (default: log)")
  var interval: SurvivalInterval?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup var rows: RowOptions
  @Option(
    help: """
      The variance: delta and jackknife as R's survfit, aalen as cmprsk's cuminc. automatic: the \
      jackknife with clusters, weights or delayed entry, else delta, which then is the same.
      """)
  var variance: AalenJohansen.Variance = .automatic
  @Option(help: "The power of 1 - F in Gray's weight; above 0 it weights early events.")
  var rho = 0.0
  @Flag(help: "Test each pair of groups.") var pairwise = false
  @Option(help: "How to adjust the p-values of pairs.") var adjust: MultiplicityAdjustment = .holm
  @OptionGroup(title: "Figure") var figure: CurveFigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let analysis = try IncidenceAnalysis.run(
        formula, on: input.table(telling: result), reading: rows.reading(),
        options: .init(
          curves: .init(
            interval: interval ?? rows.compatibility?.interval ?? .log, level: level.value,
            variance: variance, horizon: tau),
          tests: .init(rho: rho, pairwise: pairwise ? adjust : nil), times: times?.values ?? [],
          censored: censor))
      return try Rendition(analysis, figure: picture)
    }
  }
}
