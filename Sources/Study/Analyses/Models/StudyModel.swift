import Cohorts
import Formulas
import Outcomes
import Statistics
import Survival
import Tables

/// One Cox model of a study → its rows and the curves of its splines.
struct StudyModel {
  /// What comes of a model.
  struct Findings {
    /// The rows.
    var results: [AnalysisResult] = []
    /// The effects of numbers that enter as splines.
    var curves: [SplineCurve] = []
  }

  let cohort: StudyCohort
  let model: StudyProtocol.Model
  /// The arms whose adjusted ratios are not shown, because the arms do not overlap.
  var withheldArms: Set<String> = []

  /// Fits the model; a formula that cannot be fitted is an error that names the model.
  func findings() throws -> Findings {
    do {
      let formula = try Formula.parse(self.formula)
      let analysis = try CoxAnalysis.run(
        formula, on: cohort.table, references: cohort.references(of: formula),
        cluster: cohort.cluster(of: model), level: level)
      return findings(analysis)
    } catch let error as FitError {
      return notFitted("\(error)")
    } catch ModelFrameError.formula(let error) {
      // Its columns are there, as the check of names has seen; the units are too few for it.
      return notFitted(error.issues.map(\.message).joined(separator: "; "))
    } catch let error as FormulaError {
      throw StudyError(reasons: ["models.\(model.name): \(error)"])
    } catch let error as ModelFrameError {
      throw StudyError(reasons: ["models.\(model.name): \(error)"])
    }
  }

  /// The formula with the study's outcome.
  var formula: String { StudyCohort.leftSide(cohort.study) + " ~ " + model.formula }

  var level: Double { cohort.study.survival.confidenceLevel }

  /// How a fit of this model came about.
  func words(of fit: CoxModel) -> String {
    fit.words(
      clusters: cohort.cluster(of: model) == cohort.study.units.patient ? "patients" : "clusters")
  }

  /// No number, but a report all the same: the reason stands in its place.
  private func notFitted(_ reason: String) -> Findings {
    let counts = Denominators(n: cohort.table.rowCount, events: cohort.outcomes.eventCount)
    return Findings(results: [
      row(
        .hazardRatio, value: .state(.notEstimable), denominators: counts,
        diagnostics: [
          Diagnostic(
            .notEstimable, .warning,
            message: "The model “\(model.name)” was not fitted: \(reason).")
        ])
    ])
  }

  func row(
    _ statistic: AnalysisResult.Statistic, in analysis: AnalysisResult.Analysis = .cox,
    variable: String? = nil, level: String? = nil, value: ResultValue,
    interval: ConfidenceInterval? = nil, pValue: Double? = nil, degreesOfFreedom: Double? = nil,
    unit: String? = nil, method: String? = nil, denominators: Denominators,
    diagnostics: [Diagnostic] = []
  ) -> AnalysisResult {
    AnalysisResult(
      analysis, name: model.name, population: cohort.study.population, variable: variable,
      level: level, statistic: statistic, value: value, interval: interval, pValue: pValue,
      degreesOfFreedom: degreesOfFreedom, unit: unit, method: method, denominators: denominators,
      context: cohort.study.outcome.context, diagnostics: diagnostics)
  }

  private func findings(_ analysis: CoxAnalysis) -> Findings {
    let fit = analysis.model
    let counts = Denominators(n: fit.observationCount, events: fit.eventCount)
    let splines = SplineTerm.all(in: analysis.frame, of: cohort.table)
    var found = Findings()
    found.results = ratios(fit, analysis.frame, in: .cox, counts) { term in
      splines.first { $0.label == term }.map { tests(of: $0, analysis, counts) }
    }
    found.results.append(
      row(
        .concordance, value: .number(fit.concordance().estimate), denominators: counts,
        diagnostics: SeparatedCoefficients(fit, analysis.frame.design).mending(
          analysis.facts.diagnostics)
          + leftOut(analysis)
          + EventsPerCoefficient.remarks(on: fit, called: "The model “\(model.name)”")
          + withholding(analysis.frame)))
    // Of a model without a ratio nothing could be said to hold or to change over time.
    let hasRatio = found.results.contains {
      !$0.isReference && $0.statistic == .hazardRatio && !$0.value.double.isNaN
        || $0.statistic == .chiSquared && !($0.pValue ?? .nan).isNaN
    }
    if hasRatio { found.results += proportionality(analysis, counts) }
    found.results += groupSizes(analysis.frame) + unadjusted(analysis, splines)
    // The limits of a curve rest on the same variance as its test.
    guard HazardRatios(fit, analysis.frame, level: level).isBelieved else { return found }
    for spline in splines {
      guard let curve = SplineCurve(spline, fit, model: model.name, level: level) else { continue }
      found.results += quantiles(of: curve, counts)
      found.curves.append(curve)
    }
    return found
  }

