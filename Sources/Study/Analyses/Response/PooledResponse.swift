import Cohorts
import Statistics

/// The arms compared within the strata of another variable, and pooled over them by Mantel and
/// Haenszel: the crude comparison without what the variable alone puts into it.
struct PooledResponse {
  let response: ResponseAnalysis
  let arms: ResponseGrouping
  /// The variable that makes the strata.
  let strata: ResponseGrouping

  var results: [AnalysisResult] {
    guard arms.isArms, let reference = arms.levels.first, strata.variable != arms.variable,
      strata.levels.count > 1
    else { return [] }
    return arms.levels.dropFirst().flatMap { arm in
      response.plan.response.windows.indices.flatMap { rows(arm, against: reference, at: $0) }
    }
  }

  private func rows(
    _ arm: ResponseGrouping.Level, against reference: ResponseGrouping.Level, at place: Int
  ) -> [AnalysisResult] {
    let (own, other) = (Set(arm.members), Set(reference.members))
    let pairs = strata.levels.map { stratum in
      [own, other].map { group in
        response.counts(of: stratum.members.filter(group.contains), at: place)
      }
    }
    let together = ResponderRate.Counts.together(pairs.flatMap { $0 })
    // As of the crude difference: an arm without a rate is not compared.
    let isGiven = [0, 1].allSatisfy { arm in
      !ResponderRate.Counts.together(pairs.map { $0[arm] }).unknownShare.isSuppressed
    }
    // A stratum of one arm adds nothing.
    let withheld = WithheldRates(
      zip(strata.levels, pairs).filter { $1.allSatisfy { $0.analysed > 0 } }
        .map { ($0.name, $1) },
      of: strata.variable, role: .stratum, in: response.study)
    let tables = pairs.compactMap {
      FourfoldTable(
        $0[0].count(.clear), of: $0[0].analysed, against: $0[1].count(.clear), of: $0[1].analysed)
    }
    let pooled = MantelHaenszel(isGiven ? tables : [], level: response.level)
    let difference = pooled.riskDifference(.sato)
    let (risk, odds) = (pooled.riskRatio, pooled.oddsRatio)
    let isBounded = !pooled.hasConstantGroup
    let (association, homogeneity) = (pooled.association(), pooled.homogeneity())
    func row(
      _ statistic: AnalysisResult.Statistic, _ value: ResultValue,
      _ interval: ConfidenceInterval? = nil, test: HypothesisTest? = nil, unit: String? = nil,
      _ method: String
    ) -> AnalysisResult {
      AnalysisResult(
        .responsePooled, name: strata.variable, population: response.study.population,
        stratum: arms.group(arm), variable: strata.variable, level: reference.name,
        statistic: statistic, value: value, interval: interval,
        pValue: test.flatMap { $0.pValue.isNaN ? nil : $0.pValue },
        degreesOfFreedom: test?.degreesOfFreedom,
        timeMonths: response.plan.response.windows[place].month, unit: unit, method: method,
        denominators: together.denominators, context: response.contextAtTimePoints,
        diagnostics: isGiven && statistic == .riskDifference ? withheld.diagnostics : [])
    }
    return [
      row(
        .riskDifference, .estimate(difference.estimate), isBounded ? difference.interval : nil,
        unit: "probability",
        "Mantel-Haenszel, Sato's variance (1989)"),
      row(
        .riskRatio, .estimate(risk.estimate), isBounded ? risk.interval : nil,
        "Mantel-Haenszel, variance of Greenland and Robins (1985)"),
      row(
        .oddsRatio, .estimate(odds.estimate), odds.interval,
        "Mantel-Haenszel, variance of Robins, Breslow and Greenland (1986)"),
      row(
        .chiSquared, .estimate(association.statistic), test: association,
        "Cochran-Mantel-Haenszel test, without continuity correction"),
      row(
        .homogeneity, .estimate(homogeneity.statistic), test: homogeneity,
        "Breslow-Day test of one odds ratio, with Tarone's correction"),
      row(
        .strata, .count(MantelHaenszel(tables).tables.count), unit: "strata",
        "strata with hips of both arms"),
    ]
  }
}

extension MantelHaenszel {
  /// Whether nobody or everybody of a group has the property in all strata used.
  ///
  /// The variances of the pooled difference and ratio then know nothing of how far that group might
  /// have come out otherwise: they suppose that some of it have the property and some not.
  fileprivate var hasConstantGroup: Bool {
    [\FourfoldTable.first, \.second].contains { group in
      tables.allSatisfy { $0[keyPath: group].count == 0 }
        || tables.allSatisfy { $0[keyPath: group].others == 0 }
    }
  }
}
