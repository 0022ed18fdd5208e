import LinearAlgebra
import ReferenceTables
import Regression
import Statistics
import Testing

/// Linear models against R's `lm`.
@Suite struct LinearModelReferenceTests {
  static let names = [
    "mtcars", "weights", "zero-weights", "offset", "weights-offset", "no-intercept",
    "no-intercept-weights", "intercept-only", "intercept-only-weights", "few-rows", "aliased",
    "aliased-weights", "empty-cell", "npk", "swiss",
  ]

  @Test(arguments: names) func agreesWithR(_ name: String) throws {
    let data = try RegressionCase.load("regression/lm-" + name)
    let model = try LinearModel.fit(data.response, on: data.design, weights: data.weights)
    let coefficients = CoefficientQuantities(model)
    let scale = data.response.map(abs).max() ?? 1
    for row in data.table.rows {
      let value =
        try coefficients.value(row) ?? Self.summary(row, model) ?? Self.perRow(row, model)
      let actual = try #require(value, "\(row)")
      // Residuals near zero are differences of numbers the size of the response.
      let absolute =
        ["residual", "fittedValue"].contains(row.quantity)
        ? 1e-12 * scale : coefficients.absoluteTolerance(row)
      #expect(
        isClose(actual, row.value, relative: row.relativeTolerance, absolute: absolute),
        "\(difference(actual, row.value, "\(name) \(row)"))")
    }
  }

  private static func summary(_ row: ReferenceTable.Row, _ model: LinearModel) -> Double? {
    switch row.quantity {
    case "sigma": model.sigma
    case "residualDegreesOfFreedom": Double(model.residualDegreesOfFreedom)
    case "rSquared": model.rSquared
    case "adjustedRSquared": model.adjustedRSquared
    case "logLikelihood": model.logLikelihood
    case "aic": model.aic
    case "bic": model.bic
    case "parameterCount": Double(model.parameterCount)
    case "observationCount": Double(model.observationCount)
    case "f": model.overallTest?.statistic
    case "fNumerator": model.overallTest?.degreesOfFreedom
    case "fDenominator": model.overallTest?.denominatorDegreesOfFreedom
    case "fPValue": model.overallTest?.pValue
    default: nil
    }
  }

  private static func perRow(_ row: ReferenceTable.Row, _ model: LinearModel) -> Double? {
    guard let number = Int(row.term), number > 0 else { return nil }
    let i = number - 1
    switch row.quantity {
    case "fittedValue": return model.fittedValues[i]
    case "residual": return model.residuals[i]
    case "leverage": return model.leverages[i]
    case "cooksDistance": return model.cooksDistances[i]
    case "standardisedResidual": return model.standardisedResiduals[i]
    case "studentisedResidual": return model.studentisedResiduals[i]
    default: return nil
    }
  }
}

/// The quantities every model's coefficient table has.
struct CoefficientQuantities {
  private let estimates: [Estimate]
  private let names: [String]
  private let covariance: Matrix

  init(_ model: some StatisticalModel) {
    estimates = model.coefficientTable(level: 0.95)
    names = model.coefficientNames
    covariance = model.covariance
  }

  func value(_ row: ReferenceTable.Row) throws -> Double? {
    if row.quantity == "covariance" {
      let pair = row.term.split(separator: " ~ ").map(String.init)
      let i = try #require(names.firstIndex(of: pair[0]))
      let j = try #require(names.firstIndex(of: pair[1]))
      return covariance[i, j]
    }
    guard let index = names.firstIndex(of: row.term) else { return nil }
    switch row.quantity {
    case "coefficient": return estimates[index].value
    case "standardError": return estimates[index].standardError
    case "statistic": return estimates[index].test.statistic
    case "pValue": return estimates[index].test.pValue
    default: return nil
    }
  }

  /// What rounding in R leaves where the number itself is zero or nearly so: a part in 10¹¹ of the
  /// standard errors.
  func absoluteTolerance(_ row: ReferenceTable.Row) -> Double {
    if row.quantity == "covariance" {
      let pair = row.term.split(separator: " ~ ").map(String.init)
      let deviations = pair.compactMap { names.firstIndex(of: $0) }.map {
        covariance[$0, $0].squareRoot()
      }
      return deviations.allSatisfy(\.isFinite) ? 1e-11 * deviations.reduce(1, *) : 0
    }
    guard let index = names.firstIndex(of: row.term) else { return 0 }
    switch row.quantity {
    case "coefficient":
      let error = estimates[index].standardError
      return error.isNaN ? 0 : 1e-11 * error
    case "statistic": return 1e-11
    default: return 0
    }
  }
}
