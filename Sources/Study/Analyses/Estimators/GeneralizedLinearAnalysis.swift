public import Formulas
public import Regression
import Statistics
public import Tables

/// Formula and table → a generalized linear model.
public struct GeneralizedLinearAnalysis: Sendable {
  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The fit.
  public let model: GeneralizedLinearModel

  /// Reads the formula's columns and fits the model; without a link, the family's usual one.
  public static func run(
    _ formula: Formula, on table: Table, family: ExponentialFamily, link: Link? = nil,
    references: [String: String] = [:], weights: String? = nil
  ) throws -> GeneralizedLinearAnalysis {
    let frame = try ModelFrame.build(
      formula, from: table,
      options: .init(
        references: references, weights: weights, supportedTerms: [.offset], caller: "glm"))
    let response = try frame.response.numbers(of: formula, caller: "glm")
    let model = try GeneralizedLinearModel.fit(
      response, on: frame.design, weights: frame.weights,
      options: .init(family: family, link: link))
    var conventions: [EstimatorFacts.Convention] = [
      .init(
        "dispersion", family.hasKnownDispersion ? "1" : "Pearson chi-squared over n - p"),
      .init("reference", family.hasKnownDispersion ? "normal" : "t on n - p degrees of freedom"),
    ]
    if case .indicator(_, let meaning) = frame.response {
      conventions.append(.init("response", "1 means \(meaning)"))
    }
    return GeneralizedLinearAnalysis(
      facts: EstimatorFacts(
        frame, n: model.observationCount, conventions: conventions,
        convergence: model.convergence, diagnostics: model.diagnostics),
      model: model)
  }
}
