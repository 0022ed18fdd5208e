import ArgumentParser
import Documents
import Files
import Foundation
import Reports

/// `cohort audit`.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Finds rates and durations in a text that cannot be judged, and what each lacks.",
    usage: "cohort audit FILE... [--format md|json|csv]",
    discussion: """
      Example:
        cohort audit leaflet.md website.txt

      A share of patients, a change in percent, a duration of benefit or its onset must name
      the instrument, the threshold, the time point or origin, and the population: in its
      sentence, its paragraph, the headings above it, or the caption and notes of its table.
      Code, comments and link targets are not read. English only.

      Leaves with 1 when any statement lacks something, with 66 when a file is missing.
      """)

  @Argument(
    help: "Text or markdown files, or - for standard input.",
    completion: .file(extensions: ["md", "txt"]))
  var files: [String]
  @Option(help: "How to print the findings: md, json or csv.") var format: Rendition.Format = .md

  func run() throws {
    var audits: [TextAudit] = []
    var failures: [Failure] = []
    for file in files {
      switch Self.text(of: file) {
      case .text(let text):
        audits.append(TextAudit(text, source: file == "-" ? "(input)" : file))
      case .failure(let failure): failures.append(failure)
      }
    }
    for failure in failures { StandardError.print(failure.text) }
    if let first = failures.first { throw ExitCode(first.code.rawValue) }
    do { try StandardOutput.print(Rendition(audits).text(format)) } catch {
      throw Failure(error).exit()
    }
    if audits.contains(where: { !$0.findings.isEmpty }) {
      throw ExitCode(Failure.Code.checkFailed.rawValue)
    }
  }

  /// A file's text, or why there is none.
  private enum Reading {
    case text(String)
    case failure(Failure)
  }

  private static func text(of file: String) -> Reading {
    func fail(_ message: String, _ code: Failure.Code) -> Reading {
      .failure(Failure("\(file): error: \(message)", code))
    }
    var data = Data()
    if file == "-" {
      data = FileHandle.standardInput.readDataToEndOfFile()
    } else {
      do throws(FileContents.Problem) { data = try FileContents.read(file) } catch {
        switch error {
        case .missing: return fail("there is no such file", .missingInput)
        case .folder: return fail("this is a folder", .missingInput)
        case .unreadable: return fail("the file cannot be read", .missingInput)
        }
      }
    }
    guard let text = String(data: data, encoding: .utf8), !text.contains("\0") else {
      return fail("this is not UTF-8 text; save the page as text or markdown first", .badData)
    }
    return .text(text)
  }
}
