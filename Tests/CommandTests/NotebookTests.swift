import Foundation
import Testing

/// A worked example of the repository.
struct WorkedNotebook: Sendable, CustomTestStringConvertible {
  let path: String

  var testDescription: String { (path as NSString).lastPathComponent }

  static func all() throws -> [WorkedNotebook] {
    let folder = "Notebooks-as-markdown"
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Program.repository.appendingPathComponent(folder).path)
    let notebooks = names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
    try #require(!notebooks.isEmpty)
    return notebooks.map { WorkedNotebook(path: folder + "/" + $0) }
  }
}

@Suite struct NotebookTests {
  /// `cohort notebook run` writes what the page should say, for review in the diff.
  @Test(arguments: try WorkedNotebook.all())
  func `a notebook says what its cells print`(_ notebook: WorkedNotebook) throws {
    let run = try Program.run(["notebook", "check", notebook.path], limit: 600)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.errors.hasSuffix("\(notebook.path): clean\n"))
    let list = try Program.run(["notebook", "list", "--no-run", notebook.path])
    #expect(list.text.contains("| stored"), "a notebook without a cell that has run")
  }
}
