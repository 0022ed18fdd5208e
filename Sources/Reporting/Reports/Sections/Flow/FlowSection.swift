import Analyses
import Cohorts
import Documents

/// What the report is about, and who was analysed.
struct FlowSection: ReportSection {
  let study: StudyResults
  let context: ReportContext

  /// The opening of the report: population, outcome, flow.
  var blocks: [Block] {
    let outcome = study.study.outcome.context
    let items: [RichText] = [
      "\(strong: "Population"): \(study.study.population)",
      "\(strong: "Outcome"): \(outcome.label)",
      "\(strong: "Instrument"): \(outcome.instrument)",
      "\(strong: "Threshold"): \(outcome.thresholdAlone)",
      "\(strong: "Time"): from \(outcome.origin), in months of \(context.daysOfMonth) days",
    ]
    let events: [RichText] =
      study.study.endpoints.map { ["\(strong: "Other events"): \($0.wordsOfEvents)"] } ?? []
    var blocks: [Block] = [.heading(level: 2, "Flow of the study"), .list(items + events)]
    blocks += FlowTables(study: study, context: context).blocks
    blocks.insert(FlowFigure(study, context).block, at: min(3, blocks.count))
    blocks += context.remarks(study.diagnostics)
    if !study.study.notDone.isEmpty {
      blocks.append(
        .note(
          .caution,
          [RichText("The protocol asks for more than this report holds:")]
            + study.study.notDone.map { RichText(message: $0) }))
    }
    return blocks
  }

  /// The picture of the flow and its numbers.
  var files: [StudyReport.File] { FlowFigure(study, context).files }
}
