public import Documents
public import Statistics

/// A result in the forms a command can print.
public struct Rendition: Sendable {
  /// The formats of the command line.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case md, html, json, csv
  }

  /// The result as JSON, at full precision.
  public let json: JSONValue
  /// The result as a page, rounded for people.
  public let document: Document
  /// The main table of the result as CSV, at full precision.
  public let table: CSVTable
  /// What the reader must know; part of every form but the CSV.
  public let diagnostics: [Diagnostic]
  /// The pictures of the page and their plotted numbers, by the paths the page names.
  public let files: [StudyReport.File]

  init(
    json: JSONValue, document: Document, table: CSVTable, diagnostics: [Diagnostic],
    files: [StudyReport.File] = []
  ) {
    self.json = json
    self.document = document
    self.table = table
    self.diagnostics = diagnostics
    self.files = files
  }

  /// The text of one of the forms.
  public func text(_ format: Format) -> String {
    switch format {
    case .md: MarkdownRenderer().render(document)
    case .html: HTMLRenderer(pictures: StudyReport.pictures(files)).render(document)
    case .json: JSONRenderer().render(json)
    case .csv: CSVRenderer().render(table)
    }
  }
}
