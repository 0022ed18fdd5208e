import Cohorts
import Foundation
import Tables
import Yams

/// One value of a protocol file, with the place it stands and the typed readings a key may want.
///
/// A reading that fails notes a problem in the shared list and returns `nil`, so that one run finds
/// every problem.
struct ProtocolNode {
  let node: Node
  /// What a message calls the value: the path of keys, such as `survival.conf_level`.
  let path: String
  let problems: ProblemList

  /// The problems found so far; shared by all nodes of a file.
  final class ProblemList {
    let source: String
    private(set) var all: [ProtocolError.Problem] = []
    private(set) var warnings: [String] = []
    private(set) var places: [String: StudyProtocol.Place] = [:]

    init(source: String) { self.source = source }

    func note(_ message: String, help: String? = nil, at mark: Mark?) {
      all.append(
        ProtocolError.Problem(
          source: source, line: mark?.line, column: mark?.column, message: message, help: help))
    }

    func warn(_ message: String, at mark: Mark?) {
      let place = mark.map { ":\($0.line):\($0.column)" } ?? ""
      warnings.append("\(source)\(place): \(message)")
    }

    /// Remembers where a path stands: a text where it stands itself, anything else at its key.
    func remember(_ path: String, _ node: ProtocolNode, key: Mark?) {
      let mark = node.node.scalar != nil && !node.isNull ? node.node.mark : key ?? node.node.mark
      if let mark { places[path] = StudyProtocol.Place(line: mark.line, column: mark.column) }
    }
  }

  func fail(_ message: String, help: String? = nil) {
    problems.note("`\(path)` " + message, help: help, at: node.mark)
  }

  /// Notes a problem in words that name the value themselves.
  func note(_ message: String, help: String? = nil) {
    problems.note(message, help: help, at: node.mark)
  }

  func warn(_ message: String) { problems.warn("`\(path)` " + message, at: node.mark) }

  /// The text as it stands; nil for lists and mappings.
  var rawText: String? { node.scalar?.string }

  var isNull: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  /// Whether a person must still replace the value; notes that it is so.
  func isUndecided() -> Bool {
    guard case .scalar(let scalar) = node, let question = Undecided.question(in: scalar.string)
    else { return false }
    fail(
      "is still to be decided" + (question.isEmpty ? "" : ": \(question)"),
      help: "write your decision in place of this text and its quotes")
    return true
  }

  /// Text that is not blank.
  func text() -> String? {
    if isUndecided() { return nil }
    guard case .scalar(let scalar) = node else {
      fail("must be text")
      return nil
    }
    guard scalar.string.contains(where: { !$0.isWhitespace }) else {
      fail("is empty; expected text")
      return nil
    }
    return scalar.string
  }

  func number() -> Double? {
    if isUndecided() { return nil }
    guard case .scalar(let scalar) = node, let value = Double(scalar.string), value.isFinite else {
      let point = (node.scalar?.string ?? "").replacing(",", with: ".")
      fail(
        "must be a number" + found,
        help: Double(point) == nil ? nil : "write `\(point)`, with a decimal point")
      return nil
    }
    return value
  }

  func list() -> [ProtocolNode]? {
    if isUndecided() { return nil }
    guard case .sequence(let items) = node else {
      let text = node.scalar?.string.trimmingPrefix { $0.isWhitespace } ?? ""
      fail(
        "must be a list in square brackets" + found,
        help: text.hasPrefix("[")
          ? "take away the quotes around it: \(text)"
          : node.mapping != nil
            ? "begin each item with a hyphen: `- {...}`"
            : text.isEmpty ? nil : "write `[\(Self.parted(String(text)))]`")
      return nil
    }
    return items.enumerated().map { index, item in
      let child = ProtocolNode(node: item, path: "\(path)[\(index + 1)]", problems: problems)
      problems.remember(child.path, child, key: nil)
      return child
    }
  }

  /// `0-20` and `0 to 20` as the items of a list.
  private static func parted(_ text: String) -> String {
    for mark in ["–", " to ", "-", ";"] {
      let parts = text.components(separatedBy: mark).map { $0.trimmingCharacters(in: .whitespaces) }
      if parts.count == 2, parts.allSatisfy({ Double($0) != nil }) {
        return parts.joined(separator: ", ")
      }
    }
    return text
  }

  /// A list of texts; numbers are taken as they are written.
  func texts() -> [String]? {
    list()?.compactMap { item -> String? in
      guard case .scalar(let scalar) = item.node else {
        item.fail("must be text")
        return nil
      }
      if item.isUndecided() { return nil }
      return scalar.string
    }
  }

  /// A list of numbers; nothing when one of them is none.
  func numbers() -> [Double]? {
    guard let values = list()?.map({ $0.number() }), !values.contains(nil) else { return nil }
    return values.compactMap { $0 }
  }

  /// One of the cases of an enumeration, or of those of them that are `allowed` here.
  func choice<T: RawRepresentable & CaseIterable>(_ type: T.Type, among allowed: [T]? = nil) -> T?
  where T.RawValue == String {
    guard let text = text() else { return nil }
    let cases = allowed ?? Array(T.allCases)
    if let value = cases.first(where: { $0.rawValue == text }) { return value }
    let known = cases.map(\.rawValue)
    let nearest = NameSuggestion.nearest(to: text, among: known)
    fail(
      "is `\(text)`; expected one of " + known.joined(separator: ", "),
      help: nearest.map { "did you mean `\($0)`?" })
    return nil
  }

  /// What was found, for a message.
  var found: String { written.map { "; found `\($0)`" } ?? "" }

  /// The most characters of a value that a message shows.
  private static let longestShown = 80

  /// A text, or a list of texts, as it is written; shortened where it is long.
  var written: String? {
    let whole: String
    if let texts = itemTexts {
      whole = "[\(texts.joined(separator: ", "))]"
    } else if let text = rawText {
      whole = text
    } else {
      return nil
    }
    let start = whole.prefix(Self.longestShown)
    return start.endIndex < whole.endIndex ? start + "…" : whole
  }

  /// The items of a list as they are written; nil where one of them is no text.
  var itemTexts: [String]? {
    guard case .sequence(let items) = node else { return nil }
    let texts = items.compactMap { $0.scalar?.string }
    return texts.count == items.count ? texts : nil
  }
}
