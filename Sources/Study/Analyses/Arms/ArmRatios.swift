import Formulas
import Statistics
import Survival

/// The hazard ratios of the arms in a Cox model, in the order of the arms.
struct ArmRatios {
  /// The ratio of each arm against the reference.
  let ratios: [(arm: Int, ratio: HazardRatios.Ratio)]
  private let reasons: [Diagnostic]

  init(_ analysis: CoxAnalysis, _ arms: ArmGroups, level: Double) {
    let fit = analysis.model
    let told = HazardRatios(fit, analysis.frame, level: level)
    ratios = (1..<arms.names.count).map { arm in
      let index = fit.columns.firstIndex {
        $0.variable == arms.column && $0.level == arms.names[arm]
      }
      return (arm, index.map(told.ratio(of:)) ?? .notEstimable)
    }
    reasons = SeparatedCoefficients(fit, analysis.frame.design).reasons(of: arms.column)
  }

  /// Why arms have no ratio: of all of them, told once, at the first.
  func reasons(at arm: Int) -> [Diagnostic] { arm == 1 ? reasons : [] }
}
