import Cohorts
import Statistics
import Survival

extension AnalysisResult.Analysis {
  /// The main answers under other choices than the protocol's.
  public static let sensitivity = Self(rawValue: "sensitivity")
}

/// The main answers of a study under one set of choices.
///
/// Response is that of the primary time point (see ``ResponseRule/primaryWindow``). How long benefit
/// lasts is told by the median, and by the probability of still having it at one landmark, since an
/// option may keep the median out of reach. The comparison is its adjusted hazard ratio.
struct SensitivityAnswers {
  /// The rows, each with the context and the denominators of its own choices.
  let rows: [AnalysisResult]

  /// The answers of a study with visits.
  init(_ visits: VisitStudy) throws {
    var rows = [visits.primaryResponse].compactMap { $0 }
    if visits.flow.remaining > 0 {
      rows += try Self.durability(try StudyCohort(visits.eligible, steps: visits.steps))
    }
    self.rows = rows
  }

  /// The answers of a survival-ready study.
  init(_ cohort: StudyCohort) throws { rows = try Self.durability(cohort) }

  /// The landmark the probability is told at: that nearest to a year.
  static func landmark(of study: StudyProtocol) -> Double? {
    study.survival.landmarkMonths.min { abs($0 - 12) < abs($1 - 12) }
  }

  private static func durability(_ cohort: StudyCohort) throws -> [AnalysisResult] {
    let study = cohort.study
    let curves = try KaplanMeier.fit(
      cohort.outcomes, clusters: cohort.clusters, options: SurvivalComparison.options(of: study))
    let summary = SurvivalSummary(study: study, analysis: .sensitivity, treated: cohort.treated)
    let month = landmark(of: study)
    let rows = curves.flatMap { summary.results($0, group: []) }.filter {
      $0.statistic == .timeToEventMedian
        || ([.eventFree, .atRisk].contains($0.statistic) && $0.timeMonths == month)
    }
    // Those at risk are no answer; that they are few is said with the probability.
    let few = rows.first { $0.statistic == .atRisk }.map {
      FewLeft.remarks(atRisk: $0.value.double, in: study)
    }
    return rows.filter { $0.statistic != .atRisk }.map {
      $0.statistic == .eventFree ? $0.remarked(few ?? []) : $0
    } + ratios(cohort)
  }

  /// The adjusted hazard ratios of the arms; none where an option leaves too few for the model.
  private static func ratios(_ cohort: StudyCohort) -> [AnalysisResult] {
    guard let model = StudyRunner.comparisonModel(of: cohort.study),
      let arms = cohort.study.comparison?.arms.column
    else { return [] }
    return (try? StudyModel(cohort: cohort, model: model).ratios(of: arms)) ?? []
  }
}

extension VisitStudy {
  /// The share in clear response at the primary time point, among everybody treated.
  var primaryResponse: AnalysisResult? {
    guard let window = plan.response.primaryWindow,
      let place = plan.response.windows.firstIndex(of: window),
      let context = response(of: []).context
    else { return nil }
    return ResponderRate(
      context: context, window: window, group: [],
      counts: .init(eligible.rows.lazy.map { dataset.hips[$0] }, at: place),
      level: study.survival.confidenceLevel
    ).results.first { $0.statistic == .responderRate }
  }
}

extension StudyRunner {
  /// The model of the protocol's comparison: the arms and the covariates it adjusts for.
  static func comparisonModel(of study: StudyProtocol) -> StudyProtocol.Model? {
    guard let comparison = study.comparison else { return nil }
    let columns = [comparison.arms.column] + comparison.adjustFor
    let formula = columns.map(StudyCohort.quoted).joined(separator: " + ")
    return models(of: study).first { $0.formula == formula }
  }
}
