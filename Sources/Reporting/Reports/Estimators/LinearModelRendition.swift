public import Analyses
import Documents
import LinearAlgebra
import Regression
import Statistics

extension Rendition {
  /// A linear model in the three forms, with a forest where one is asked for.
  ///
  /// - Parameter digits: the significant digits of the page's coefficients, which then stand without
  ///   intervals; four unless told.
  public init(
    _ analysis: LinearModelAnalysis, level: Double, digits: Int? = nil,
    figure: FigureRequest? = nil
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
    let full = digits.map { CoefficientDigits(terms: terms, digits: $0) }
    func text(_ value: Double) -> String {
      full?.text(value) ?? CoefficientTerms.significant(value)
    }
    var fit =
      "Residual standard deviation \(text(model.sigma)) on \(model.residualDegreesOfFreedom) degrees "
      + "of freedom; R² \(text(model.rSquared)), adjusted \(text(model.adjustedRSquared))"
    if let test, !test.statistic.isNaN {
      fit +=
        "; F \(text(test.statistic)) on "
        + "\(CoefficientTerms.plain(test.degreesOfFreedom)) and "
        + "\(CoefficientTerms.plain(test.denominatorDegreesOfFreedom ?? .nan)) degrees of "
        + "freedom, \(PValueStyle().equation(test.pValue))"
    }
    self = try Rendition(
      heading, members: members, terms: terms, table: full?.table, fit: fit + "."
    ).illustrated(by: terms, analysis.facts, model: "Linear model", at: figure)
  }
}

extension Matrix {
  /// The rows as arrays of numbers.
  var json: JSONValue {
    .array((0..<rowCount).map { row in .numbers((0..<columnCount).map { self[row, $0] }) })
  }
}
