import Analyses
import ArgumentParser
import Formulas
import Regression
import Reports

/// `cohort glm`.
struct GeneralizedLinearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glm",
    abstract: "A generalized linear model: logistic, Poisson, Gamma regression and others.",
    discussion: """
      Example:
        cohort glm hips.csv 'responder ~ cell_source + kl_grade + age' --family binomial

      The default link is the usual one of the family: identity for gaussian, logit for binomial,
      log for poisson, inverse for Gamma.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaOptions
  @OptionGroup var result: ResultOptions
  @Option(help: "gaussian, binomial, poisson or Gamma.") var family: String
  @Option(help: "identity, log, logit, probit, cloglog, inverse or sqrt.") var link: String?
  @Option(help: "A column of prior weights; for binomial proportions, the numbers of trials.")
  var weights: String?
  @Option(name: .customLong("conf-level"), help: "The confidence level.")
  var level = ConfidenceLevel(0.95)

  func run() throws {
    try result.print {
      let formula = try Formula.parse(model.formula)
      let analysis = try GeneralizedLinearAnalysis.run(
        formula, on: input.table(telling: result), family: family, link: link,
        references: model.references(), weights: weights)
      return Rendition(analysis, level: level.value)
    }
  }
}
