public import Analyses
import Documents
import Glibc
import LinearAlgebra
import Statistics
import Survival

extension Rendition {
  /// A model of interval-censored hazards in the three forms, with a forest where one is asked for.
  public init(
    _ analysis: IntervalHazardsAnalysis, level: Double, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let heading = EstimatorHeading(
      model: "icph", title: "Proportional hazards model of interval-censored times",
      facts: analysis.facts)
    let pages = IntervalHazardsPages(analysis: analysis, level: level)
    let tables = IntervalHazardsTables(analysis: analysis, level: level)
    self =
      try Rendition(
        json: .object(heading.members + pages.members),
        document: Document(blocks: heading.opening + tables.blocks(pages.terms) + heading.closing),
        table: pages.csv, diagnostics: analysis.facts.diagnostics
      ).illustrated(
        by: pages.terms, analysis.facts,
        model: "Proportional hazards model of interval-censored times",
        counted: EventWords.text(analysis.model.eventCount), at: figure)
  }
}

/// The numbers of an interval-censored hazard model.
struct IntervalHazardsPages {
  let analysis: IntervalHazardsAnalysis
  let level: Double

  private var model: IntervalHazardModel { analysis.model }

  var terms: CoefficientTerms {
    CoefficientTerms(
      model, columns: model.columns, level: level,
      modelStandardErrors: model.robustCovariance == nil ? nil : model.modelStandardErrors)
  }

  var members: [JSONValue.Member] {
    let tests = model.tests
    let counts = analysis.counts
    return [
      .init("events", .integer(model.eventCount)),
      .init(
        "counts",
        [
          "exact": .integer(counts.exact), "left": .integer(counts.left),
          "interval": .integer(counts.interval), "right": .integer(counts.right),
        ]),
      .init("terms", terms.json), .init("covariance", model.covariance.json),
      .init("model_covariance", model.modelCovariance.json),
      .init(
        "log_likelihood",
        ["null": .number(model.nullLogLikelihood), "model": .number(model.logLikelihood)]),
      .init("parameters", .integer(model.parameterCount)), .init("aic", .number(model.aic)),
      .init("bic", .number(model.bic)),
      .init(
        "tests",
        [
          "likelihood_ratio": Self.json(tests.likelihoodRatio), "wald": Self.json(tests.wald),
          "score": Self.json(tests.score), "robust_score": .null,
        ]),
      .init("baseline", baseline),
      .init("predictions", .array(analysis.predictions.map(json))),
    ]
  }

  private static func json(_ test: HypothesisTest) -> JSONValue {
    [
      "statistic": .number(test.statistic), "df": .number(test.degreesOfFreedom),
      "p_value": .number(test.pValue),
    ]
  }

  private var baseline: JSONValue {
    let baseline = model.baseline
    let basis = baseline.basis
    let isPiecewise = basis.shape == .piecewise
    return [
      "kind": .string(basis.shape.rawValue), "cuts": .numbers(basis.cuts),
      "end": .number(basis.end),
      "coefficients": .array(
        baseline.logWeights.indices.map { k in
          let log = baseline.logWeights[k]
          return [
            "name": .string(basis.name(of: k)),
            (isPiecewise ? "hazard" : "weight"): .number(exp(log)), "log_estimate": .number(log),
            "std_error": .number(baseline.standardErrors[k]),
          ]
        }),
    ]
  }

  private func json(_ prediction: IntervalHazardsAnalysis.Prediction) -> JSONValue {
    let median = prediction.quantiles[1]
    return [
      "at": .string(prediction.at), "stratum": .null,
      "median": .number(median.estimate), "median_conf_low": .number(median.interval.lower),
      "median_conf_high": .number(median.interval.upper),
      "quantiles": .array(
        zip(IntervalHazardsAnalysis.probabilities, prediction.quantiles).map {
          .object([.init("p", .number($0))] + Self.members($1))
        }),
      "at_times": .array(
        zip(analysis.options.times, prediction.survival).map {
          .object([.init("time", .number($0))] + Self.members($1))
        }),
      "rmst": .object(
        [.init("tau", .number(analysis.horizon))] + Self.members(prediction.restrictedMean)),
    ]
  }

  private static func members(_ value: IntervalHazardModel.Prediction) -> [JSONValue.Member] {
    [
      .init("estimate", .number(value.estimate)), .init("std_error", .number(value.standardError)),
      .init("conf_low", .number(value.interval.lower)),
      .init("conf_high", .number(value.interval.upper)),
    ]
  }

  /// The coefficients, or the baseline of a model without any.
  var csv: CSVTable {
    guard model.columns.isEmpty else { return terms.csv }
    let baseline = model.baseline
    return CSVTable(
      header: ["function", "log_estimate", "std_error"],
      rows: baseline.logWeights.indices.map { k in
        [
          .text(baseline.basis.name(of: k)), .number(baseline.logWeights[k]),
          .number(baseline.standardErrors[k]),
        ]
      })
  }
}
