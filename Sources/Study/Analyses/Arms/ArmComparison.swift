import Cohorts
import Outcomes
import Statistics
import Tables

/// The arms of a study compared: how they overlap, as they are, adjusted, and within subgroups.
struct ArmComparison {
  /// What comes of it.
  struct Findings {
    var results: [AnalysisResult] = []
    /// The propensities of each pair of arms.
    var overlaps: [OverlapPicture] = []
    /// The standardised curves.
    var curves: StandardizedCurves?
  }

  let cohort: StudyCohort
  let arms: ArmGroups
  private let overlaps: [ArmOverlap]

  /// Nil without a comparison in the protocol.
  init?(_ cohort: StudyCohort) {
    guard let arms = ArmGroups(cohort) else { return nil }
    self.cohort = cohort
    self.arms = arms
    overlaps =
      arms.isComparable && !arms.comparison.adjustFor.isEmpty
      ? (1..<arms.names.count).map { ArmOverlap(cohort, arms, arm: $0) } : []
  }

  /// Why the adjusted contrast of an arm with the reference is withheld.
  var refusals: [String: String] {
    var refusals: [String: String] = [:]
    for overlap in overlaps { refusals[arms.names[overlap.arm]] = overlap.refusal }
    return refusals
  }

  /// The rows and pictures.
  func findings() throws -> Findings {
    guard arms.isComparable else { return Findings(results: [absence]) }
    var found = Findings()
    found.results = try CrudeContrast(cohort: cohort, arms: arms).results()
    if !arms.comparison.adjustFor.isEmpty {
      found.results += balance + overlaps.flatMap(\.results)
      found.overlaps = overlaps.compactMap(\.picture)
      let adjusted = try AdjustedContrast(cohort: cohort, arms: arms, refusals: refusals)
        .findings()
      found.results += adjusted.results
      found.curves = adjusted.curves
    }
    if refusals.isEmpty { found.results += SubgroupEffects(cohort: cohort, arms: arms).results() }
    return found
  }

  /// The covariates by arm.
  private var balance: [AnalysisResult] {
    let columns = arms.comparison.adjustFor.compactMap(cohort.table.column(named:))
    let categories: Categories? =
      if case .categories(let found)? = cohort.table.column(named: arms.column)?.values {
        found
      } else { nil }
    return BaselineTable(
      cohort.table, columns: columns, groupedBy: categories.map { (arms.column, $0) }
    ).results(population: cohort.study.population, analysis: .balance)
  }

  /// That there is nothing to compare.
  private var absence: AnalysisResult {
    AnalysisResult(
      .comparison, name: CrudeContrast.name, population: cohort.study.population,
      variable: arms.column, statistic: .hazardRatio, value: .state(.notEstimable),
      denominators: Denominators(n: cohort.table.rowCount, events: cohort.outcomes.eventCount),
      context: cohort.study.outcome.context,
      diagnostics: [
        Diagnostic(
          .oneGroup, .warning, term: arms.column,
          message: "No comparison: among the \(cohort.table.rowCount) "
            + "\(cohort.table.rowCount == 1 ? "unit" : "units") analysed nobody is in "
            + "\(arms.absent.joined(separator: " or in ")).")
      ])
  }
}
