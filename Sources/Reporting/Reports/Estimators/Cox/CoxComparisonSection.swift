import Analyses
import Documents
import Statistics

/// A Cox model against a smaller one, in the JSON and on the page.
struct CoxComparisonSection {
  let comparison: CoxComparison

  private static func members(_ test: HypothesisTest) -> [JSONValue.Member] {
    [
      .init("statistic", .number(test.statistic)), .init("df", .number(test.degreesOfFreedom)),
      .init("p_value", .number(test.pValue)),
    ]
  }

  var member: JSONValue.Member {
    .init(
      "comparison",
      .object(
        [
          .init("against", .string(comparison.against)),
          .init("log_likelihood", .number(comparison.logLikelihood)),
          .init("test", .string(comparison.kind.rawValue)),
        ] + Self.members(comparison.test) + [.init("wald", .object(Self.members(comparison.wald)))])
    )
  }

  var block: Block {
    var text: RichText = "Against \(code: comparison.against) (log partial likelihood "
    let name = comparison.kind == .likelihoodRatio ? "likelihood ratio" : "robust Wald"
    text += RichText(
      "\(CoefficientTerms.significant(comparison.logLikelihood))): \(name) χ² "
        + "\(CoefficientTerms.significant(comparison.test.statistic)) on "
        + "\(CoefficientTerms.plain(comparison.test.degreesOfFreedom)) df, "
        + PValueStyle().equation(comparison.test.pValue)
        + ". A small P says that the terms left out matter.")
    return .paragraph(text)
  }
}
