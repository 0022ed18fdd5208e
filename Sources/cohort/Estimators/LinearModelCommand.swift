import Analyses
import ArgumentParser
import Formulas
import Reports

/// `cohort lm`.
struct LinearModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lm",
    abstract: "A linear model by least squares.",
    usage: "cohort lm DATA FORMULA [options]",
    discussion: """
      Example:
        cohort lm visits.csv 'change ~ cell_source + rcs(bmi, 3) + baseline'
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaOptions
  @OptionGroup var result: ResultOptions
  @Option(help: "A column of prior weights.") var weights: String?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @Option(
    help: ArgumentHelp(
      "Print coefficients and standard errors with so many significant digits, 4 to 17.",
      valueName: "n"))
  var digits: Int?
  @OptionGroup(title: "Figure") var figure: FigureOptions

  func run() throws {
    try result.print {
      if let digits, !(4...17).contains(digits) {
        throw UsageError(message: "--digits \(digits): expected a whole number from 4 to 17")
      }
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let analysis = try LinearModelAnalysis.run(
        formula, on: input.table(telling: result), references: model.references(),
        weights: weights)
      return try Rendition(analysis, level: level.value, digits: digits, figure: picture)
    }
  }
}
