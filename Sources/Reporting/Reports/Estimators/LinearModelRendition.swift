public import Analyses
import Documents
import LinearAlgebra
import Regression
import Statistics

extension Rendition {
  /// A linear model in the three forms, with a forest where one is asked for.
  public init(
    _ analysis: LinearModelAnalysis, level: Double, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let model = analysis.model
    let heading = EstimatorHeading(model: "lm", title: "Linear model", facts: analysis.facts)
    let terms = CoefficientTerms(model, columns: model.design.columns, level: level)
    let test = model.overallTest
    let members: [JSONValue.Member] = [
      .init("terms", terms.json), .init("covariance", model.covariance.json),
      .init("sigma", .number(model.sigma)),
      .init("df_residual", .integer(model.residualDegreesOfFreedom)),
      .init("r_squared", .number(model.rSquared)),
      .init("adj_r_squared", .number(model.adjustedRSquared)),
      .init(
        "f",
        [
          "statistic": .optional(test?.statistic), "df1": .optional(test?.degreesOfFreedom),
          "df2": .optional(test?.denominatorDegreesOfFreedom), "p_value": .optional(test?.pValue),
        ]),
      .init("log_likelihood", .number(model.logLikelihood)), .init("aic", .number(model.aic)),
      .init("bic", .number(model.bic)),
    ]
    var fit =
      "Residual standard deviation \(CoefficientTerms.significant(model.sigma)) on "
      + "\(model.residualDegreesOfFreedom) degrees of freedom; R² "
      + "\(CoefficientTerms.significant(model.rSquared)), adjusted "
      + "\(CoefficientTerms.significant(model.adjustedRSquared))"
    if let test, !test.statistic.isNaN {
      fit +=
        "; F \(CoefficientTerms.significant(test.statistic)) on "
        + "\(CoefficientTerms.plain(test.degreesOfFreedom)) and "
        + "\(CoefficientTerms.plain(test.denominatorDegreesOfFreedom ?? .nan)) degrees of "
        + "freedom, \(PValueStyle().equation(test.pValue))"
    }
    self = try Rendition(heading, members: members, terms: terms, fit: fit + ".").illustrated(
      by: terms, analysis.facts, model: "Linear model", at: figure)
  }
}

extension Matrix {
  /// The rows as arrays of numbers.
  var json: JSONValue {
    .array((0..<rowCount).map { row in .numbers((0..<columnCount).map { self[row, $0] }) })
  }
}
