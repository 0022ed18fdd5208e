import ArgumentParser
import Documents
import Foundation
import Notebooks

/// `cohort notebook list`.
struct NotebookListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The cells of notebooks, the files they read, and the state of their outputs.",
    usage: "cohort notebook list FILE... [--no-run] [--format md|json]",
    discussion: """
      Example:
        cohort notebook list analysis.md

      An output is fresh when its cell prints it now, and stale when it prints something else
      or reads other data. To know that, cells run as for `run`, with what earlier runs kept;
      nothing is written. --no-run tells only what the page itself says.
      """)

  /// The forms of a list.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case md, json
  }

  @Argument(help: "The notebooks.", completion: .file(extensions: ["md"]))
  var files: [String]
  @Flag(help: "Run nothing: neither the files read nor what is stale are told.")
  var noRun = false
  @Option(help: "How to print the list: md or json.") var format = Format.md

  func run() throws {
    var lists: [JSONValue] = []
    try NotebookFiles.each(files) { notebook in
      let listing =
        noRun
        ? NotebookListing(notebook)
        : try NotebookListing(
          notebook, options: NotebookFiles.options(usesCache: true), program: ProgramRun.program)
      switch format {
      case .md: try StandardOutput.print(MarkdownRenderer().render(listing.document))
      case .json: lists.append(listing.json)
      }
      return 0
    }
    guard format == .json else { return }
    do { try StandardOutput.print(JSONRenderer().render(.array(lists))) } catch {
      throw Failure(error).exit()
    }
  }
}

/// `cohort notebook clean`.
struct NotebookCleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Removes the outputs from notebooks and empties the values in the prose.",
    usage: "cohort notebook clean FILE... [--stdout]",
    discussion: """
      Outputs whose cell is gone are removed as well. Files that cells wrote are left: a
      notebook does not know what else they are used for.
      """)

  @Argument(help: "The notebooks.", completion: .file(extensions: ["md"]))
  var files: [String]
  @Flag(help: "Print the notebook instead of writing it.") var stdout = false

  func run() throws {
    try NotebookFiles.eachFile(files) { file in
      let bytes = try NotebookFiles.bytes(of: file)
      let cleaning = try NotebookCleaning(bytes, file: file)
      if stdout {
        try StandardOutput.print(String(decoding: cleaning.bytes, as: UTF8.self))
      } else {
        if cleaning.bytes != bytes { try FileOutput.write(cleaning.bytes, to: file) }
        StandardError.print(cleaning.summary)
      }
      return 0
    }
  }
}
