public import Analyses
import Documents
import Glibc
import LinearAlgebra
import Statistics
import Survival

extension Rendition {
  /// An accelerated failure time model in the three forms, with a forest where one is asked for.
  public init(
    _ analysis: AcceleratedFailureTimeAnalysis, level: Double, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let heading = EstimatorHeading(
      model: "aft", title: "Accelerated failure time model", facts: analysis.facts)
    let pages = AcceleratedFailureTimePages(analysis: analysis, level: level)
    let predictions = FailureTimePredictionPages(analysis: analysis, level: level)
    self =
      try Rendition(
        json: .object(heading.members + pages.members + predictions.members),
        document: Document(
          blocks: heading.opening + pages.blocks + predictions.blocks + heading.closing),
        table: pages.terms.csv, diagnostics: analysis.facts.diagnostics
      ).illustrated(
        by: pages.terms, analysis.facts,
        model: "Accelerated failure time model (\(analysis.model.options.distribution.rawValue))",
        counted: EventWords.text(analysis.model.counts.events), at: figure)
  }
}

/// The body of an accelerated failure time model: coefficients, scales, tests.
struct AcceleratedFailureTimePages {
  let analysis: AcceleratedFailureTimeAnalysis
  let level: Double

  private var model: AcceleratedFailureTimeModel { analysis.model }
  private var distribution: FailureTimeDistribution { model.options.distribution }

  var terms: CoefficientTerms {
    CoefficientTerms(
      model, columns: model.columns, level: level,
      modelStandardErrors: model.fullRobustCovariance == nil ? nil : model.modelStandardErrors)
  }

  var members: [JSONValue.Member] {
    let counts = model.counts
    return [
      .init("distribution", .string(distribution.rawValue)),
      .init("events", .integer(counts.events)),
      .init(
        "observations",
        [
          "exact": .integer(counts.exact), "right_censored": .integer(counts.rightCensored),
          "left_censored": .integer(counts.leftCensored),
          "interval_censored": .integer(counts.intervalCensored),
        ]),
      .init("terms", termsJSON),
    ] + scaleMembers + [
      .init("covariance", model.fullCovariance.json),
      .init("model_covariance", model.fullModelCovariance.json),
      .init("covariance_terms", .strings(model.coefficientNames + scaleNames)),
      .init(
        "log_likelihood",
        ["null": .number(model.nullLogLikelihood), "model": .number(model.logLikelihood)]),
      .init("parameters", .integer(model.parameterCount)),
      .init("aic", .number(model.aic)), .init("bic", .number(model.bic)),
      .init(
        "tests",
        [
          "likelihood_ratio": Self.json(model.tests.likelihoodRatio),
          "wald": Self.json(model.tests.wald),
        ]),
    ]
  }

  private static func json(_ test: HypothesisTest) -> JSONValue {
    [
      "statistic": .number(test.statistic), "df": .number(test.degreesOfFreedom),
      "p_value": .number(test.pValue),
    ]
  }

  /// The coefficients, with the hazard ratio where there is one.
  private var termsJSON: JSONValue {
    guard case .array(let rows) = terms.json else { return terms.json }
    let ratios = model.hazardRatios(level: level)
    return .array(
      rows.enumerated().map { index, row in
        guard let ratio = ratios?[index], case .object(let members) = row else { return row }
        return .object(
          members + [
            .init("hazard_ratio", .number(exp(ratio.value))),
            .init("hazard_ratio_low", .number(exp(ratio.interval.lower))),
            .init("hazard_ratio_high", .number(exp(ratio.interval.upper))),
            .init(
              "log_hazard_ratio",
              [
                "estimate": .number(ratio.value), "std_error": .number(ratio.standardError),
              ]),
          ])
      })
  }

  private var isScaleEstimated: Bool { model.fullModelCovariance.rowCount > model.columns.count }

  /// The names of the log scales in the covariance and the residuals.
  var scaleNames: [String] {
    guard isScaleEstimated else { return [] }
    return analysis.strata.isEmpty ? ["log_scale"] : analysis.strata.map { "log_scale:\($0)" }
  }

  /// The scale and its logarithm; with strata one of each for every stratum.
  private var scaleMembers: [JSONValue.Member] {
    let scales = model.scales.map { logScale($0) }
    var members: [JSONValue.Member] = []
    if analysis.strata.isEmpty, let scale = model.scales.first, let log = scales.first {
      members += [.init("scale", .number(scale.value)), .init("log_scale", log)]
    } else {
      members += [.init("scale", .null), .init("log_scale", .null)]
      members.append(
        .init(
          "scales",
          .array(
            zip(zip(analysis.strata, model.scales), scales).map { scale, log in
              [
                "stratum": .string(scale.0), "scale": .number(scale.1.value), "log_scale": log,
              ]
            })))
    }
    members.append(.init("scale_fixed", .bool(!isScaleEstimated)))
    return members
  }

