import Analyses
import Documents
import Statistics
import Survival

/// What a model tells of one coefficient beside its Wald test.
struct CoefficientAddition {
  /// The interval to give instead of Wald's.
  var interval: ConfidenceInterval?
  /// The P value of the page, instead of Wald's.
  var pValue: Double?
  /// More members of the JSON.
  var members: [JSONValue.Member]
}

extension CoefficientAddition {
  /// Whether each coefficient of a Cox model converged, and what its likelihood says of it.
  static func all(_ analysis: CoxAnalysis) -> [CoefficientAddition] {
    let (model, intervals) = (analysis.model, analysis.intervals)
    return model.coefficients.indices.map { index in
      let separation = model.separations[index]
      let test =
        intervals.tests.isEmpty ? separation?.profile.likelihoodRatio : intervals.tests[index]
      var members: [JSONValue.Member] = [
        .init(
          "converged",
          .bool(
            model.convergence.converged && separation == nil && !model.coefficients[index].isNaN)),
        .init("infinite", .optional(separation.map { $0.isPositive ? "+" : "-" })),
      ]
      if let test { members.append(.init("likelihood_ratio", CoxPages.json(test))) }
      if let separation {
        members.append(
          .init(
            "profile",
            [
              "conf_low": .number(separation.profile.interval.lower),
              "conf_high": .number(separation.profile.interval.upper),
            ]))
      }
      return CoefficientAddition(
        interval: intervals.profiles.isEmpty ? nil : intervals.profiles[index].interval,
        pValue: test?.pValue, members: members)
    }
  }
}
