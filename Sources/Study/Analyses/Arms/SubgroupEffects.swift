import Cohorts
import Formulas
import LinearAlgebra
import Outcomes
import Statistics
import Survival
import Tables

/// The hazard ratio of the arms at each level of each stratifier, adjusted for the covariates of the
/// comparison.
///
/// One model for each stratifier holds the arms, the strata and their product, written so that each
/// stratum has a ratio of its own. It is compared with the model without the product: by the
/// likelihood ratio, or by a robust Wald test where units are clustered within patients.
struct SubgroupEffects {
  let cohort: StudyCohort
  let arms: ArmGroups

  private var study: StudyProtocol { cohort.study }

  /// The rows of every stratifier but the arms themselves.
  func results() -> [AnalysisResult] {
    study.strata.filter { $0.column != arms.column }.flatMap(results)
  }

  private func results(of stratifier: Stratifier) -> [AnalysisResult] {
    guard let strata = try? stratifier.strata(of: cohort.table),
      Set(strata.codes.filter { $0 >= 0 }).count > 1
    else { return [] }
    let plan = Plan(stratifier, strata, cohort, arms)
    do {
      let analysis = try run(plan.formula, on: plan.table)
      let smaller = try run(plan.formulaWithout, on: plan.table)
      let fitted = FittedCovariates(
        arms.comparison.adjustFor.filter { $0 != plan.stratum }, in: analysis)
      let told = HazardRatios(
        analysis.model, analysis.frame, level: study.survival.confidenceLevel)
      let ratios = ratios(told, analysis.frame, plan, stratifier, fitted)
      let counts = Denominators(
        n: analysis.model.observationCount, events: analysis.model.eventCount)
      return fitted.results(.subgroup, name: stratifier.column, of: study, counts) + ratios
        + [
          test(
            told, smaller.model, stratifier, counts,
            isSparse: ratios.contains(where: \.isOfTooFewEvents))
        ]
    } catch {
      return [
        AnalysisResult(
          .subgroup, name: stratifier.column, population: study.population,
          statistic: .chiSquared, value: .state(.notEstimable),
          denominators: Denominators(n: cohort.table.rowCount), context: study.outcome.context,
          diagnostics: [
            Diagnostic(
              .notEstimable, .note,
              message: "By \(study.label(of: stratifier.column)): no model could be fitted: "
                + "\(error).")
          ])
      ]
    }
  }

  private func run(_ formula: String, on table: Table) throws -> CoxAnalysis {
    let formula = try Formula.parse(StudyCohort.leftSide(study) + " ~ " + formula)
    return try CoxAnalysis.run(
      formula, on: table, references: cohort.references(of: formula),
      cluster: cohort.patientColumn, level: study.survival.confidenceLevel)
  }

  /// The models of one stratifier.
  private struct Plan {
    /// The rows with the strata in a column.
    let table: Table
    /// The strata.
    let strata: Categories
    /// The column they stand in.
    let stratum: String
    /// The model with a ratio for each stratum.
    let formula: String
    /// The model with one ratio for all.
    let formulaWithout: String

    init(
      _ stratifier: Stratifier, _ strata: Categories, _ cohort: StudyCohort, _ arms: ArmGroups
    ) {
      self.strata = strata
      // A covariate that is the strata goes; one that was cut stays beside its classes.
      let isWhole = stratifier.rule == .values
      var name = stratifier.column
      if !isWhole {
        name += " class"
        while cohort.table.column(named: name) != nil { name += "_" }
      }
      stratum = name
      let own = Column(name: name, values: .categories(strata))
      table = cohort.table.replacing(
        columns: cohort.table.columns.filter { $0.name != name } + [own])
      let others = arms.comparison.adjustFor.filter { $0 != name }.map(StudyCohort.quoted)
      let (arm, levels) = (StudyCohort.quoted(arms.column), StudyCohort.quoted(name))
      formula = ([levels, "\(levels):\(arm)"] + others).joined(separator: " + ")
      formulaWithout = ([arm, levels] + others).joined(separator: " + ")
    }
  }

  // MARK: Rows

