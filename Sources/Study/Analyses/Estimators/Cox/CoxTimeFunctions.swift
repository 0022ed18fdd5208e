import Formulas
import Statistics
import Survival

/// What a Cox model with `tt(...)` can and cannot give.
enum CoxTimeFunctions {
  /// Refuses what is not defined when covariates are multiplied with functions of time.
  static func check(_ frame: ModelFrame, _ options: CoxAnalysis.Options) throws {
    guard !frame.timeFunctions.isEmpty else { return }
    if let frailty = frame.formula.specialTerms.first(where: { $0.kind == .frailty }) {
      throw ModelFrameError.formula(
        FormulaError(
          formula: frame.formula.text,
          issues: [
            .init(
              "`\(frailty.label)` and tt(...) cannot stand in one formula", at: frailty.position,
              help: "use cluster(...) for rows that belong together")
          ]))
    }
    let requests = options.requests
    let asked: [(String, Bool)] = [
      ("--at", !options.predictions.isEmpty), ("--baseline", options.baseline),
      ("--residuals", options.residuals != nil), ("--standardise", !requests.standardise.isEmpty),
      ("--bootstrap", requests.bootstrap.replicates > 0),
    ]
    guard let option = asked.first(where: { $0.1 })?.0 else { return }
    throw StudyError(reasons: [
      "\(option) is not defined with tt(...): a covariate then has another value at every event "
        + "time; give it a column of its own in rows cut by time, Surv(start, stop, event), to have "
        + "it"
    ])
  }

  /// What stands for the test of proportional hazards.
  static let proportionality = "no test: the terms tt(...) are themselves tests of it"

  /// The convention of the terms.
  static let convention = EstimatorFacts.Convention(
    "time_functions", "tt(x, g) is x times g(t) at each event time, g neither centred nor scaled")
}
