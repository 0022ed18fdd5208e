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

    init(source: String) { self.source = source }

    func note(_ message: String, help: String? = nil, at mark: Mark?) {
      all.append(
        ProtocolError.Problem(
          source: source, line: mark?.line, column: mark?.column, message: message, help: help))
    }
  }

  func fail(_ message: String, help: String? = nil) {
    problems.note("`\(path)` " + message, help: help, at: node.mark)
  }

  /// The values of a mapping by key, after every key has been checked against `known`.
  func mapping(known: [String]) -> Mapping? {
    guard let mapping = mapping() else { return nil }
    for (key, node) in mapping.entries where !known.contains(key) {
      let nearest = NameSuggestion.nearest(to: key, among: known)
      let place = path.isEmpty ? "the protocol" : "`\(path)`"
      problems.note(
        "\(place) has no key `\(key)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""),
        help: "known keys here: " + known.joined(separator: ", "),
        at: mapping.marks[key] ?? node.node.mark)
    }
    return mapping
  }

  /// The values of a mapping whose keys the user chooses.
  func mapping() -> Mapping? {
    guard case .mapping(let pairs) = node else {
      problems.note(
        path.isEmpty ? "a protocol is a mapping of keys to values" : "`\(path)` must be a mapping",
        help: "write it as `key: value` lines, indented alike", at: node.mark)
      return nil
    }
    var entries: [(key: String, node: ProtocolNode)] = []
    var marks: [String: Mark] = [:]
    for (keyNode, value) in pairs {
      guard let key = keyNode.scalar?.string else {
        problems.note("a key must be plain text", at: keyNode.mark)
        continue
      }
      if marks[key] != nil {
        problems.note("the key `\(key)` stands twice", help: "keep one of them", at: keyNode.mark)
        continue
      }
      marks[key] = keyNode.mark
      entries.append(
        (
          key,
          ProtocolNode(node: value, path: path.isEmpty ? key : "\(path).\(key)", problems: problems)
        ))
    }
    return Mapping(owner: self, entries: entries, marks: marks)
  }

  /// A mapping's entries, in file order.
  struct Mapping {
    let owner: ProtocolNode
    let entries: [(key: String, node: ProtocolNode)]
    let marks: [String: Mark]

    subscript(key: String) -> ProtocolNode? {
      guard let node = entries.first(where: { $0.key == key })?.node, !node.isNull else {
        return nil
      }
      return node
    }

    /// The value of a key that must be there.
    func required(_ key: String, _ why: String) -> ProtocolNode? {
      if let node = self[key] { return node }
      let place = owner.path.isEmpty ? "the protocol" : "`\(owner.path)`"
      owner.problems.note("\(place) lacks the key `\(key)`", help: why, at: owner.node.mark)
      return nil
    }
  }

  var isNull: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  /// Text that is not blank.
  func text() -> String? {
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
    guard case .scalar(let scalar) = node, let value = Double(scalar.string), value.isFinite else {
      fail("must be a number" + found)
      return nil
    }
    return value
  }

  func list() -> [ProtocolNode]? {
    guard case .sequence(let items) = node else {
      fail("must be a list in square brackets" + found)
      return nil
    }
    return items.enumerated().map {
      ProtocolNode(node: $1, path: "\(path)[\($0 + 1)]", problems: problems)
    }
  }

  /// A list of texts; numbers are taken as they are written.
  func texts() -> [String]? {
    list()?.compactMap { item -> String? in
      guard case .scalar(let scalar) = item.node else {
        item.fail("must be text")
        return nil
      }
      return scalar.string
    }
  }

  /// A list of numbers; nothing when one of them is none.
  func numbers() -> [Double]? {
    guard let values = list()?.map({ $0.number() }), !values.contains(nil) else { return nil }
    return values.compactMap { $0 }
  }

  /// One of the cases of an enumeration.
  func choice<T: RawRepresentable & CaseIterable>(_ type: T.Type) -> T?
  where T.RawValue == String {
    guard let text = text() else { return nil }
    if let value = T(rawValue: text) { return value }
    let known = T.allCases.map(\.rawValue)
    let nearest = NameSuggestion.nearest(to: text, among: known)
    fail(
      "is `\(text)`; expected one of " + known.joined(separator: ", "),
      help: nearest.map { "did you mean `\($0)`?" })
    return nil
  }

  private var found: String {
    guard case .scalar(let scalar) = node else { return "" }
    return "; found `\(scalar.string)`"
  }
}