  private func logScale(_ scale: AcceleratedFailureTimeModel.Scale) -> JSONValue {
    let estimate = model.logScaleEstimate(scale, level: level)
    return [
      "estimate": .number(scale.logValue),
      "std_error": .number(isScaleEstimated ? scale.logError : .nan),
      "robust_std_error": .optional(scale.robustLogError),
      "statistic": .number(isScaleEstimated ? estimate.test.statistic : .nan),
      "p_value": .number(isScaleEstimated ? estimate.test.pValue : .nan),
      "conf_low": .number(isScaleEstimated ? estimate.interval.lower : .nan),
      "conf_high": .number(isScaleEstimated ? estimate.interval.upper : .nan),
    ]
  }

  // MARK: The page

  var blocks: [Block] {
    var notes: [TableNote] = []
    let abbreviations = "SE, standard error; CI, confidence interval."
    if distribution.isOnLogTime {
      notes.append(
        TableNote(
          .abbreviations,
          RichText(
            abbreviations
              + " A time ratio above 1 means the event comes later; 1.5 is half as late again.")))
    } else {
      notes.append(
        TableNote(
          .abbreviations,
          RichText(
            abbreviations
              + " An estimate above 0 means the event comes later, in the unit of the data.")))
    }
    var blocks: [Block] = [
      terms.table(id: "tbl-coefficients", title: "Coefficients", notes: notes)
    ]
    if let table = hazardRatioTable { blocks.append(table) }
    blocks.append(.paragraph(RichText(rows + " " + scaleText + " " + fit)))
    return blocks
  }

  /// What the times are, as the page names them.
  private var rows: String {
    let counts = model.counts
    let parts = [
      (counts.exact, "known exactly"), (counts.intervalCensored, "within an interval"),
      (counts.leftCensored, "by a time"), (counts.rightCensored, "censored on the right"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "Times of the \(distribution.rawValue) distribution: " + parts.joined(separator: ", ")
      + "."
  }

  private var scaleText: String {
    let texts = model.scales.indices.map { index -> String in
      let scale = model.scales[index]
      let name = analysis.strata.isEmpty ? "Scale" : "Scale for \(analysis.strata[index])"
      guard isScaleEstimated else {
        return "\(name) fixed at \(CoefficientTerms.plain(scale.value))"
      }
      let interval = model.logScaleEstimate(scale, level: level).interval.mapped { exp($0) }
      let shape =
        distribution == .weibull ? ", shape \(CoefficientTerms.significant(1 / scale.value))" : ""
      return "\(name) \(CoefficientTerms.significant(scale.value)) "
        + "(\(CoefficientTerms.percent(level)) CI "
        + "\(CoefficientTerms.significant(interval.lower)) to "
        + "\(CoefficientTerms.significant(interval.upper)))\(shape)"
    }
    return texts.joined(separator: "; ") + "."
  }

  private var fit: String {
    let tests = [
      ("Likelihood ratio", model.tests.likelihoodRatio), ("Wald", model.tests.wald),
    ]
    .filter { !$0.1.statistic.isNaN }.map { name, test in
      "\(name) χ² \(CoefficientTerms.significant(test.statistic)) on "
        + "\(CoefficientTerms.plain(test.degreesOfFreedom)) df, "
        + PValueStyle().equation(test.pValue)
    }
    return (tests.isEmpty ? "" : tests.joined(separator: "; ") + ". ") + "Log-likelihood "
      + "\(CoefficientTerms.significant(model.logLikelihood)), null "
      + "\(CoefficientTerms.significant(model.nullLogLikelihood)); AIC "
      + "\(CoefficientTerms.significant(model.aic)), BIC "
      + "\(CoefficientTerms.significant(model.bic))."
  }

  private var hazardRatioTable: Block? {
    guard let ratios = model.hazardRatios(level: level), ratios.contains(where: { $0 != nil })
    else { return nil }
    return .table(
      TableBlock(
        id: "tbl-hazard-ratios", title: "The same effects as hazard ratios",
        columns: [
          TableColumn(header: "Term"),
          TableColumn(
            header: RichText("Hazard ratio (\(CoefficientTerms.percent(level)) CI)"),
            alignment: .trailing),
        ],
        rows: ratios.compactMap { $0 }.map { ratio in
          let interval = ratio.interval.mapped { exp($0) }
          return TableRow(cells: [
            Cell(ratio.name),
            Cell(
              ratio.value.isNaN
                ? "not estimable"
                : RatioStyle().text(exp(ratio.value), interval.lower, interval.upper)),
          ])
        },
        notes: [
          TableNote(
            .statistics,
            "exp(−coefficient/scale), with the delta method on the log scale; above 1 the event "
              + "comes sooner.")
        ]))
  }
}