  /// The hazard ratios of a fit, the reference level before those of its factor.
  ///
  /// - Parameter tests: what stands in place of the columns of a spline, which mean nothing one by
  ///   one; nil for any other term.
  func ratios(
    _ fit: CoxModel, _ frame: ModelFrame, in analysis: AnalysisResult.Analysis,
    _ counts: Denominators, tests: (String) -> [AnalysisResult]? = { _ in nil }
  ) -> [AnalysisResult] {
    var rows: [AnalysisResult] = []
    let arms = cohort.study.comparison?.arms.column
    let told = HazardRatios(fit, frame, level: level)
    for (index, column) in fit.columns.enumerated() {
      let isFirst = index == 0 || fit.columns[index - 1].variable != column.variable
      if let tests = tests(column.variable) {
        if isFirst { rows += tests }
        continue
      }
      if isFirst, let reference = frame.levels(of: column.variable)?.first {
        rows.append(
          row(
            .hazardRatio, in: analysis, variable: column.variable, level: reference,
            value: .number(1), method: HazardRatios.reference, denominators: counts))
      }
      let isWithheld =
        analysis == .cox && frame.design.terms.count > 1 && column.variable == arms
        && withheldArms.contains(column.level ?? "")
      let ratio = told.ratio(of: index).withheld(isWithheld)
      rows.append(
        row(
          .hazardRatio, in: analysis, variable: column.variable, level: column.level,
          value: ratio.value, interval: ratio.interval, pValue: ratio.pValue,
          method: "Cox, \(words(of: fit))" + cohort.study.datingOfLoss + ratio.remark,
          denominators: counts))
    }
    return rows
  }

  private func proportionality(
    _ analysis: CoxAnalysis, _ counts: Denominators
  ) -> [AnalysisResult] {
    guard let test = analysis.proportionality else { return [] }
    let tests: [(String?, HypothesisTest)] =
      test.terms.map { ($0.label, $0.test) } + [(nil, test.global)]
    return tests.map { label, test in
      row(
        .chiSquared, in: .proportionalHazards, variable: label,
        value: test.statistic.isNaN ? .state(.notEstimable) : .number(test.statistic),
        pValue: test.pValue, degreesOfFreedom: test.degreesOfFreedom,
        method:
          "score test against \(analysis.options.transform == .kaplanMeier ? "1 − Kaplan-Meier" : analysis.options.transform.rawValue) time",
        denominators: counts)
    }
  }
}

extension ModelFrame {
  /// The levels of a categorical term of one variable, the reference first.
  func levels(of term: String) -> [String]? {
    guard let coded = encoding.terms.first(where: { $0.label == term }),
      coded.variables.count == 1, let place = coded.variables.first,
      case .levels(let levels) = encoding.variables[place].coding
    else { return nil }
    return levels.names
  }
}

extension StudyCohort {
  /// The reference levels of a formula: that of the arms, where it holds them.
  func references(of formula: Formula) -> [String: String] {
    guard let comparison = study.comparison,
      formula.hasDot
        || formula.terms.contains(where: { $0.variables.contains(comparison.arms.column) })
    else { return [:] }
    return [comparison.arms.column: comparison.reference]
  }

  /// The column of clusters: as a model says, or the patient when patients have several rows.
  func cluster(of model: StudyProtocol.Model) -> String? {
    guard let named = model.cluster else { return patientColumn }
    return table.column(named: named) == nil && named == "patient" ? study.units.patient : named
  }
}

extension TieMethod {
  /// The treatment of ties in words.
  var words: String {
    switch self {
    case .efron: "Efron's method for ties"
    case .breslow: "Breslow's method for ties"
    default: "\(rawValue) ties"
    }
  }
}
