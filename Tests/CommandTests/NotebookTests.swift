import Foundation
import Testing

/// A worked example whose commands can be run again.
struct Notebook: Sendable, CustomTestStringConvertible {
  let url: URL

  var testDescription: String { url.lastPathComponent }

  static let opening = "<!-- output -->"
  static let closing = "<!-- end of output -->"

  static func all() throws -> [Notebook] {
    let folder = Program.repository.appendingPathComponent("Notebooks-as-markdown")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let notebooks = files.filter { $0.pathExtension == "md" }
      .sorted { $0.path < $1.path }.map(Notebook.init)
    try #require(!notebooks.isEmpty)
    return notebooks
  }

  /// The text with the output of every command as the program prints it now.
  func rerun() throws -> (text: String, commandCount: Int) {
    var lines: [Substring] = []
    var commands: [String] = []
    var count = 0
    var isInFence = false
    var isInOutput = false
    let text = try String(contentsOf: url, encoding: .utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == Self.closing {
        try #require(isInOutput, "\(Self.closing) without \(Self.opening)")
        isInOutput = false
      }
      if !isInOutput { lines.append(line) }
      switch line {
      case "```console": isInFence = true
      case "```": isInFence = false
      case Self.opening:
        try #require(!commands.isEmpty, "an output without a command")
        for command in commands { lines += try output(of: command) }
        count += commands.count
        commands = []
        isInOutput = true
      default: if isInFence, line.hasPrefix("$ ") { commands.append(String(line.dropFirst(2))) }
      }
    }
    try #require(commands.isEmpty && !isInOutput, "a command without its output")
    return (lines.joined(separator: "\n"), count)
  }

  private func output(of command: String) throws -> [Substring] {
    try #require(command.hasPrefix("cohort "), "only the program itself is run: \(command)")
    let run = try Program.shell("\"$cohort\" " + command.dropFirst("cohort ".count))
    try #require(run.exitCode == 0 && run.errors.isEmpty, "\(command): \(run.errors)")
    let text = run.text
    return [""] + text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}

@Suite struct NotebookTests {
  /// The page as reviewed; `UPDATE_GOLDEN=1` writes it anew, for review in the diff.
  @Test(arguments: try Notebook.all())
  func `a notebook holds what its commands print`(_ notebook: Notebook) throws {
    let rerun = try notebook.rerun()
    #expect(rerun.commandCount > 0)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(rerun.text.utf8).write(to: notebook.url)
    }
    let stored = try String(contentsOf: notebook.url, encoding: .utf8)
    let differing = zip(lines(rerun.text), lines(stored)).first { $0 != $1 }
    #expect(rerun.text == stored, "differs: \(String(describing: differing))")
  }

  private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
