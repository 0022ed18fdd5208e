public import Cohorts
import Files
import Foundation
import Yams

/// Protocol file → `StudyProtocol`: with its neighbours in this folder the only reader of YAML.
public enum StudyFile {
  /// Reads a protocol.
  ///
  /// - Throws: `ProtocolError` with every problem of the file, each with line and column.
  public static func load(_ path: String) throws(ProtocolError) -> StudyProtocol {
    try parse(try text(of: path), source: path)
  }

  private static func text(of path: String) throws(ProtocolError) -> String {
    func unreadable(_ message: String, _ help: String) -> ProtocolError {
      ProtocolError(
        problems: [.init(source: path, line: nil, column: nil, message: message, help: help)],
        isUnreadable: true)
    }
    let data: Data
    do throws(FileContents.Problem) { data = try FileContents.read(path) } catch {
      switch error {
      case .missing:
        throw unreadable("there is no such file", "give the path of a protocol, a .yml file")
      case .folder:
        throw unreadable("this is a folder", "give the path of a protocol in it, a .yml file")
      case .unreadable: throw unreadable("the file cannot be read", "look at its permissions")
      }
    }
    guard let text = String(data: data, encoding: .utf8), !text.contains("\0") else {
      throw ProtocolError(problems: [
        .init(
          source: path, line: nil, column: nil, message: "the file is not UTF-8 text",
          help: "a protocol is a text file in YAML; save it as UTF-8")
      ])
    }
    return text
  }

  /// Reads a protocol from its text.
  public static func parse(
    _ text: String, source: String
  ) throws(ProtocolError) -> StudyProtocol {
    let problems = ProtocolNode.ProblemList(source: source)
    let root = try compose(text, source: source)
    let node = ProtocolNode(node: root, path: "", problems: problems)
    let study = ProtocolDecoder(problems: problems).study(node)
    let refused = study.map(ProtocolHonesty.problems) ?? []
    guard let study, problems.all.isEmpty, refused.isEmpty else {
      throw ProtocolError(
        problems: (problems.all + refused).sorted {
          ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0)
        })
    }
    return study
  }

  private static func compose(_ text: String, source: String) throws(ProtocolError) -> Node {
    func problem(_ message: String, _ mark: Mark?, help: String?) -> ProtocolError {
      ProtocolError(problems: [
        .init(source: source, line: mark?.line, column: mark?.column, message: message, help: help)
      ])
    }
    // A byte order mark is no part of the text.
    let start = text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0
    do {
      guard let root = try Yams.compose(yaml: String(text.unicodeScalars.dropFirst(start))) else {
        throw problem("the file is empty", nil, help: "a protocol begins with `protocol: 1`")
      }
      return root
    } catch let error as ProtocolError {
      throw error
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _),
        .composer(_, let what, let mark, _):
        let fault = YAMLFault(what, at: mark, in: text)
        throw ProtocolError(problems: [
          .init(
            source: source, line: fault.line, column: fault.column,
            message: "this is not YAML: \(fault.message)",
            help: fault.help)
        ])
      case .duplicatedKeysInMapping(let duplicates, let context):
        let names = duplicates.map { "`\($0)`" }.joined(separator: ", ")
        throw problem(
          "a block gives a key more than once: \(names)", context.mark, help: "keep one of each")
      default:
        throw problem("this is not YAML: \(error)", nil, help: nil)
      }
    } catch {
      throw problem("this is not YAML: \(error)", nil, help: nil)
    }
  }
}
