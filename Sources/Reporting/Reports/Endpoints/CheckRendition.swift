public import Analyses
import Documents
import Tables

extension Rendition {
  /// The findings of a check in the three forms.
  public init(_ check: StudyCheck) {
    let size = check.sizes.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    func counted(_ count: Int, _ word: String) -> String {
      "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    let verdict =
      "\(counted(check.errorCount, "error")), \(counted(check.warningCount, "warning"))"
    let place = check.protocolFile.split(separator: "/").last.map(String.init) ?? ""
    self.init(
      json: [
        "protocol": .string(place), "errors": .integer(check.errorCount),
        "warnings": .integer(check.warningCount),
        "tables": .array(
          check.sizes.map {
            [
              "name": .string($0.name), "file": .string($0.source), "rows": .integer($0.count),
            ]
          }),
        "problems": .array(
          check.problems.map {
            [
              "severity": .string($0.severity.rawValue), "file": .optional($0.source),
              "line": .optional($0.line), "column": .optional($0.column),
              "found": .optional($0.found), "message": .string($0.message),
              "help": .optional($0.help), "alike": .integer($0.alike),
            ]
          }),
      ],
      document: Document(blocks: [
        .paragraph(
          RichText(
            size.isEmpty
              ? "\(place): \(verdict)." : "\(place): \(size); \(verdict)."))
      ]),
      table: CSVTable(
        header: ["severity", "file", "line", "column", "found", "message", "help", "alike"],
        rows: check.problems.map {
          [
            .text($0.severity.rawValue), .optional($0.source), .optional($0.line),
            .optional($0.column), .optional($0.found), .text($0.message), .optional($0.help),
            .integer($0.alike),
          ]
        }), diagnostics: [])
  }
}
