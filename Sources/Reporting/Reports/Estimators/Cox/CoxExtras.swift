import Analyses
import Documents
import LinearAlgebra
import Statistics
import Survival

/// What a Cox model gives on request: baseline hazard, predictions, residuals.
struct CoxExtras {
  let analysis: CoxAnalysis

  private var model: CoxModel { analysis.model }
  private var times: [Double] { analysis.options.times }

  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if analysis.options.baseline { members.append(.init("baseline", baseline)) }
    if !analysis.predictions.isEmpty {
      members.append(.init("predictions", .array(analysis.predictions.map(json))))
    }
    if let residuals = analysis.residuals {
      members.append(.init("residuals", json(residuals)))
      members.append(.init("residual_kind", .string(residuals.kind.rawValue)))
    }
    return members
  }

  private func stratum(_ code: Int) -> JSONValue {
    analysis.strata.isEmpty ? .null : .string(analysis.strata[code])
  }

  private var baseline: JSONValue {
    .array(
      model.baselineHazards.flatMap { hazard in
        zip(hazard.times, hazard.cumulativeHazard).map { time, value in
          [
            "stratum": stratum(hazard.stratum), "time": .number(time),
            "cumulative_hazard": .number(value),
          ]
        }
      })
  }

  /// The curve at the times asked for, or at every event time.
  private func points(_ prediction: CoxPrediction) -> [(time: Double, values: [Double])] {
    let curve = prediction.curve
    let errors = curve.standardErrors
    func at(_ index: Int?) -> [Double] {
      guard let index else { return [1, 0, 1, 1, 0, 0] }
      let interval = curve.interval(index: index, analysis.options.requests.interval)
      return [
        curve.survival[index], errors[index], interval.lower, interval.upper,
        curve.cumulativeHazard[index], curve.cumulativeHazardErrors[index],
      ]
    }
    guard !times.isEmpty else { return curve.times.indices.map { (curve.times[$0], at($0)) } }
    return times.map { time in
      // Later than the last follow-up there is no estimate.
      guard time <= prediction.lastFollowUp else {
        return (time, [Double](repeating: .nan, count: 6))
      }
      return (time, at(curve.times.lastIndex { $0 <= time }))
    }
  }

  private func json(_ prediction: CoxPrediction) -> JSONValue {
    [
      "at": .string(prediction.at), "stratum": .optional(prediction.stratum),
      "at_times": .array(
        points(prediction).map { time, values in
          [
            "time": .number(time), "estimate": .number(values[0]),
            "std_error": .number(values[1]), "conf_low": .number(values[2]),
            "conf_high": .number(values[3]), "cumulative_hazard": .number(values[4]),
            "cumulative_hazard_std_error": .number(values[5]),
          ]
        }),
      "quantiles": .array(quantiles(prediction).map(json)), "rmst": restrictedMean(prediction),
      "risk": [
        "linear_predictor": .number(prediction.relativeRisk.linearPredictor),
        "linear_predictor_std_error": .number(prediction.relativeRisk.linearPredictorError),
        "estimate": .number(prediction.relativeRisk.risk),
        "std_error": .number(prediction.relativeRisk.riskError),
      ],
    ]
  }

  private func quantiles(_ prediction: CoxPrediction) -> [SurvivalQuantile] {
    prediction.curve.quantiles(
      [0.25, 0.5, 0.75], analysis.options.requests.interval,
      lastFollowUp: prediction.lastFollowUp)
  }

  private func json(_ quantile: SurvivalQuantile) -> JSONValue {
    [
      "p": .number(quantile.probability), "estimate": .number(quantile.time),
      "conf_low": .number(quantile.interval.lower), "conf_high": .number(quantile.interval.upper),
    ]
  }

  private func restrictedMean(_ prediction: CoxPrediction) -> JSONValue {
    guard let tau = analysis.options.requests.tau else { return .null }
    let mean = prediction.restrictedMean ?? (.nan, .nan)
    let interval = ConfidenceInterval(
      normalAround: mean.estimate, standardError: mean.standardError,
      level: prediction.curve.level
    ).cut(from: 0, to: tau)
    return [
      "tau": .number(tau), "estimate": .number(mean.estimate),
      "std_error": .number(mean.standardError), "conf_low": .number(interval.lower),
      "conf_high": .number(interval.upper),
    ]
  }

  private func json(_ residuals: CoxResiduals) -> JSONValue {
    switch residuals.values {
    case .rows(let values): return .numbers(values)
    case .covariates(let table):
      let names = model.coefficientNames
      return .array(
        table.rows.indices.map { row in
          .object(names.indices.map { .init(names[$0], .number(table.values[row, $0])) })
        })
    }
  }

  var blocks: [Block] {
    var blocks: [Block] = []
    if !analysis.predictions.isEmpty { blocks.append(.table(predictionTable)) }
    if analysis.options.baseline {
      blocks.append(.paragraph("The baseline hazard is part of the JSON output."))
    }
    if analysis.residuals != nil {
      blocks.append(.paragraph("The residuals are part of the JSON output."))
    }
    return blocks
  }

  private var predictionTable: TableBlock {
    let style = IntervalStyle(decimals: 3)
    return TableBlock(
      id: "tbl-predictions", title: "Predicted event-free probability",
      columns: [
        TableColumn(header: "Covariates"), TableColumn(header: "Time", alignment: .trailing),
        TableColumn(header: "Event-free (CI)", alignment: .trailing),
      ],
      rows: analysis.predictions.flatMap { prediction in
        points(prediction).map { time, values in
          TableRow(cells: [
            Cell(prediction.at + (prediction.stratum.map { "; \($0)" } ?? "")),
            Cell(CoefficientTerms.plain(time)),
            Cell(values[0].isNaN ? "NE" : style.text(values[0], values[2], values[3])),
          ])
        }
      },
      notes: [
        TableNote(
          .statistics,
          RichText(
            "For subjects with these covariates, as the model has them; the interval is that of the "
              + "curve, on the \(analysis.options.requests.interval.rawValue) scale.")),
        TableNote(.statistics, RichText(PredictionCaution.text)),
      ])
  }
}
