import Analyses
public import ArgumentParser
import Formulas
public import Regression
import Reports

extension Link: ExpressibleByArgument {}

extension ExponentialFamily: ExpressibleByArgument {
  /// R spells `Gamma` with a capital; any spelling is read.
  public init?(argument: String) {
    self.init(rawValue: argument.lowercased())
  }
}

/// `cohort glm`.
struct GeneralizedLinearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glm",
    abstract: "A generalized linear model: logistic, Poisson, Gamma regression and others.",
    usage: "cohort glm DATA FORMULA [options]",
    discussion: """
      Example:
        cohort glm hips.csv 'responder ~ cell_source + age' --family binomial

      The default link is the usual one of the family: identity for gaussian,
      logit for binomial, log for poisson, inverse for Gamma.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaOptions
  @OptionGroup var result: ResultOptions
  @Option(help: "The family of the response.") var family: ExponentialFamily = .gaussian
  @Option(help: "The link of the mean; the family's usual one unless told.") var link: Link?
  @Option(help: "A column of prior weights; for binomial proportions, the numbers of trials.")
  var weights: String?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup(title: "Figure") var figure: FigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let analysis = try GeneralizedLinearAnalysis.run(
        formula, on: input.table(telling: result), family: family, link: link,
        references: model.references(), weights: weights)
      return try Rendition(analysis, level: level.value, figure: picture)
    }
  }
}
