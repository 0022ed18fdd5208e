import Analyses
import Documents
import Glibc
import Statistics
import Survival

/// The tables of a page on an interval-censored hazard model.
struct IntervalHazardsTables {
  let analysis: IntervalHazardsAnalysis
  let level: Double

  private var model: IntervalHazardModel { analysis.model }
  private var percent: String { CoefficientTerms.percent(level) }

  func blocks(_ terms: CoefficientTerms) -> [Block] {
    let coefficients =
      model.columns.isEmpty
      ? []
      : [
        terms.table(
          id: "tbl-coefficients", title: "Coefficients",
          notes: [
            TableNote(
              .abbreviations,
              "SE, standard error; CI, confidence interval. A hazard ratio above 1 means the event "
                + "comes sooner.")
          ])
      ]
    return coefficients + [.paragraph(RichText(fit))]
      + (analysis.predictions.isEmpty ? [] : [.table(summaries)])
      + (analysis.predictions.isEmpty || analysis.options.times.isEmpty ? [] : [.table(landmarks)])
      + [.table(baseline)]
  }

  private var fit: String {
    let counts = analysis.counts
    let rows =
      "\(model.eventCount) events among \(model.observationCount) rows: \(counts.exact) known exactly, "
      + "\(counts.left + counts.interval) within an interval; \(counts.right) not seen. "
    let tests = [
      ("Likelihood ratio", model.tests.likelihoodRatio), ("Wald", model.tests.wald),
      ("score", model.tests.score),
    ].filter { $0.1.degreesOfFreedom > 0 }.map { name, test in
      "\(name) χ² \(CoefficientTerms.significant(test.statistic)) on "
        + "\(CoefficientTerms.plain(test.degreesOfFreedom)) df, "
        + PValueStyle().equation(test.pValue)
    }
    return rows + (tests.isEmpty ? "" : tests.joined(separator: "; ") + ". ")
      + "Log-likelihood \(CoefficientTerms.significant(model.logLikelihood)), of the baseline alone "
      + "\(CoefficientTerms.significant(model.nullLogLikelihood)); AIC "
      + "\(CoefficientTerms.significant(model.aic))."
  }

  private func name(_ prediction: IntervalHazardsAnalysis.Prediction) -> String {
    prediction.at.isEmpty ? "Everybody" : prediction.at
  }

  private func text(
    _ value: IntervalHazardModel.Prediction, missing: String, _ text: (Double) -> String
  ) -> Cell {
    guard value.estimate.isFinite else { return Cell(missing) }
    let interval = value.interval
    guard interval.lower.isFinite, interval.upper.isFinite else {
      return Cell(text(value.estimate))
    }
    return Cell(
      "\(text(value.estimate)) (\(text(interval.lower)) to \(text(interval.upper)))")
  }

  private var summaries: TableBlock {
    TableBlock(
      id: "tbl-medians", title: "Predicted medians and restricted means, in the unit of the data",
      columns: [
        TableColumn(header: "Covariates"),
        TableColumn(header: RichText("Median (\(percent) CI)"), alignment: .trailing),
        TableColumn(
          header: RichText(
            "Mean up to \(CoefficientTerms.plain(analysis.horizon)) (\(percent) CI)"),
          alignment: .trailing),
      ],
      rows: analysis.predictions.map {
        TableRow(cells: [
          Cell(name($0)), text($0.quantiles[1], missing: "NR", CoefficientTerms.significant),
          text($0.restrictedMean, missing: "NE", CoefficientTerms.significant),
        ])
      },
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval; NR, not reached within the data; NE, not evaluable. For one "
            + "subject with these covariates; the mean is the average event-free time within the "
            + "horizon.")
      ])
  }

  private var landmarks: TableBlock {
    let style = IntervalStyle(decimals: 3)
    return TableBlock(
      id: "tbl-predictions", title: "Predicted event-free probability",
      columns: [
        TableColumn(header: "Covariates"), TableColumn(header: "Time", alignment: .trailing),
        TableColumn(header: RichText("Event-free (\(percent) CI)"), alignment: .trailing),
      ],
      rows: analysis.predictions.flatMap { prediction in
        zip(analysis.options.times, prediction.survival).map { time, value in
          TableRow(cells: [
            Cell(name(prediction)), Cell(CoefficientTerms.plain(time)),
            text(value, missing: "NE") { style.text(PrintableValue($0)) },
          ])
        }
      },
      notes: [
        TableNote(
          .abbreviations, "CI, confidence interval; NE, not evaluable: the data end earlier.")
      ])
  }

  private var baseline: TableBlock {
    let baseline = model.baseline
    let isPiecewise = baseline.basis.shape == .piecewise
    return TableBlock(
      id: "tbl-baseline",
      title: model.columns.isEmpty ? "Hazard" : "Baseline hazard, at covariates zero",
      columns: [
        TableColumn(header: isPiecewise ? "Time" : "Function"),
        TableColumn(
          header: isPiecewise ? "Hazard per unit of time" : "Weight", alignment: .trailing),
        TableColumn(header: "SE of its logarithm", alignment: .trailing),
      ],
      rows: baseline.logWeights.indices.map { k in
        TableRow(cells: [
          Cell(baseline.basis.name(of: k, writing: CoefficientTerms.plain)),
          Cell(CoefficientTerms.significant(exp(baseline.logWeights[k]))),
          Cell(
            baseline.standardErrors[k].isNaN
              ? "" : CoefficientTerms.significant(baseline.standardErrors[k])),
        ])
      })
  }
}
