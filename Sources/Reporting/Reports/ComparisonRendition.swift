public import Analyses
import Cohorts
import Documents
import Statistics

extension Rendition {
  /// The comparison of the arms of a study, without figures.
  public init(comparing study: StudyResults) {
    let context = ReportContext(study, numbers: StudyReport.Options().numbers(for: study.study))
    let section = ArmsSection(
      context: context, flow: study.flow, pictures: study.modelPictures, showsFigures: false)
    let kept: Set<AnalysisResult.Analysis> = [.comparison, .balance, .overlap]
    let arms = study.study.comparison?.arms.column
    let rows = study.results.filter { row in
      kept.contains(row.analysis) || (row.analysis == .logRank && row.name == arms)
        || (row.analysis == .population && !row.stratum.isEmpty)
    }
    var blocks = section.blocks
    if blocks.isEmpty {
      blocks = [
        .paragraph(
          "Nobody has an outcome to compare the arms by: the flow of the report says why.")
      ]
    }
    self.init(
      json: [
        "model": "compare", "title": .string(study.study.title),
        "population": .string(study.study.population),
        "reference": .optional(study.study.comparison?.reference),
        "adjust_for": .strings(study.study.comparison?.adjustFor ?? []),
        "not_done": .strings(study.study.notDone), "results": ResultRows.json(rows),
      ],
      document: Document(blocks: blocks).numbered(), table: ResultRows.csv(rows),
      diagnostics: rows.flatMap(\.diagnostics))
  }
}
