import Analyses
public import ArgumentParser
import Formulas
import Reports
public import Survival

extension SurvivalInterval: ExpressibleByArgument {}
extension KaplanMeier.Variance: ExpressibleByArgument {}

/// `cohort km`.
struct KaplanMeierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "km",
    abstract: "Kaplan-Meier curves, medians and survival at chosen times.",
    usage: "cohort km DATA FORMULA [options]",
    discussion: """
      Example:
        cohort km hips.csv 'Surv(months, lost) ~ cell_source' --times 12,24

      Surv(start, stop, event) takes delayed entry; ~ 1 makes one curve.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaArgument
  @OptionGroup var result: ResultOptions
  @Option(
    help: ArgumentHelp(
      "Times at which to report the curve: numbers separated by commas.", valueName: "t,t,..."))
  var times: NumberList?
  @Option(name: .customLong("conf-type"), help: "The transform of the interval. (default: log)")
  var interval: SurvivalInterval?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup var rows: RowOptions
  @Option(help: "The variance of the curve.") var variance: KaplanMeier.Variance = .automatic

  func run() throws {
    try result.print {
      let formula = try Formula.parse(model.formula)
      let analysis = try KaplanMeierAnalysis.run(
        formula, on: input.table(telling: result),
        reading: rows.reading(), times: times?.values ?? [],
        options: KaplanMeier.Options(
          interval: interval ?? rows.compatibility?.interval ?? .log, level: level.value,
          variance: variance, quantileRule: rows.compatibility?.quantileRule ?? .midpoint))
      return Rendition(analysis)
    }
  }
}
