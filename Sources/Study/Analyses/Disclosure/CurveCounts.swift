import Cohorts
import Statistics

/// The counts below the figures of a study, and the figures as they may be shown.
///
/// A curve that steps at each event is a list of the times of single patients. Under `min_cell` it is
/// drawn only where at least so many events have come since the place before; ticks of the censored,
/// lines of single hips and the events below a figure are left out; and it ends at a time of the table
/// below it. A curve of a group whose number or events are hidden is not drawn.
struct CurveCounts {
  private var survival: [[[CountLedger.Cell]]] = []
  private var sizes: [[(n: CountLedger.Cell, events: CountLedger.Cell)]] = []
  private var incidence: [(everybody: [[CountLedger.Cell]], arms: [[[CountLedger.Cell]]])] = []
  private var inResponse: [(n: CountLedger.Cell, watched: [CountLedger.Cell])] = []
  private var intervals: [[(n: CountLedger.Cell, seen: [CountLedger.Cell])]] = []
  private var courses: [[[(seen: CountLedger.Cell, notSeen: CountLedger.Cell)]]] = []

  /// Enters the counts of every figure in a ledger.
  init(_ results: StudyResults, in ledger: inout CountLedger) {
    func atRisk(
      _ counts: [Int?], _ times: [Double], _ group: [GroupLevel], _ n: Count, _ name: String,
      _ ledger: inout CountLedger
    ) -> [CountLedger.Cell] {
      let cells = zip(counts, times).map { count, time in
        ledger.cell(
          count ?? 0, .atRisk, in: group, at: "\(time)",
          as: AnalysisResult.quantity(of: .atRisk, in: name, at: time))
      }
      ledger.nest([ledger.cell(n.number ?? 0, .size, in: group)] + cells)
      return cells
    }
    for figure in results.curves {
      survival.append(
        figure.curves.map {
          atRisk($0.atRisk, figure.riskTimes, $0.group, $0.n, "survival ", &ledger)
        })
      sizes.append(
        figure.curves.map { curve in
          let events = curve.eventCounts.reduce(0, +)
          return (
            ledger.cell(curve.n.number ?? 0, .size, in: curve.group),
            ledger.cell(events, .events, in: curve.group)
          )
        })
    }
    for set in results.incidence {
      let name = "competing_events \(set.set)"
      func cells(_ curve: IncidenceResults.Curve) -> [CountLedger.Cell] {
        atRisk(curve.atRisk, set.riskTimes, curve.group, curve.n, name, &ledger)
      }
      incidence.append((set.everybody.map(cells), set.arms.map { $0.map(cells) }))
    }
    if let figure = results.inResponse {
      inResponse = figure.curves.map {
        (
          ledger.cell($0.n.number ?? 0, .size, in: $0.group),
          atRisk($0.watched, figure.riskTimes, $0.group, $0.n, "watched", &ledger)
        )
      }
    }
    for figure in [results.onset].compactMap({ $0 }) + results.lossIntervals {
      intervals.append(
        figure.curves.map {
          (
            ledger.cell($0.n.number ?? 0, .size, in: $0.group),
            atRisk(
              $0.seenWithout, figure.riskTimes, $0.group, $0.n, "seen \(figure.context.label)",
              &ledger)
          )
        })
    }
    for course in results.courses {
      courses.append(
        course.groups.map { group in
          group.points.map { point in
            (
              ledger.cell(point.seen ?? 0, .size, in: group.group),
              ledger.cell(point.notSeen ?? 0, .part, in: group.group)
            )
          }
        })
    }
  }

  /// Takes out of the figures what may not be shown.
  func hide(in results: inout StudyResults, _ suppression: CountSuppression, least: Int) {
    let redaction = CurveRedaction(suppression: suppression, least: least)
    for place in results.curves.indices {
      redaction.redact(
        &results.curves[place], atRisk: survival[place], sizes: sizes[place],
        isTested: results.results)
    }
    for place in results.incidence.indices {
      redaction.redact(
        &results.incidence[place], everybody: incidence[place].everybody,
        arms: incidence[place].arms, rows: results.results)
    }
    if var figure = results.inResponse {
      redaction.redact(&figure, watched: inResponse)
      results.inResponse = figure.curves.isEmpty ? nil : figure
    }
    let hasOnset = results.onset != nil
    if var figure = results.onset {
      redaction.redact(&figure, seen: intervals[0])
      results.onset = figure.curves.isEmpty ? nil : figure
    }
    for place in results.lossIntervals.indices {
      redaction.redact(&results.lossIntervals[place], seen: intervals[place + (hasOnset ? 1 : 0)])
    }
    for place in results.courses.indices {
      redaction.redact(&results.courses[place], cells: courses[place])
    }
    results.lossIntervals.removeAll { $0.curves.isEmpty }
    results.curves.removeAll { $0.curves.isEmpty }
    redaction.redact(&results.modelPictures, rows: results.results)
  }
}
