import Files
import Foundation
import Notebooks
import Testing

/// A folder with a notebook, and a small program that stands for cohort.
final class NotebookScratch: Sendable {
  let folder: URL

  init(_ text: String = "", files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cohort-notebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
    try write(text, to: "page.md")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.appendingPathComponent("page.md").path }
  var text: String { read("page.md") ?? "" }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in the folder.
  var names: [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  func notebook() throws -> Notebook { try Notebook(Array(text.utf8), file: path) }

  @discardableResult
  func run(
    cells: [String] = [], force: Bool = false, cache: String? = nil,
    program: @escaping NotebookProgram = NotebookScratch.program
  ) throws -> NotebookSummary {
    var options = NotebookUpdate.Options()
    options.cells = cells
    options.isForced = force
    options.cacheFolder = cache
    options.programIdentity = "test"
    let update = try NotebookUpdate(try notebook(), options: options, program: program)
    try update.write()
    return update.summary
  }

  func check() throws -> NotebookSummary {
    try NotebookCheck.summary(of: try notebook(), program: Self.program)
  }

  /// `say TEXT...` prints lines, `show FILE...` prints files, `count FILE` prints how many lines one
  /// has, `write FILE TEXT` writes one, `fail TEXT` fails.
  static let program: NotebookProgram = { words, stage in
    FileStage.$current.withValue(stage) {
      let rest = words.dropFirst()
      func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: FileStage.readable(path))
          .map { String(decoding: $0, as: UTF8.self) }
      }
      func done(_ output: String) -> CommandOutcome {
        CommandOutcome(output: output, errors: "", exitCode: 0)
      }
      func failed(_ message: String) -> CommandOutcome {
        CommandOutcome(output: "", errors: message + "\n", exitCode: 65)
      }
      switch words.first {
      case "--version": return done("0.test\n")
      case "simulate": return done("drawn from \(rest.joined(separator: " "))\n")
      case "say": return done(rest.joined(separator: "\n") + "\n")
      case "show", "count":
        let texts = rest.filter { !$0.hasPrefix("--") && $0 != "json" }.map(text)
        guard texts.allSatisfy({ $0 != nil }) else { return failed("no such file") }
        let whole = texts.compactMap(\.self).joined()
        return done(words.first == "show" ? whole : "\(whole.count { $0 == "\n" }) lines\n")
      case "write":
        guard let path = rest.first, let place = try? FileStage.writable(path),
          (try? Data(rest.dropFirst().joined(separator: "\n").utf8)
            .write(to: URL(fileURLWithPath: place))) != nil
        else { return failed("cannot write") }
        return done("")
      default: return failed(rest.joined(separator: " "))
      }
    }
  }
}

/// The problems of a page.
func problems(_ text: String) -> [String] {
  do {
    _ = try Notebook(Array(text.utf8), file: "page.md")
    return []
  } catch { return error.problems.map(\.description) }
}

/// Expects a notebook to be refused for one thing, named with its line.
func expectProblem(
  in text: String, line: Int, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = problems(text)
  #expect(found.count == 1, "\(found)", sourceLocation: sourceLocation)
  #expect(
    found.first?.hasPrefix("page.md:\(line): error: ") == true, "\(found)",
    sourceLocation: sourceLocation)
  #expect(found.first?.contains(message) == true, "\(found)", sourceLocation: sourceLocation)
}
