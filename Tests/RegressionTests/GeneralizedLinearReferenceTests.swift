import ReferenceTables
import Regression
import Statistics
import Testing

/// Generalised linear models against R's `glm`.
@Suite struct GeneralizedLinearReferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let family: ExponentialFamily
    var link: Link?
    var testDescription: String { name }
  }

  static let cases: [Case] =
    [Link.logit, .probit, .complementaryLogLog, .cauchit].map {
      Case(name: "binomial-infert-\($0.rawValue)", family: .binomial, link: $0)
    }
    + [Link.logit, .probit, .complementaryLogLog].map {
      Case(name: "binomial-esoph-\($0.rawValue)", family: .binomial, link: $0)
    }
    + [
      "menarche-logit", "birthwt", "offset", "no-intercept", "intercept-only", "zero-weights",
      "aliased",
    ].map { Case(name: "binomial-" + $0, family: .binomial) }
    + [Case(name: "binomial-menarche-probit", family: .binomial, link: .probit)]
    + [Link.log, .identity, .squareRoot].map {
      Case(name: "poisson-warpbreaks-\($0.rawValue)", family: .poisson, link: $0)
    }
    + ["insurance-offset", "quine", "weights", "no-intercept-offset", "aliased"].map {
      Case(name: "poisson-" + $0, family: .poisson)
    }
    + [
      Case(name: "poisson-sprays-sqrt", family: .poisson, link: .squareRoot),
      Case(name: "gaussian-anorexia-offset", family: .gaussian),
      Case(name: "gaussian-anorexia-log", family: .gaussian, link: .log),
      Case(name: "gaussian-anorexia-inverse", family: .gaussian, link: .inverse),
      Case(name: "gaussian-weights", family: .gaussian),
      Case(name: "gaussian-weights-log", family: .gaussian, link: .log),
      Case(name: "gamma-clotting-inverse", family: .gamma),
      Case(name: "gamma-clotting-log", family: .gamma, link: .log),
      Case(name: "gamma-trees-inverse", family: .gamma),
      Case(name: "gamma-trees-log", family: .gamma, link: .log),
      Case(name: "gamma-trees-identity", family: .gamma, link: .identity),
      Case(name: "gamma-weights-offset", family: .gamma, link: .log),
      Case(name: "gamma-no-intercept", family: .gamma, link: .log),
    ]

  @Test(arguments: cases) func agreesWithR(_ example: Case) throws {
    let data = try RegressionCase.load("regression/" + example.name)
    let model = try GeneralizedLinearModel.fit(
      data.response, on: data.design, weights: data.weights,
      options: .init(family: example.family, link: example.link))
    #expect(model.convergence.converged, "\(model.convergence)")
    let coefficients = CoefficientQuantities(model)
    let residuals = GeneralizedLinearModel.ResidualKind.allCases.reduce(into: [:]) {
      $0[$1.rawValue + "Residual"] = model.residuals($1)
    }
    let size = data.response.map(abs).max() ?? 1
    for row in data.table.rows {
      var value = try coefficients.value(row) ?? Self.summary(row, model)
      var absolute = coefficients.absoluteTolerance(row)
      if value == nil, let number = Int(row.term) {
        switch row.quantity {
        case "fittedValue": value = model.fittedValues[number - 1]
        case "linearPredictor": value = model.linearPredictors[number - 1]
        default: value = residuals[row.quantity]?[number - 1]
        }
        // Differences of numbers the size of the response.
        absolute = 1e-10 * max(size, 1)
      }
      let actual = try #require(value, "\(row)")
      #expect(
        isClose(actual, row.value, relative: row.relativeTolerance, absolute: absolute),
        "\(difference(actual, row.value, "\(example.name) \(row)"))")
    }
  }

  private static func summary(
    _ row: ReferenceTable.Row, _ model: GeneralizedLinearModel
  ) -> Double? {
    switch row.quantity {
    case "dispersion": model.dispersion
    case "deviance": model.deviance
    case "nullDeviance": model.nullDeviance
    case "residualDegreesOfFreedom": Double(model.residualDegreesOfFreedom)
    case "nullDegreesOfFreedom": Double(model.nullDegreesOfFreedom)
    case "logLikelihood": model.logLikelihood
    case "aic": model.aic
    case "bic": model.bic
    case "parameterCount": Double(model.parameterCount)
    case "observationCount": Double(model.observationCount)
    default: nil
    }
  }
}
