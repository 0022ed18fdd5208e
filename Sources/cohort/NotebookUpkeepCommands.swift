import ArgumentParser
import Documents
import Foundation
import Notebooks

/// `cohort notebook list`.
struct NotebookListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The cells of notebooks and the state of their outputs; runs nothing.",
    usage: "cohort notebook list FILE... [--format md|json]")

  /// The forms of a list.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case md, json
  }

  @Argument(help: "The notebooks.", completion: .file(extensions: ["md"]))
  var files: [String]
  @Option(help: "How to print the list: md or json.") var format = Format.md

  func run() throws {
    var lists: [JSONValue] = []
    try NotebookFiles.each(files) { notebook in
      switch format {
      case .md:
        try StandardOutput.print(MarkdownRenderer().render(NotebookListing.document(of: notebook)))
      case .json: lists.append(NotebookListing.json(of: notebook))
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
