import Cohorts
import Statistics

extension ArmOverlap {
  /// The name under which the propensity stands among the covariates.
  static let propensityName = "(propensity)"

  /// The common support of every covariate, the propensity and the gate.
  var results: [AnalysisResult] {
    let name = arms.names[arm]
    func row(
      _ statistic: AnalysisResult.Statistic, variable: String?, value: ResultValue,
      stratum: [GroupLevel] = [], level: String? = nil, n: Int, unit: String? = nil,
      method: String? = nil, diagnostics: [Diagnostic] = []
    ) -> AnalysisResult {
      AnalysisResult(
        .overlap, name: name, population: cohort.study.population, stratum: stratum,
        variable: variable, level: level, statistic: statistic, value: value, unit: unit,
        method: method, denominators: Denominators(n: n), diagnostics: diagnostics)
    }
    var rows: [AnalysisResult] = []
    for support in supports {
      if case .range(let from, let to) = support.shared {
        let n = support.known.0 + support.known.1
        rows.append(row(.commonSupportFrom, variable: support.name, value: .number(from), n: n))
        rows.append(row(.commonSupportTo, variable: support.name, value: .number(to), n: n))
      }
      let parts = [
        (0, support.inside.0, support.known.0), (arm, support.inside.1, support.known.1),
      ]
      let sole = support.soleLevels((arms.names[0], name))
      rows += parts.map { arm, inside, known in
        row(
          .inCommonSupport, variable: support.name, value: .count(inside),
          stratum: arms.stratum(arm), n: known, unit: "units",
          diagnostics: arm > 0 || sole.isEmpty
            ? []
            : [
              Diagnostic(
                .notEstimable, .note, term: support.name,
                message:
                  "Levels of \(cohort.study.label(of: support.name)) that one arm has alone: "
                  + sole.joined(separator: ", ") + ". There the arm cannot be told from the level.")
            ])
      }
    }
    guard let propensity else { return rows }
    let n = propensity.isOther.count
    let model = "logistic model of the arm on the covariates, to describe only"
    rows.append(
      row(
        .commonSupportFrom, variable: Self.propensityName,
        value: .number(propensity.common.lower), n: n, method: model))
    rows.append(
      row(
        .commonSupportTo, variable: Self.propensityName,
        value: .number(propensity.common.upper), n: n, method: model))
    rows += [(0, false), (arm, true)].map { arm, side in
      row(
        .inCommonSupport, variable: Self.propensityName,
        value: .count(propensity.countInCommon(of: side)), stratum: arms.stratum(arm),
        n: propensity.count(of: side), unit: "units", method: model)
    }
    rows.append(
      row(
        .concordance, variable: Self.propensityName, value: .number(propensity.concordance), n: n,
        method: model))
    rows.append(
      row(
        .equipoise, variable: Self.propensityName, value: .number(propensity.equipoise), n: n,
        unit: "share", method: "preference score from 0.3 to 0.7 (Walker et al. 2013)"))
    rows.append(
      row(
        .gate, variable: Self.propensityName, value: .number(gate), level: "equipoise", n: n,
        unit: "share",
        method: arms.comparison.gates?.equipoise == nil ? "usual bound" : "bound of the protocol"))
    return rows
  }

  /// What the figure of overlap is drawn from; nil without a model.
  var picture: OverlapPicture? {
    propensity.map {
      OverlapPicture(
        arm: arms.names[arm], reference: arms.names[0], scores: $0.scores(of: true),
        referenceScores: $0.scores(of: false), common: $0.common)
    }
  }
}

/// The propensities of two arms, and the range they share.
public struct OverlapPicture: Sendable, Hashable {
  /// The arm compared.
  public let arm: String
  /// The reference.
  public let reference: String
  /// The propensity of each unit of the arm.
  public let scores: [Double]
  /// The propensity of each unit of the reference.
  public let referenceScores: [Double]
  /// Where the range both reach begins.
  public let commonFrom: Double
  /// Where it ends.
  public let commonTo: Double

  init(
    arm: String, reference: String, scores: [Double], referenceScores: [Double],
    common: (lower: Double, upper: Double)
  ) {
    self.arm = arm
    self.reference = reference
    self.scores = scores
    self.referenceScores = referenceScores
    commonFrom = common.lower
    commonTo = common.upper
  }
}
