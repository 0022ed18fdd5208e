import Cohorts
import Tables
import Yams

extension ProtocolNode {
  /// The keys of a mapping within this one, whatever is wrong with their values.
  func keys(of key: String) -> [String]? {
    node.mapping?[key]?.mapping?.keys.compactMap { $0.scalar?.string }
  }

  /// The values of a mapping by key, after every key has been checked against `known`.
  func mapping(known: [String]) -> Mapping? {
    guard
      let mapping = mapping(
        example: "{\(known.prefix(2).map { "\($0): ..." }.joined(separator: ", "))}")
    else { return nil }
    for (key, node) in mapping.entries where known.contains(key) && node.isNull {
      problems.warn(
        "`\(node.path)` has no value, so it is read as left out", at: mapping.marks[key])
    }
    for (key, node) in mapping.entries where !known.contains(key) {
      if Undecided.question(in: key) != nil {
        let texts = node.node.sequence?.compactMap { $0.scalar?.string } ?? []
        problems.note(
          "`\(path)` has words still to be decided"
            + (texts.isEmpty ? "" : ": " + texts.map { "`\($0)`" }.joined(separator: ", ")),
          help: "move each to the list of its key, one of \(known.joined(separator: ", ")), and "
            + "delete the line `\(key)`", at: mapping.marks[key] ?? node.node.mark)
        continue
      }
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
  func mapping(example: String? = nil) -> Mapping? {
    if isUndecided() { return nil }
    guard case .mapping(let pairs) = node else {
      let name = node.sequence?.first?.scalar?.string
      problems.note(
        path.isEmpty
          ? "a protocol is made of keys with values"
          : "`\(path)` must be keys with values" + (node.sequence == nil ? found : ", not a list"),
        help: example.map { "write `\($0)`, or its `key: value` lines indented alike" }
          ?? name.map { "write a line `\($0): {}` for each, indented alike, without hyphens" }
          ?? "write it as `key: value` lines, indented alike", at: node.mark)
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
      let child = ProtocolNode(
        node: value, path: path.isEmpty ? key : "\(path).\(key)", problems: problems)
      problems.remember(child.path, child, key: keyNode.mark)
      entries.append((key, child))
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
}
