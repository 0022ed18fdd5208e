public import Analyses
import Cohorts
import Documents
import Statistics

extension Rendition {
  /// The comparison of the arms of a study, with its figures where they are asked for: the hazard
  /// ratios in the file named, and those of overlap and of adjusted curves beside it.
  public init(comparing study: StudyResults, figure: FigureRequest? = nil) {
    let context = ReportContext(study, numbers: StudyReport.Options().numbers(for: study.study))
    let section = ArmsSection(
      context: context, flow: study.flowCounts, pictures: study.modelPictures,
      showsFigures: figure != nil)
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
    let place = figure.map { FigurePlace(prefix: $0.prefix) }
    let forest = figure.flatMap { ArmsForest(context: context, request: $0).placed }
    blocks = place?.moved(blocks) ?? blocks
    let beside = place?.moved(section.files) ?? []
    let pictures = blocks.compactMap { block -> FigureBlock? in
      if case .figure(let figure) = block { figure } else { nil }
    }
    let unnoted = Document(blocks: blocks + (forest.map { [$0.block] } ?? []))
    let page = (context.smallCounts?.noted(unnoted) ?? unnoted).numbered()
    let names = (pictures + [forest?.figure].compactMap { $0 }).map(Rendition.named)
    self.init(
      json: .object(
        [
          .init("model", "compare"), .init("title", .string(study.study.title)),
          .init("population", .string(study.study.population)),
          .init("reference", .optional(study.study.comparison?.reference)),
          .init("adjust_for", .strings(study.study.comparison?.adjustFor ?? [])),
          .init("not_done", .strings(study.study.notDone)),
          .init("results", ResultRows.json(rows)),
        ] + (figure == nil ? [] : [.init("figures", .array(names))])),
      document: page, table: ResultRows.csv(rows), diagnostics: rows.flatMap(\.diagnostics),
      files: beside + (forest?.files ?? []))
  }
}
