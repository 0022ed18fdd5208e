import Cohorts
import Formulas
import Glibc
import Outcomes
import Statistics
import Survival
import Tables

/// One adjusted Cox model of a study → its rows.
struct StudyModel {
  let cohort: StudyCohort
  let model: StudyProtocol.Model

  /// Fits the model; a formula that cannot be fitted is an error that names the model.
  func results() throws -> [AnalysisResult] {
    let text = StudyCohort.leftSide(cohort.study) + " ~ " + model.formula
    do {
      let analysis = try CoxAnalysis.run(
        try Formula.parse(text), on: cohort.table, references: references, cluster: cluster)
      return rows(analysis)
    } catch let error as FitError {
      return notFitted("\(error)")
    } catch ModelFrameError.formula(let error) where cohort.study.endpoints != nil {
      // Its columns are there, as the check of names has seen; the responders are too few for it.
      return notFitted(error.issues.map(\.message).joined(separator: "; "))
    } catch let error as FormulaError {
      throw StudyError(reasons: ["models.\(model.name): \(error)"])
    } catch let error as ModelFrameError {
      throw StudyError(reasons: ["models.\(model.name): \(error)"])
    }
  }

  /// No number, but a report all the same: the reason stands in its place.
  private func notFitted(_ reason: String) -> [AnalysisResult] {
    [
      row(
        .hazardRatio, value: .state(.notEstimable),
        denominators: Denominators(n: cohort.table.rowCount, events: cohort.outcomes.eventCount),
        diagnostics: [
          Diagnostic(
            .notEstimable, .warning,
            message: "The model `\(model.formula)` was not fitted: \(reason).")
        ])
    ]
  }

  var references: [String: String] {
    guard let comparison = cohort.study.comparison else { return [:] }
    return [comparison.arms.column: comparison.reference]
  }

  /// The column of clusters: as the model says, or the patient when patients have several rows.
  var cluster: String? {
    let patient = cohort.study.units.patient
    if let named = model.cluster {
      return cohort.table.column(named: named) == nil && named == "patient" ? patient : named
    }
    return cohort.patientColumn
  }

  private func row(
    _ statistic: AnalysisResult.Statistic, variable: String? = nil, level: String? = nil,
    value: ResultValue, interval: ConfidenceInterval? = nil, pValue: Double? = nil,
    method: String? = nil, denominators: Denominators, diagnostics: [Diagnostic] = []
  ) -> AnalysisResult {
    AnalysisResult(
      .cox, name: model.name, population: cohort.study.population, variable: variable,
      level: level, statistic: statistic, value: value, interval: interval, pValue: pValue,
      method: method, denominators: denominators, context: cohort.study.outcome.context,
      diagnostics: diagnostics)
  }

  private func rows(_ analysis: CoxAnalysis) -> [AnalysisResult] {
    let fit = analysis.model
    let counts = Denominators(n: fit.observationCount, events: fit.eventCount)
    let estimates = fit.coefficientTable(level: cohort.study.survival.confidenceLevel)
    var rows: [AnalysisResult] = []
    for (index, estimate) in estimates.enumerated() {
      let column = fit.columns[index]
      let isFirst = index == 0 || fit.columns[index - 1].variable != column.variable
      if isFirst, let level = referenceLevel(of: column) {
        rows.append(
          row(
            .hazardRatio, variable: column.variable, level: level, value: .number(1),
            method: "reference", denominators: counts))
      }
      rows.append(
        row(
          .hazardRatio, variable: column.variable, level: column.level,
          value: estimate.value.isNaN ? .state(.notEstimable) : .number(exp(estimate.value)),
          interval: estimate.interval.mapped { exp($0) }, pValue: estimate.test.pValue,
          method: "Cox, \(fit.options.ties.rawValue) ties" + cohort.study.datingOfLoss,
          denominators: counts))
    }
    rows.append(
      row(
        .concordance, value: .number(fit.concordance().estimate),
        denominators: counts,
        diagnostics: analysis.facts.diagnostics + leftOut(analysis)))
    return rows + proportionality(analysis, counts)
  }

  /// The units a missing covariate keeps out of the model, as a note.
  private func leftOut(_ analysis: CoxAnalysis) -> [Diagnostic] {
    let lost = cohort.table.rowCount - analysis.facts.n
    guard lost > 0 else { return [] }
    let columns = analysis.facts.exclusions.map {
      "\(cohort.study.label(of: $0.column)) (\($0.count))"
    }
    return [
      Diagnostic(
        .rowsExcluded, .note,
        message: "\(lost) of \(cohort.table.rowCount) units are left out of this model, missing "
          + "\(columns.joined(separator: ", ")).")
    ]
  }

  /// The level a categorical column's ratios refer to: as chosen, or the first that occurs.
  private func referenceLevel(of column: Design.Column) -> String? {
    guard column.level != nil,
      case .categories(let categories)? = cohort.table.column(named: column.variable)?.values
    else { return nil }
    if let chosen = references[column.variable] { return chosen }
    return categories.codes.lazy.filter { $0 >= 0 }.min().map { categories.levels[Int($0)] }
  }

  private func proportionality(
    _ analysis: CoxAnalysis, _ counts: Denominators
  ) -> [AnalysisResult] {
    guard let test = analysis.proportionality else { return [] }
    let tests: [(String?, HypothesisTest)] =
      test.terms.map { ($0.label, $0.test) } + [(nil, test.global)]
    return tests.map { label, test in
      AnalysisResult(
        .proportionalHazards, name: model.name, population: cohort.study.population,
        variable: label, statistic: .chiSquared,
        value: test.statistic.isNaN ? .state(.notEstimable) : .number(test.statistic),
        pValue: test.pValue, degreesOfFreedom: test.degreesOfFreedom,
        method: "score test against \(analysis.options.transform.rawValue) time",
        denominators: counts)
    }
  }
}
