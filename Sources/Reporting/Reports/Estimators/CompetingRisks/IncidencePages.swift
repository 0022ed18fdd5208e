import Analyses
import Documents
import Statistics
import Survival

/// The body of the page of cumulative incidence.
struct IncidencePages {
  let analysis: IncidenceAnalysis
  private let style = IntervalStyle(decimals: 3)

  init(analysis: IncidenceAnalysis) { self.analysis = analysis }

  /// Events and incidence, the mean times lost, and the tests between groups.
  var blocks: [Block] {
    var blocks: [Block] = [.table(events)]
    if !analysis.options.times.isEmpty { blocks.append(.table(landmarks)) }
    if let horizon = analysis.options.curves.horizon { blocks.append(.table(timeLost(horizon))) }
    if let comparison = analysis.comparison {
      blocks.append(.table(tests(comparison)))
      if comparison.causes.contains(where: { $0.causeSpecificPairs != nil }) {
        blocks.append(.table(pairs(comparison)))
      }
    }
    return blocks
  }

  private var level: String { CoefficientTerms.percent(analysis.options.curves.level) }

  /// What stands in the way of each cause, in words: every other one.
  private var reading: String {
    analysis.causes.count > 1
      ? "Causes: \(analysis.causes.joined(separator: ", ")). Incidence of a cause is the probability of "
        + "having had that event as the first, the other causes competing: who had another event "
        + "can no longer have this one, and counts in the denominator. At any time the "
        + "incidences and the event-free probability add up to 1."
      : "With a single cause there is no competing event."
  }

  private var events: TableBlock {
    let rows = zip(analysis.curves, analysis.groups).flatMap { curves, group -> [TableRow] in
      let last = curves.times.last
      return analysis.causes.indices.map { index in
        let isFirst = index == 0
        let end = last.map { curves.reading(index + 1, at: $0) }
        return TableRow(cells: [
          Cell(isFirst ? group.title : ""),
          Cell(isFirst ? NumberStyle.point.text(curves.table.all.rowCount) : ""),
          Cell(analysis.causes[index]),
          Cell(NumberStyle.point.text(curves.table.eventCounts[index])),
          Cell(last.map(CoefficientTerms.significant) ?? ""),
          Cell(end.map { style.text($0.value, $0.interval.lower, $0.interval.upper) } ?? "NE"),
        ])
      }
    }
    return TableBlock(
      id: "tbl-events", title: "Events by cause",
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "n", alignment: .trailing),
        TableColumn(header: "Cause"), TableColumn(header: "Events", alignment: .trailing),
        TableColumn(header: "Last follow-up", alignment: .trailing),
        TableColumn(
          header: RichText("Incidence by then (\(level) CI)"), alignment: .trailing),
      ], rows: rows,
      notes: [
        TableNote(.abbreviations, "CI, confidence interval; NE, not evaluable."),
        TableNote(.statistics, RichText(reading)),
      ])
  }

  private var landmarks: TableBlock {
    let times = analysis.options.times.sorted()
    let rows = zip(analysis.curves, analysis.groups).flatMap { curves, group in
      (Array(1...max(1, analysis.causes.count)) + [0]).filter { $0 <= analysis.causes.count }
        .flatMap { cause in
          times.map { time -> TableRow in
            let reading = curves.reading(cause, at: time)
            return TableRow(cells: [
              Cell(group.title),
              Cell(cause == 0 ? "Free of any event" : analysis.causes[cause - 1]),
              Cell(CoefficientTerms.plain(time)),
              Cell(KaplanMeierPages.count(reading.atRisk)),
              Cell(
                reading.state == .beyondFollowUp
                  ? "NE"
                  : style.text(reading.value, reading.interval.lower, reading.interval.upper)),
            ])
          }
        }
    }
    return TableBlock(
      id: "tbl-times", title: "Incidence at chosen times",
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "Cause"),
        TableColumn(header: "Time", alignment: .trailing),
        TableColumn(header: "At risk", alignment: .trailing),
        TableColumn(header: RichText("Incidence (\(level) CI)"), alignment: .trailing),
      ], rows: rows,
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval; NE, not evaluable: follow-up ended earlier with some still "
            + "event-free.")
      ])
  }

  private func timeLost(_ horizon: Double) -> TableBlock {
    let tau = CoefficientTerms.plain(horizon)
    let rows = zip(analysis.curves, analysis.groups).flatMap { curves, group in
      (Array(1...max(1, analysis.causes.count)) + [0]).filter { $0 <= analysis.causes.count }
        .map { cause -> TableRow in
          let mean = curves.meanTimes?[cause]
          let limits = mean.map(curves.interval)
          return TableRow(cells: [
            Cell(group.title),
            Cell(cause == 0 ? "Free of any event" : "Lost to \(analysis.causes[cause - 1])"),
            Cell(Self.mean(mean?.value, limits)),
          ])
        }
    }
    return TableBlock(
      id: "tbl-time-lost", title: RichText("Mean time up to \(tau), in the unit of the data"),
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "Time"),
        TableColumn(header: RichText("Mean (\(level) CI)"), alignment: .trailing),
      ], rows: rows,
      notes: [
        TableNote(
          .statistics,
          RichText(
            "The times add up to \(tau): what is not free of any event is lost to a cause.")),
        TableNote(
          .abbreviations,
          "CI, confidence interval; NE, not evaluable: follow-up ended earlier with some still "
            + "event-free."),
      ])
  }

  private static func mean(_ value: Double?, _ limits: ConfidenceInterval?) -> String {
    guard let value, let limits, !value.isNaN else { return "NE" }
    return "\(CoefficientTerms.significant(value)) "
      + "(\(CoefficientTerms.significant(limits.lower)) to "
      + "\(CoefficientTerms.significant(limits.upper)))"
  }
}

