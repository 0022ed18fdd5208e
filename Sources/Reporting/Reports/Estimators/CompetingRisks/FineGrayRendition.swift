public import Analyses
import Documents
import LinearAlgebra
import Statistics
import Survival

extension Rendition {
  /// A Fine-Gray model in the three forms, with a forest where one is asked for.
  public init(
    _ analysis: FineGrayAnalysis, level: Double, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let heading = EstimatorHeading(
      model: "finegray", title: "Fine-Gray subdistribution hazards model", facts: analysis.facts)
    let pages = FineGrayPages(analysis: analysis, level: level)
    self =
      try Rendition(
        json: .object(heading.members + pages.members),
        document: Document(blocks: heading.opening + pages.blocks + heading.closing),
        table: pages.terms.csv, diagnostics: analysis.facts.diagnostics
      ).illustrated(
        by: pages.terms, analysis.facts, model: "Fine-Gray model of \(analysis.cause)",
        counted: EventWords.text(analysis.model.eventCount), outcome: analysis.cause,
        at: figure)
  }
}

/// The body of a Fine-Gray model: coefficients, tests, baseline and predicted incidence.
struct FineGrayPages {
  let analysis: FineGrayAnalysis
  let level: Double

  private var model: FineGrayModel { analysis.model }

  var terms: CoefficientTerms {
    CoefficientTerms(
      model, columns: model.columns, level: level, modelStandardErrors: model.modelStandardErrors)
  }

  private var tests: [(key: String, name: String, test: HypothesisTest)] {
    [
      ("likelihood_ratio", "Pseudo likelihood ratio", model.tests.likelihoodRatio),
      ("wald", "Wald (robust)", model.tests.wald), ("score", "score", model.tests.score),
      ("robust_score", "robust score", model.tests.robustScore),
    ]
  }

  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("cause", .string(analysis.cause)),
      .init("other_causes", .array(analysis.otherCauses.map { .string($0) })),
      .init("ties", .string(model.options.ties.rawValue)),
      .init("events", .integer(model.eventCount)),
      .init("competing_events", .integer(model.competingCount)), .init("terms", terms.json),
      .init("covariance", model.covariance.json),
      .init("model_covariance", model.modelCovariance.json),
      .init(
        "log_likelihood",
        ["null": .number(model.nullLogLikelihood), "model": .number(model.logLikelihood)]),
      .init("aic", .number(model.aic)),
      .init(
        "tests",
        .object(
          tests.map { test in
            .init(
              test.key,
              [
                "statistic": .number(test.test.statistic),
                "df": .number(test.test.degreesOfFreedom),
                "p_value": .number(test.test.pValue),
              ])
          })),
    ]
    if analysis.options.baseline { members.append(.init("baseline", baseline)) }
    if !analysis.predictions.isEmpty {
      members.append(.init("predictions", .array(analysis.predictions.map(json))))
    }
    return members
  }

  private var baseline: JSONValue {
    .array(
      model.baselineHazards.flatMap { hazard in
        zip(hazard.times, hazard.cumulativeHazard).map { time, value in
          [
            "stratum": analysis.strata.isEmpty ? .null : .string(analysis.strata[hazard.stratum]),
            "time": .number(time), "cumulative_hazard": .number(value),
          ]
        }
      })
  }

  /// One time of a predicted curve; nothing later than the last follow-up.
  private struct Point {
    let time: Double
    let estimate, standardError, low, high: Double
  }

  private func points(_ prediction: FineGrayPrediction) -> [Point] {
    let curve = prediction.curve
    return curve.times.indices.map { place in
      guard curve.times[place] <= prediction.lastFollowUp else {
        return Point(
          time: curve.times[place], estimate: .nan, standardError: .nan, low: .nan, high: .nan)
      }
      return Point(
        time: curve.times[place], estimate: curve.incidence[place],
        standardError: curve.standardErrors[place], low: curve.lower[place],
        high: curve.upper[place])
    }
  }

  private func json(_ prediction: FineGrayPrediction) -> JSONValue {
    [
      "at": .string(prediction.at), "stratum": .optional(prediction.stratum),
      "at_times": .array(
        points(prediction).map { point in
          [
            "time": .number(point.time), "estimate": .number(point.estimate),
            "std_error": .number(point.standardError), "conf_low": .number(point.low),
            "conf_high": .number(point.high),
          ]
        }),
    ]
  }

  // MARK: The page

  var blocks: [Block] {
    let others =
      analysis.otherCauses.isEmpty ? "" : " (\(analysis.otherCauses.joined(separator: ", ")))"
    let events =
      "Cause \(analysis.cause): \(model.eventCount) event\(model.eventCount == 1 ? "" : "s") and "
      + "\(model.competingCount) competing event\(model.competingCount == 1 ? "" : "s")\(others) "
      + "among \(model.observationCount) rows."
    var blocks: [Block] = []
    if model.columns.isEmpty {
      blocks.append(.paragraph(RichText(events)))
    } else {
      blocks = [
        terms.table(
          id: "tbl-coefficients", title: "Coefficients",
          notes: [
            TableNote(
              .abbreviations,
              "SE, standard error; CI, confidence interval. A subdistribution hazard ratio above 1 "
                + "means that more have the event by any time, competing events taken into account; "
                + "it is no ratio of rates among those still free of every event.")
          ]), .paragraph(RichText(events + " " + fit)),
      ]
    }
    if !analysis.predictions.isEmpty { blocks.append(.table(predictionTable)) }
    if analysis.options.baseline {
      blocks.append(.paragraph("The baseline hazard is part of the JSON output."))
    }
    return blocks
  }

  private var fit: String {
    tests.map { test in
      "\(test.name) χ² \(CoefficientTerms.significant(test.test.statistic)) on "
        + "\(CoefficientTerms.plain(test.test.degreesOfFreedom)) df, "
        + PValueStyle().equation(test.test.pValue)
    }.joined(separator: "; ")
      + ". Log pseudo-likelihood \(CoefficientTerms.significant(model.logLikelihood)), null "
      + "\(CoefficientTerms.significant(model.nullLogLikelihood))."
  }

  private var predictionTable: TableBlock {
    let style = IntervalStyle(decimals: 3)
    return TableBlock(
      id: "tbl-predictions", title: "Predicted cumulative incidence",
      columns: [
        TableColumn(header: "Covariates"), TableColumn(header: "Time", alignment: .trailing),
        TableColumn(header: "Incidence (CI)", alignment: .trailing),
      ],
      rows: analysis.predictions.flatMap { prediction in
        points(prediction).map { point in
          TableRow(cells: [
            Cell(prediction.at + (prediction.stratum.map { "; \($0)" } ?? "")),
            Cell(CoefficientTerms.plain(point.time)),
            Cell(
              point.estimate.isNaN
                ? "NE" : style.text(point.estimate, point.low, point.high)),
          ])
        }
      },
      notes: [
        TableNote(
          .statistics,
          RichText(
            "The probability of an event of cause \(analysis.cause) by the time, for one subject "
              + "with these covariates; the interval is that of the mean curve, on the log-log "
              + "scale.")),
        TableNote(.statistics, RichText(PredictionCaution.text)),
      ])
  }
}
