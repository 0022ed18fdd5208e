import Tables

/// A study's own named conditions, in the order it defines them.
///
/// A definition may use the names of the catalogue and those defined above it, so none can come to
/// stand for itself. One of the catalogue's names may be defined anew, in terms of the old meaning
/// too: `severe_obesity: "severe_obesity or bmi >= 35"`.
public struct ConditionDefinitions: Sendable, Hashable {
  /// What is wrong with one definition.
  public struct Problem: Error, Sendable, Hashable {
    /// The name that is defined.
    public let name: String
    /// The definition.
    public let text: String
    /// The character of the definition at fault; `nil` where the name itself is at fault.
    public let position: Int?
    /// One sentence that says what to do.
    public let message: String
  }

  /// The conditions that could be read, by name.
  public private(set) var named: [String: Condition] = [:]
  /// Everything that is wrong, in the order of the definitions.
  public private(set) var problems: [Problem] = []

  /// Reads the definitions.
  public init(_ entries: [(name: String, text: String)]) {
    for (place, entry) in entries.enumerated() {
      func fail(_ message: String, at position: Int? = nil) {
        problems.append(
          Problem(name: entry.name, text: entry.text, position: position, message: message))
      }
      guard ConditionParser.isPlain(entry.name) else {
        fail(
          "`\(entry.name)` cannot be a name: use letters, digits and `_`, no word of the language")
        continue
      }
      guard named[entry.name] == nil else {
        fail("`\(entry.name)` is defined twice")
        continue
      }
      do throws(Condition.Problem) {
        let condition = try Condition(entry.text, named: named)
        let below = Set(entries[place...].map(\.name))
        if let word = condition.bareWords.first(where: { below.contains($0.text) }) {
          fail(
            word.text == entry.name
              ? "`\(word.text)` cannot stand for itself; a column of that name is asked with "
                + "`\(word.text) is yes`"
              : "`\(word.text)` is defined below; a definition may use only names above it",
            at: word.position)
          continue
        }
        named[entry.name] = condition
      } catch { fail(error.message, at: error.position) }
    }
  }
}

extension Condition {
  /// The words that are no named condition.
  var bareWords: [Name] {
    func list(_ node: Node) -> [Name] {
      switch node {
      case .bare(let name): [name]
      case .compare, .member, .missing, .yes, .named: []
      case .not(let inner): list(inner)
      case .and(let parts), .or(let parts): parts.flatMap(list)
      }
    }
    return list(root)
  }
}
