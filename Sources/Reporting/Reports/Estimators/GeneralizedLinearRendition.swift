public import Analyses
import Documents
import LinearAlgebra
import Regression
import Statistics

extension Rendition {
  /// A generalized linear model in the three forms, with a forest where one is asked for.
  public init(
    _ analysis: GeneralizedLinearAnalysis, level: Double, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let model = analysis.model
    let heading = EstimatorHeading(
      model: "glm",
      title: "Generalized linear model: \(model.family.rawValue), \(model.link.rawValue) link",
      facts: analysis.facts)
    let terms = CoefficientTerms(model, columns: model.design.columns, level: level)
    let members: [JSONValue.Member] = [
      .init("family", .string(model.family.rawValue)), .init("link", .string(model.link.rawValue)),
      .init("terms", terms.json), .init("covariance", model.covariance.json),
      .init(
        "deviance",
        ["null": .number(model.nullDeviance), "residual": .number(model.deviance)]),
      .init(
        "df",
        [
          "null": .integer(model.nullDegreesOfFreedom),
          "residual": .integer(model.residualDegreesOfFreedom),
        ]),
      .init("dispersion", .number(model.dispersion)),
      .init("log_likelihood", .number(model.logLikelihood)), .init("aic", .number(model.aic)),
      .init("bic", .number(model.bic)),
    ]
    let fit =
      "Deviance \(CoefficientTerms.significant(model.deviance)) on "
      + "\(model.residualDegreesOfFreedom) degrees of freedom (null "
      + "\(CoefficientTerms.significant(model.nullDeviance)) on \(model.nullDegreesOfFreedom)); "
      + "dispersion \(CoefficientTerms.significant(model.dispersion)); AIC "
      + "\(CoefficientTerms.significant(model.aic))."
    self = try Rendition(heading, members: members, terms: terms, fit: fit).illustrated(
      by: terms, analysis.facts,
      model: "Generalized linear model (\(model.family.rawValue), \(model.link.rawValue) link)",
      at: figure)
  }
}
