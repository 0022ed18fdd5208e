import Cohorts
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
    let model: GeneralizedLinearModel
    do throws(FitError) {
      model = try GeneralizedLinearModel.fit(
        response, on: frame.design, weights: frame.weights,
        options: .init(family: family, link: link))
    } catch { throw frame.placed(error, in: table) }
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

extension ModelFrame {
  /// A fault of the response as a fault of the file, with the line and the column it stands in.
  func placed(_ error: FitError, in table: Table) -> any Error {
    guard case .responseOutOfRange(let expected, let row, let value) = error,
      let part = formula.responseExpression.parts.first
    else { return error }
    // Without exclusions the rows of the frame are those of the table.
    let tableRow = rows.map { Int($0[row]) } ?? row
    let name = part.names.first?.name
    let column = table.columns.firstIndex { $0.name == name }
    return ModelFrameError.data([
      TableProblem(
        .error, source: table.source, line: table.lines[tableRow],
        columnNumber: column.map { $0 + 1 }, columnName: name, found: Stratifier.text(value),
        message: "the response `\(part.label)` is \(Stratifier.text(value)); expected \(expected)",
        help: "mend the values, or choose the family that fits them")
    ])
  }
}