  private func ratios(
    _ told: HazardRatios, _ frame: ModelFrame, _ plan: Plan, _ stratifier: Stratifier,
    _ fitted: FittedCovariates
  ) -> [AnalysisResult] {
    guard case .survival(let outcomes, _, _) = frame.response else { return [] }
    let places = frame.rows.map { $0.map { Int($0) } } ?? Array(0..<frame.rowCount)
    let strataOfRows = places.map { Int(plan.strata.codes[$0]) }
    let armsOfRows = places.map { Int(arms.grouping.codes[$0]) }
    let occurring = Set(strataOfRows).sorted()
    return occurring.flatMap { stratum -> [AnalysisResult] in
      let group = [GroupLevel(variable: stratifier.column, level: plan.strata.levels[stratum])]
      let sizes = arms.names.indices.map { arm in
        let rows = places.indices.filter { strataOfRows[$0] == stratum && armsOfRows[$0] == arm }
        return Denominators(n: rows.count, events: rows.count { outcomes.isEvent[$0] })
      }
      func row(
        _ statistic: AnalysisResult.Statistic, _ arm: Int, _ value: ResultValue,
        interval: ConfidenceInterval? = nil, pValue: Double? = nil, method: String? = nil,
        denominators: Denominators, diagnostics: [Diagnostic] = []
      ) -> AnalysisResult {
        AnalysisResult(
          .subgroup, name: stratifier.column, population: study.population, stratum: group,
          variable: arms.column, level: arms.names[arm], statistic: statistic, value: value,
          interval: interval, pValue: pValue, method: method, denominators: denominators,
          context: study.outcome.context, diagnostics: diagnostics)
      }
      let counts = arms.names.indices.map { arm in
        row(.events, arm, .count(sizes[arm].events?.counted ?? 0), denominators: sizes[arm])
      }
      return counts
        + (1..<arms.names.count).map { arm in
          let both = Denominators(
            n: sizes[0].n.counted + sizes[arm].n.counted,
            events: (sizes[0].events?.counted ?? 0) + (sizes[arm].events?.counted ?? 0))
          // The column of the product is one for the units of the arm in the stratum alone.
          let member = places.indices.first {
            strataOfRows[$0] == stratum && armsOfRows[$0] == arm
          }
          let index = member.flatMap { member in
            frame.design.terms.first { term in
              frame.encoding.terms.first { $0.label == term.label }?.variables.count == 2
            }?.columns.first { frame.design.matrix[member, $0] != 0 }
          }
          func belongs(to arm: Int) -> (Int) -> Bool {
            { strataOfRows[$0] == stratum && armsOfRows[$0] == arm }
          }
          let ratio = index.map {
            told.ratio(of: $0, comparing: belongs(to: arm), with: belongs(to: 0))
          }
          guard let ratio, ratio.value != .state(.notEstimable) else {
            return row(
              .hazardRatio, arm, .state(.notEstimable), denominators: both,
              diagnostics: [absence(sizes, arm, group)])
          }
          return row(
            .hazardRatio, arm, ratio.value, interval: ratio.interval, pValue: ratio.pValue,
            method: "Cox model `\(plan.formula)`\(fitted.words), " + told.fit.words()
              + ratio.remark,
            denominators: both)
        }
    }
  }

  /// Why a stratum has no ratio.
  private func absence(
    _ sizes: [Denominators], _ arm: Int, _ group: [GroupLevel]
  ) -> Diagnostic {
    let reason =
      [0, arm].lazy.compactMap { arm -> String? in
        if sizes[arm].n == 0 { return "nobody in \(arms.names[arm])" }
        return sizes[arm].events == 0 ? "no event in \(arms.names[arm])" : nil
      }.first ?? "the data do not determine it"
    return Diagnostic(
      .notEstimable, .note, term: group.first?.variable, message: "not estimable: \(reason)")
  }

  /// The test of the product.
  ///
  /// - Parameters:
  ///   - told: what may be told of the model with the product.
  ///   - isSparse: whether a subgroup has too few events for a robust variance, though all subgroups
  ///     together may have enough; the likelihood ratio then takes its place, which takes the units
  ///     of one patient as independent.
  private func test(
    _ told: HazardRatios, _ smaller: CoxModel, _ stratifier: Stratifier, _ counts: Denominators,
    isSparse: Bool
  ) -> AnalysisResult {
    let fit = told.fit
    let isReplaced = fit.robustCovariance != nil && isSparse && told.isBelieved
    let isRobust = fit.robustCovariance != nil && !isReplaced
    var test: HypothesisTest?
    if case .tests(let ratio, let wald) = fit.comparison(with: smaller) {
      test = isRobust ? wald : ratio
    }
    // At infinity a Wald test means nothing.
    if isRobust, fit.separations.contains(where: { $0 != nil }) { test = nil }
    if test?.statistic.isNaN ?? false { test = nil }
    let independent =
      "likelihood ratio test, which takes those of one patient as independent, as the events are too "
      + "few to allow for their likeness"
    return AnalysisResult(
      .subgroup, name: stratifier.column, population: study.population, statistic: .chiSquared,
      value: test.map { .number($0.statistic) } ?? .state(.notEstimable),
      pValue: told.pValue(test), degreesOfFreedom: test?.degreesOfFreedom,
      method: told.testMethod(isReplaced ? independent : nil), denominators: counts,
      context: study.outcome.context,
      diagnostics: EventsPerCoefficient.remarks(
        on: fit, called: "The model of the arms by \(study.label(of: stratifier.column))"))
  }
}
