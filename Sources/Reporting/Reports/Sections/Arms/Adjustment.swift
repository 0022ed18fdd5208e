import Analyses
import Cohorts
import Documents
import Statistics

/// The covariates that are in the models of a comparison, and those the protocol names that are not:
/// every sentence that says "adjusted for" has them from here.
struct Adjustment {
  /// The covariates in the model, as a reader should see them; nothing where there are none.
  let covariates: String
  /// Which of the protocol's covariates are in no model, and why, in sentences with a space before;
  /// nothing where all are.
  let leftOut: String

  /// What was adjusted for in the comparison of the arms.
  init(_ context: ReportContext) { self.init(context, .comparison) }

  /// What was adjusted for in an analysis; of several models what any of them holds.
  init(_ context: ReportContext, _ analysis: AnalysisResult.Analysis) {
    let rows = context.rows(analysis).filter { $0.statistic == .coefficients }
    let fitted = (context.study.comparison?.adjustFor ?? []).filter { name in
      rows.contains { $0.variable == name && $0.value.double > 0 }
    }
    covariates = fitted.map(context.label).joined(separator: ", ")
    var sentences: [String] = []
    for row in rows where row.value.double == 0 {
      guard let variable = row.variable, let reason = row.diagnostics.first?.message
      else { continue }
      // One model holds what another cannot: then the model is named.
      let place =
        fitted.contains(variable) ? " (by \(context.label(row.name ?? "")))" : ""
      let sentence = " \(context.label(variable).capitalisedFirst) is \(reason)\(place)."
      if !sentences.contains(sentence) { sentences.append(sentence) }
    }
    leftOut = sentences.joined()
  }

  /// `Adjusted for age, sex.` with what is left out; that nothing is adjusted for where all of it is.
  var sentence: String {
    covariates.isEmpty
      ? (leftOut.isEmpty ? "" : "Adjusted for nothing.\(leftOut)")
      : "Adjusted for \(covariates).\(leftOut)"
  }
}