extension IncidencePages {
  private func tests(_ comparison: IncidenceComparison) -> TableBlock {
    TableBlock(
      id: "tbl-tests", title: "Tests between groups, cause by cause",
      columns: [
        TableColumn(header: "Cause"),
        TableColumn(header: "Incidence: Gray's χ² (df)", alignment: .trailing),
        TableColumn(header: "P (incidence)", alignment: .trailing),
        TableColumn(header: "Cause-specific hazard: log-rank χ² (df)", alignment: .trailing),
        TableColumn(header: "P (hazard)", alignment: .trailing),
      ],
      rows: comparison.causes.map { cause in
        TableRow(
          cells: [Cell(analysis.causes[cause.cause - 1])] + Self.cells(cause.gray?.test)
            + Self.cells(cause.causeSpecific.test))
      },
      notes: [
        TableNote(
          .statistics,
          "Gray's test asks whether as many come to have the event; the other whether those still "
            + "free of any event have it at the same rate. A cause can differ in one and not in "
            + "the other.")
      ])
  }

  private static func cells(_ test: HypothesisTest?) -> [Cell] {
    guard let test, !test.statistic.isNaN else { return [Cell("NE"), Cell("NE")] }
    return [
      Cell(
        "\(CoefficientTerms.significant(test.statistic)) "
          + "(\(CoefficientTerms.plain(test.degreesOfFreedom)))"),
      Cell(PValueStyle().text(PrintableValue(test.pValue))),
    ]
  }

  private func pairs(_ comparison: IncidenceComparison) -> TableBlock {
    let rows = comparison.causes.flatMap { cause in
      (cause.causeSpecificPairs ?? []).enumerated().map { index, pair -> TableRow in
        let gray = cause.grayPairs?[index]
        return TableRow(cells: [
          Cell(analysis.causes[cause.cause - 1]),
          Cell(
            "\(analysis.groups[pair.firstGroup].title) and "
              + analysis.groups[pair.secondGroup].title),
          Self.pValue(gray?.test.test.pValue), Self.pValue(gray?.adjustedPValue),
          Self.pValue(pair.test.test.pValue), Self.pValue(pair.adjustedPValue),
        ])
      }
    }
    return TableBlock(
      id: "tbl-pairs", title: "Pairs of groups",
      columns: [
        TableColumn(header: "Cause"), TableColumn(header: "Pair"),
        TableColumn(header: "Gray's P", alignment: .trailing),
        TableColumn(header: "adjusted", alignment: .trailing),
        TableColumn(header: "Log-rank P", alignment: .trailing),
        TableColumn(header: "adjusted", alignment: .trailing),
      ], rows: rows)
  }

  private static func pValue(_ value: Double?) -> Cell {
    guard let value, !value.isNaN else { return Cell("NE") }
    return Cell(PValueStyle().text(PrintableValue(value)))
  }
}
