import Analyses
public import ArgumentParser
import Formulas
import Reports
public import Survival

extension PseudoValues.Jackknife: ExpressibleByArgument {}

/// `cohort rmst`.
struct RestrictedMeanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rmst",
    abstract: "Restricted mean survival times, with differences and ratios between groups.",
    usage: "cohort rmst DATA FORMULA [--tau T] [options]",
    discussion: """
      Example:
        cohort rmst hips.csv 'Surv(months, lost) ~ cell_source' --tau 24

      Without --tau the mean goes up to the smallest of the groups' last times.
      cluster(patient) in the formula makes the variance robust.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaArgument
  @OptionGroup var result: ResultOptions
  @Option(help: "The time up to which the mean goes.") var tau: Double?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup var rows: RowOptions
  @Option(help: "The variance of the means.") var variance: KaplanMeier.Variance = .automatic
  @Flag(help: "Add a pseudo-value for every row of the file to the JSON.") var pseudo = false
  @Option(help: "How pseudo-values are found.")
  var jackknife: PseudoValues.Jackknife = .infinitesimal

  func run() throws {
    try result.print {
      let formula = try Formula.parse(model.formula)
      let analysis = try RestrictedMeanAnalysis.run(
        formula, on: input.table(telling: result), reading: rows.reading(),
        options: .init(tau: tau, level: level.value, variance: variance),
        pseudoValues: pseudo ? jackknife : nil)
      return Rendition(analysis)
    }
  }
}
