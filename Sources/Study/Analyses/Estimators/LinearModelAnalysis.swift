public import Formulas
public import Regression
import Statistics
public import Tables

/// Formula and table → a linear model.
public struct LinearModelAnalysis: Sendable {
  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The fit.
  public let model: LinearModel

  /// Reads the formula's columns and fits the model.
  public static func run(
    _ formula: Formula, on table: Table, references: [String: String] = [:],
    weights: String? = nil
  ) throws -> LinearModelAnalysis {
    let frame = try ModelFrame.build(
      formula, from: table,
      options: .init(
        references: references, weights: weights, supportedTerms: [.offset], caller: "lm"))
    let response = try frame.response.numbers(of: formula, caller: "lm")
    let model = try LinearModel.fit(response, on: frame.design, weights: frame.weights)
    return LinearModelAnalysis(
      facts: EstimatorFacts(
        frame, n: model.observationCount,
        conventions: [
          .init("likelihood", "sigma squared over n; sigma counts as a parameter"),
          .init("standard_errors", "residual variance over n - p"),
        ], diagnostics: model.diagnostics),
      model: model)
  }
}

extension EstimatorFacts {
  /// The facts of a model on a frame.
  init(
    _ frame: ModelFrame, n: Int, conventions: [Convention], convergence: Convergence? = nil,
    diagnostics: [Diagnostic]
  ) {
    self.init(
      formula: frame.formula.text, n: n, inputRows: frame.inputRowCount,
      exclusions: frame.exclusions,
      conventions: conventions + [.init("coding", "treatment contrasts")],
      convergence: convergence, diagnostics: (frame.diagnostics + diagnostics).uniqued,
      terms: frame.factTerms)
  }
}

extension Response {
  /// The response as one number a row, for a model of a mean.
  func numbers(of formula: Formula, caller: String) throws(ModelFrameError) -> [Double] {
    switch self {
    case .numbers(let numbers, _), .indicator(let numbers, _): return numbers
    case .none, .survival:
      throw .formula(
        FormulaError(
          formula: formula.text,
          issues: [
            .init(
              "\(caller) needs one column on the left of the formula", at: 0..<1,
              help: "write `y ~ ...`")
          ]))
    }
  }
}
