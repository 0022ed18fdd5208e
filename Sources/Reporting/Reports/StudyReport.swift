public import Analyses
import Cohorts
public import Documents
import Tables

/// The results of a study → the files of its report.
public struct StudyReport: Sendable {
  /// One file of a report.
  public struct File: Sendable, Hashable {
    /// The path below the report's folder.
    public let path: String
    /// The contents.
    public let text: String
  }

  /// The page.
  public let document: Document
  /// The files, the page last, so that a report whose page is there is whole.
  public let files: [File]
  /// The section each block of the page belongs to; nil for what stands under every report.
  let places: [Section?]

  /// Builds the report; writes nothing.
  public init(_ study: StudyResults, options: Options = Options()) {
    let context = ReportContext(study, numbers: options.numbers(for: study.study))
    var sections: [(Section, any ReportSection)] = [
      (.findings, FindingsSection(context: context, curves: study.curves)),
      (.flow, FlowSection(study: study, context: context)),
      (.treated, TreatedSection(context: context)),
    ]
    if let plan = study.study.endpoints {
      sections += [
        (.response, ResponseSection(context: context, plan: plan)),
        (.onset, OnsetSection(context, plan: plan, curves: study.onset)),
      ]
    }
    let first = FindingsSection.shown(of: study.curves, context)?.id
    sections += [
      (.loss, SurvivalSection(context, curves: study.curves.filter { $0.id != first })),
      (.loss, ComparisonSection(context: context)),
    ]
    if let plan = study.study.endpoints {
      sections += [
        (.loss, LossRulesSection(context: context, plan: plan)),
        (
          .loss,
          IntervalLossSection(
            context, plan: plan, curves: study.lossIntervals, dated: study.curves)
        ),
        (.loss, InResponseSection(context, plan: plan, curves: study.inResponse)),
      ]
    }
    sections += [
      (
        .models,
        ModelSection(context: context, models: study.models, pictures: study.modelPictures)
      ),
      (.competing, CompetingEventsSection(context: context, incidence: study.incidence)),
      (
        .comparison,
        ArmsSection(context: context, flow: study.flowCounts, pictures: study.modelPictures)
      ),
    ]
    if let plan = study.study.endpoints {
      sections += [
        (.scores, CourseSection(context: context, plan: plan, courses: study.courses)),
        (.scores, StructuralSection(context: context, plan: plan)),
      ]
    }
    sections += [
      (.published, PublishedRangesSection(context: context, ranges: study.publishedRanges)),
      (.sensitivity, SensitivitySection(context: context, sensitivity: study.sensitivity)),
    ]
    var blocks: [Block] = []
    var places: [Section?] = []
    func add(_ more: [Block], under section: Section?) {
      blocks += more
      places += more.map { _ in section }
    }
    for (name, section) in sections { add(section.blocks, under: name) }
    add(
      MethodsSection(study: study, context: context, before: blocks).blocks
        + options.note(for: study.study), under: .methods)
    add(HonestyFooter(study, context: context).blocks, under: nil)
    self.places = places
    let whole = Document(title: study.study.title, blocks: blocks)
    document = (context.smallCounts?.noted(whole) ?? whole).spelled(in: context.numbers)
      .numbered().withTableFiles()
    let parts = sections.flatMap { $0.1.files } + Self.tables(of: document)
    let pageFile = File(
      path: options.page.fileName, text: options.page.render(document, files: parts))
    let names = parts.map(\.path) + [ReportFolder.resultsName, pageFile.path]
    let results = JSONRenderer().render(Self.json(study, files: names))
    files = parts + [File(path: ReportFolder.resultsName, text: results), pageFile]
  }

  private static func json(_ study: StudyResults, files: [String]) -> JSONValue {
    [
      "format": .string(ReportFolder.format), "files": .strings(files),
      "title": .string(study.study.title), "population": .string(study.study.population),
      "version": .string(study.provenance.version),
      "inputs": .array(
        study.provenance.inputs.map {
          [
            "name": .string($0.name), "sha256": .string($0.sha256), "rows": .optional($0.rows),
            "columns": .optional($0.columns),
          ]
        }),
      "models": .array(
        study.models.map { ["name": .string($0.name), "formula": .string($0.formula)] }),
      "not_done": .strings(study.study.notDone),
      "diagnostics": .array(study.diagnostics.map(EstimatorHeading.json)),
      "results": ResultRows.json(study.results),
    ]
  }

  /// Writes the report to a folder, whole or not at all; an earlier report there gives way.
  public func write(to folder: String) throws {
    try ReportFolder(folder).replace(
      with: files.map { .init(path: $0.path, bytes: Array($0.text.utf8)) })
  }
}
