public import Analyses
import Documents
import LinearAlgebra
import Statistics
import Survival

extension Rendition {
  /// A Cox model in the three forms, with a forest where one is asked for.
  public init(
    _ analysis: CoxAnalysis, level: Double, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let heading = EstimatorHeading(
      model: "cox", title: "Cox proportional hazards model", facts: analysis.facts)
    let pages = CoxPages(analysis: analysis, level: level)
    let more = CoxExtras(analysis: analysis)
    let findings = CoxFindingsPages(analysis: analysis, level: level)
    let replicates = CoxBootstrapPages(analysis: analysis, level: level)
    self =
      try Rendition(
        json: .object(
          heading.members + pages.members + more.members + findings.members + replicates.members),
        document: Document(
          blocks: heading.opening + pages.blocks + more.blocks + findings.blocks + replicates.blocks
            + heading.closing),
        table: pages.terms.csv, diagnostics: analysis.facts.diagnostics
      ).illustrated(
        by: pages.terms, analysis.facts, model: "Cox proportional hazards model",
        counted: EventWords.text(analysis.model.eventCount), at: figure)
  }
}

/// The body of a Cox model: coefficients, tests, concordance and proportional hazards.
struct CoxPages {
  let analysis: CoxAnalysis
  let level: Double

  private var model: CoxModel { analysis.model }

  var terms: CoefficientTerms {
    CoefficientTerms(
      model, columns: model.columns, level: level,
      modelStandardErrors: model.robustCovariance == nil ? nil : model.modelStandardErrors,
      additions: CoefficientAddition.all(analysis))
  }

  var members: [JSONValue.Member] {
    let tests = model.tests
    var testMembers: [JSONValue.Member] = [
      .init("likelihood_ratio", Self.json(tests.likelihoodRatio)),
      .init("wald", Self.json(tests.wald)), .init("score", Self.json(tests.score)),
    ]
    testMembers.append(.init("robust_score", tests.robustScore.map(Self.json) ?? .null))
    let concordance = analysis.findings.concordance
    let more = [frailty?.member, comparison?.member].compactMap { $0 }
    let own: [JSONValue.Member] = [
      .init("ties", .string(model.options.ties.rawValue)),
      .init("events", .integer(model.eventCount)), .init("terms", terms.json),
      .init("covariance", model.covariance.json),
      .init("model_covariance", model.modelCovariance.json),
      .init(
        "log_likelihood",
        ["null": .number(model.nullLogLikelihood), "model": .number(model.logLikelihood)]),
      .init("aic", .number(model.aic)), .init("tests", .object(testMembers)),
      .init(
        "concordance",
        [
          "estimate": .number(concordance?.estimate ?? .nan),
          "std_error": .number(concordance?.standardError ?? .nan),
          "time_weight": .string(analysis.options.requests.timeWeight.rawValue),
        ]),
      .init("proportional_hazards", analysis.proportionality.map(json) ?? .null),
    ]
    return own + more
  }

  private var comparison: CoxComparisonSection? {
    analysis.comparison.map { CoxComparisonSection(comparison: $0) }
  }

  private var frailty: CoxFrailtySection? {
    analysis.frailty.map { CoxFrailtySection(frailty: $0, names: model.coefficientNames) }
  }

  private func json(_ test: ProportionalHazardsTest) -> JSONValue {
    [
      "transform": .string(analysis.options.transform.rawValue),
      "terms": .array(
        test.terms.map {
          .object(
            [.init("term", .string($0.label))] + Self.members($0.test)
              + [.init("projection", Self.json($0.projection))])
        }),
      "global": Self.json(test.global),
    ]
  }

  private static func members(_ test: HypothesisTest) -> [JSONValue.Member] {
    [
      .init("statistic", .number(test.statistic)), .init("df", .number(test.degreesOfFreedom)),
      .init("p_value", .number(test.pValue)),
    ]
  }

  static func json(_ test: HypothesisTest) -> JSONValue { .object(members(test)) }

  var blocks: [Block] {
    let events =
      "\(model.eventCount) event\(model.eventCount == 1 ? "" : "s") among \(model.observationCount) rows."
    let shared = (frailty.map { [$0.block] } ?? []) + (comparison.map { [$0.block] } ?? [])
    guard !model.columns.isEmpty else { return [.paragraph(RichText(events))] + shared }
    return [
      terms.table(
        id: "tbl-coefficients", title: "Coefficients",
        notes: [
          TableNote(
            .abbreviations,
            "SE, standard error; CI, confidence interval. A hazard ratio above 1 means the event "
              + "comes sooner.")
        ]), .paragraph(RichText(events + " " + fit)),
    ] + shared + (analysis.proportionality.map { [.table(table($0))] } ?? [])
  }

  private var fit: String {
    let concordance = analysis.findings.concordance.map {
      "Concordance \(CoefficientTerms.significant($0.estimate)) (SE "
        + "\(CoefficientTerms.significant($0.standardError))). "
    }
    let parts: [(String, HypothesisTest)] =
      [
        ("Likelihood ratio", model.tests.likelihoodRatio), ("Wald", model.tests.wald),
        ("score", model.tests.score),
      ].filter { !$0.1.statistic.isNaN }
      + (model.tests.robustScore.map { [("robust score", $0)] } ?? [])
    let tests = parts.map { name, test in
      "\(name) χ² \(CoefficientTerms.significant(test.statistic)) on "
        + "\(CoefficientTerms.plain(test.degreesOfFreedom)) df, "
        + PValueStyle().equation(test.pValue)
    }
    let likelihood = model.frailty == nil ? "partial" : "marginal"
    return tests.joined(separator: "; ")
      + ". " + (concordance ?? "") + "Log \(likelihood) likelihood "
      + "\(CoefficientTerms.significant(model.logLikelihood)), null "
      + "\(CoefficientTerms.significant(model.nullLogLikelihood))."
  }

  private static func words(_ transform: ProportionalHazardsTest.Transform) -> String {
    switch transform {
    case .kaplanMeier: "one less Kaplan-Meier"
    case .rank: "its rank"
    case .log: "its logarithm"
    case .identity: "as it is"
    }
  }

  private func table(_ test: ProportionalHazardsTest) -> TableBlock {
    let tests = test.terms.map { ($0.label, $0.test) } + [("All covariates", test.global)]
    return TableBlock(
      id: "tbl-proportional-hazards", title: "Proportional hazards",
      columns: [
        TableColumn(header: "Covariate"), TableColumn(header: "χ²", alignment: .trailing),
        TableColumn(header: "df", alignment: .trailing),
        TableColumn(header: "P", alignment: .trailing),
      ],
      rows: tests.map { label, test in
        TableRow(cells: [
          Cell(label), Cell(CoefficientTerms.significant(test.statistic)),
          Cell(CoefficientTerms.plain(test.degreesOfFreedom)),
          Cell(PValueStyle().text(PrintableValue(test.pValue))),
        ])
      },
      notes: [
        TableNote(
          .tests,
          RichText(
            "Score test of a change of the effect with time (\(Self.words(analysis.options.transform)));"
              + " a small P speaks against one hazard ratio for all times."))
      ])
  }
}
