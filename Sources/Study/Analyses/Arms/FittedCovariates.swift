import Cohorts
import Formulas
import Statistics
import Survival

extension AnalysisResult.Statistic {
  /// How many coefficients a covariate has in the model that was fitted; none where it was left out.
  public static let coefficients = Self(rawValue: "coefficients_in_model")
}

/// Which of the covariates a protocol adjusts for are in the model that was fitted, and why others are
/// not: what cannot be told from the data is not adjusted for, whatever the protocol asks.
struct FittedCovariates {
  /// A covariate that was asked for.
  struct Covariate {
    let name: String
    let coefficientCount: Int
    /// Why it is not in the model.
    let absence: Diagnostic?
  }

  let covariates: [Covariate]

  init(_ names: [String], in analysis: CoxAnalysis) {
    let (fit, design) = (analysis.model, analysis.frame.design)
    let missing = analysis.facts.diagnostics
    covariates = names.map { name in
      let columns = design.terms.first { $0.label == name }.map { Array($0.columns) } ?? []
      let count = columns.count { column in
        fit.columns.firstIndex(of: design.columns[column]).map { !fit.coefficients[$0].isNaN }
          ?? false
      }
      guard count == 0 else { return Covariate(name: name, coefficientCount: count, absence: nil) }
      let own = columns.map { design.columns[$0].name } + [name]
      let isCollinear = missing.contains {
        $0.code == .collinear && own.contains($0.term ?? "")
      }
      return Covariate(
        name: name, coefficientCount: 0,
        absence: Diagnostic(
          isCollinear ? .collinear : .constantCovariate, .note, term: name,
          message: "not in the model: "
            + (isCollinear
              ? "the arms and the other covariates determine it"
              : "it is the same in all that can be compared")))
    }
  }

  /// Those left out, in a few words for the method of a number; nothing where none is.
  var words: String {
    let names = covariates.filter { $0.coefficientCount == 0 }.map(\.name)
    return names.isEmpty ? "" : " without \(names.joined(separator: ", "))"
  }

  /// A row for each covariate.
  ///
  /// - Parameter name: the name of the rows; in a comparison, that of its adjusted rows.
  func results(
    _ analysis: AnalysisResult.Analysis, name: String, of study: StudyProtocol,
    _ denominators: Denominators
  ) -> [AnalysisResult] {
    covariates.map { covariate in
      AnalysisResult(
        analysis, name: name, population: study.population, variable: covariate.name,
        statistic: .coefficients, value: .number(Double(covariate.coefficientCount)),
        unit: "coefficients", denominators: denominators,
        diagnostics: [covariate.absence].compactMap { $0 })
    }
  }
}
