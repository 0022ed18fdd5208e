import Documents

/// One section of a report: what stands on the page, and the files beside it.
///
/// A section whose analysis does not apply to the study has no blocks.
protocol ReportSection {
  /// The heading, tables, figures and remarks.
  var blocks: [Block] { get }
  /// Pictures, plotted numbers and tables.
  var files: [StudyReport.File] { get }
}

extension ReportSection {
  var files: [StudyReport.File] { [] }
}
