import Analyses
import Documents
import Statistics
import Survival

/// The frailty of a Cox model, in the JSON and on the page.
struct CoxFrailtySection {
  let frailty: CoxFrailty
  /// The names of the coefficients.
  let names: [String]

  private var estimate: SharedFrailty { frailty.estimate }

  var member: JSONValue.Member {
    .init(
      "frailty",
      .object([
        .init("variance", .number(estimate.variance)), .init("distribution", .string("gamma")),
        .init("cluster", .string(frailty.name)),
        .init("std_error", .number(estimate.standardError)),
        .init("conf_low", .number(estimate.interval.lower)),
        .init("conf_high", .number(estimate.interval.upper)),
        .init("log_likelihood_marginal", .number(estimate.logMarginalLikelihood)),
        .init("log_likelihood_partial", .number(estimate.logPartialLikelihood)),
        .init("log_likelihood_without", .number(estimate.logLikelihoodWithout)),
        .init(
          "test",
          [
            "statistic": .number(estimate.test.statistic),
            "df": .number(estimate.test.degreesOfFreedom),
            "p_value": .number(estimate.test.pValue),
          ]),
        .init("boundary", .bool(estimate.isBoundary)),
        .init(
          "adjusted_std_errors",
          .object(zip(names, frailty.adjustedStandardErrors).map { .init($0, .number($1)) })),
        .init(
          "groups",
          .array(
            zip(frailty.levels, estimate.groups).map { level, group in
              [
                "level": .string(level), "n": .integer(group.rowCount),
                "events": .integer(group.eventCount), "frailty": .number(group.frailty),
                "log_frailty": .number(group.logFrailty),
              ]
            })),
      ]))
  }

  var block: Block {
    let used = estimate.groups.filter { $0.rowCount > 0 }
    var text: RichText =
      "Gamma frailty shared within \(code: frailty.name) (\(used.count) cluster\(used.count == 1 ? "" : "s")): "
    let interval = estimate.interval
    let upper =
      interval.upper.isNaN ? "without end" : CoefficientTerms.significant(interval.upper)
    let limits =
      "\(CoefficientTerms.percent(interval.level)) CI "
      + "\(CoefficientTerms.significant(interval.lower)) to \(upper)"
    guard !estimate.isBoundary else {
      text += RichText(
        "the variance is estimated as zero, the boundary (\(limits)); the coefficients are those of "
          + "the model without frailty.")
      return .paragraph(text)
    }
    let range = used.map(\.frailty)
    text += RichText(
      "variance \(CoefficientTerms.significant(estimate.variance)) (SE "
        + "\(CoefficientTerms.significant(estimate.standardError)), \(limits), profile likelihood). "
        + "Likelihood ratio test of no frailty χ² "
        + "\(CoefficientTerms.significant(estimate.test.statistic)), "
        + PValueStyle().equation(estimate.test.pValue)
        + " (half of χ² on 0 and half on 1 df). Predicted frailties run from "
        + "\(CoefficientTerms.significant(range.min() ?? .nan)) to "
        + "\(CoefficientTerms.significant(range.max() ?? .nan)): the hazard of a cluster against "
        + "that of an average one. Hazard ratios compare rows of one cluster, or of clusters of "
        + "equal frailty.")
    return .paragraph(text)
  }
}
