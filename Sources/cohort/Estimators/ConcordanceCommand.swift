import Analyses
import ArgumentParser
import Formulas
import Reports
import Survival

/// `cohort concordance`.
struct ConcordanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concordance",
    abstract: "How well scores rank the times to an event: Harrell's and Uno's C.",
    usage: "cohort concordance DATA FORMULA [options]",
    discussion: """
      Example:
        cohort concordance hips.csv 'Surv(months, lost) ~ score1 + score2' --method uno

      Each score on the right is taken by itself, and their differences have standard
      errors that know they were measured on the same rows. A higher score is taken to
      mean an earlier event, unless --reverse is given.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaArgument
  @OptionGroup var result: ResultOptions
  @OptionGroup var rows: RowOptions
  @Option(help: "What the pairs of an event count.") var method = ConcordanceName(.pairs)
  @Option(help: "Events after this time do not count.") var tau: Double?
  @Flag(help: "A higher score means a later event.") var reverse = false
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)

  func run() throws {
    try result.print {
      let formula = try Formula.parse(model.formula)
      let analysis = try ConcordanceAnalysis.run(
        formula, on: input.table(telling: result), reading: rows.reading(),
        options: .init(timeWeight: method.timeWeight, tau: tau, reverse: reverse))
      return Rendition(analysis, level: level.value)
    }
  }
}
