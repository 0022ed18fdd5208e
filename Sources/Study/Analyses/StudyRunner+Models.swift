import Cohorts
import Statistics

extension StudyRunner {
  /// The models and the comparison of the arms, with what their figures are drawn from.
  struct Modelling {
    /// The models, by name and formula.
    var models: [StudyProtocol.Model] = []
    /// The rows of the models.
    var results: [AnalysisResult] = []
    /// The rows of the comparison.
    var comparison: [AnalysisResult] = []
    /// What the figures are drawn from.
    var pictures = ModelPictures()
  }

  /// Fits the models of the study; an adjusted ratio of arms that do not overlap is not among them.
  static func modelling(_ cohort: StudyCohort) throws -> Modelling {
    let arms = ArmComparison(cohort)
    let withheld = Set((arms?.refusals ?? [:]).keys)
    var all = Modelling(models: models(of: cohort.study))
    for model in all.models {
      let found = try StudyModel(cohort: cohort, model: model, withheldArms: withheld).findings()
      all.results += found.results
      all.pictures.splines += found.curves
    }
    if let found = try arms?.findings() {
      all.comparison = found.results
      all.pictures.overlaps = found.overlaps
      all.pictures.standardized = found.curves
    }
    return all
  }
}
