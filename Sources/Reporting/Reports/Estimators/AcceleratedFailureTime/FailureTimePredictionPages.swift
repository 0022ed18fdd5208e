import Analyses
import Documents
import LinearAlgebra
import Statistics
import Survival

/// What an accelerated failure time model gives on request: quantiles, survival and restricted means
/// of groups or of chosen covariates, and residuals.
struct FailureTimePredictionPages {
  let analysis: AcceleratedFailureTimeAnalysis
  let level: Double

  private var options: AcceleratedFailureTimeAnalysis.Options { analysis.options }

  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if !analysis.predictions.isEmpty {
      members.append(
        .init(
          "predictions",
          .array(
            analysis.predictions.map { prediction in
              .object(
                [
                  .init("at", .string(prediction.at)),
                  .init("stratum", .optional(prediction.stratum)),
                ] + body(prediction.times))
            })))
    }
    if !analysis.groups.isEmpty {
      members.append(
        .init(
          "groups",
          .array(
            analysis.groups.map { group in
              let median = group.times.quantile(0.5, level: level)
              return .object(
                [
                  .init("group", group.group.json), .init("n", .integer(group.rowCount)),
                  .init("events", .integer(group.eventCount)),
                  .init("median", .number(median.estimate)),
                  .init("median_conf_low", .number(median.interval.lower)),
                  .init("median_conf_high", .number(median.interval.upper)),
                ] + body(group.times))
            })))
    }
    if let residuals = analysis.residuals {
      members.append(.init("residuals", json(residuals)))
      members.append(.init("residual_kind", .string(residuals.kind.rawValue)))
    }
    return members
  }

  private func body(_ times: PredictedTimes) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init(
        "quantiles",
        .array(
          options.probabilities.map { p in
            .object([.init("p", .number(p))] + Self.members(times.quantile(p, level: level)))
          })),
      .init(
        "at_times",
        .array(
          options.times.map { time in
            .object(
              [.init("time", .number(time))]
                + Self.members(times.survival(at: time, level: level)))
          })),
    ]
    if let limit = options.limit {
      members.append(
        .init(
          "rmst",
          .object(
            [.init("tau", .number(limit))]
              + Self.members(times.restrictedMean(upTo: limit, level: level)))))
    }
    return members
  }

  private static func members(_ value: PredictedTimes.Value) -> [JSONValue.Member] {
    [
      .init("estimate", .number(value.estimate)), .init("std_error", .number(value.standardError)),
      .init("conf_low", .number(value.interval.lower)),
      .init("conf_high", .number(value.interval.upper)),
    ]
  }

  private func json(_ residuals: FailureTimeResiduals) -> JSONValue {
    switch residuals.values {
    case .rows(let values): return .numbers(values)
    case .parameters(let matrix):
      let names =
        analysis.model.coefficientNames
        + AcceleratedFailureTimePages(analysis: analysis, level: level).scaleNames
      return .array(
        (0..<matrix.rowCount).map { row in
          .object(names.indices.map { .init(names[$0], .number(matrix[row, $0])) })
        })
    }
  }

  // MARK: The page

  /// A subject or group with its name on the page.
  private var subjects: [(name: String, times: PredictedTimes)] {
    analysis.predictions.map { prediction in
      (prediction.at + (prediction.stratum.map { "; \($0)" } ?? ""), prediction.times)
    } + analysis.groups.map { ($0.group.title, $0.times) }
  }

  var blocks: [Block] {
    var blocks: [Block] = []
    if !subjects.isEmpty {
      blocks.append(.table(quantiles))
      if !options.times.isEmpty { blocks.append(.table(landmarks)) }
    }
    if analysis.residuals != nil {
      blocks.append(.paragraph("The residuals are part of the JSON output."))
    }
    return blocks
  }

  private var heading: RichText { analysis.predictions.isEmpty ? "Group" : "Covariates" }

  private static func text(_ value: PredictedTimes.Value) -> String {
    guard value.estimate.isFinite else { return "NE" }
    return "\(CoefficientTerms.significant(value.estimate)) "
      + "(\(CoefficientTerms.significant(value.interval.lower)) to "
      + "\(CoefficientTerms.significant(value.interval.upper)))"
  }

  private var quantiles: TableBlock {
    let percent = CoefficientTerms.percent(level)
    var columns = [TableColumn(header: heading)]
    columns += options.probabilities.map { p in
      let name = p == 0.5 ? "Median" : "Time by which \(CoefficientTerms.percent(p)) had the event"
      return TableColumn(header: RichText("\(name) (\(percent) CI)"), alignment: .trailing)
    }
    if let limit = options.limit {
      columns.append(
        TableColumn(
          header: RichText(
            "Mean event-free time up to \(CoefficientTerms.plain(limit)) (\(percent) CI)"),
          alignment: .trailing))
    }
    return TableBlock(
      id: "tbl-predicted-times", title: "Predicted times, in the unit of the data",
      columns: columns,
      rows: subjects.map { subject in
        var cells = [Cell(subject.name)]
        cells += options.probabilities.map {
          Cell(Self.text(subject.times.quantile($0, level: level)))
        }
        if let limit = options.limit {
          cells.append(Cell(Self.text(subject.times.restrictedMean(upTo: limit, level: level))))
        }
        return TableRow(cells: cells)
      },
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval of the distribution's value, not the range of single subjects. "
            + "Times later than the follow-up are extrapolated by the distribution."),
        TableNote(.statistics, RichText(PredictionCaution.text)),
      ])
  }

  private var landmarks: TableBlock {
    let style = IntervalStyle(decimals: 3)
    return TableBlock(
      id: "tbl-predictions", title: "Predicted event-free probability",
      columns: [
        TableColumn(header: heading), TableColumn(header: "Time", alignment: .trailing),
        TableColumn(
          header: RichText("Event-free (\(CoefficientTerms.percent(level)) CI)"),
          alignment: .trailing),
      ],
      rows: subjects.flatMap { subject in
        options.times.map { time in
          let value = subject.times.survival(at: time, level: level)
          return TableRow(cells: [
            Cell(subject.name), Cell(CoefficientTerms.plain(time)),
            Cell(
              value.estimate.isNaN
                ? "NE" : style.text(value.estimate, value.interval.lower, value.interval.upper)),
          ])
        }
      })
  }
}
