public import Tables

extension Condition {
  /// The condition with every named condition written out, as it stands in a report.
  public var expanded: String { expanded(on: nil) }

  /// The condition with every named condition written out as it is read from a table.
  ///
  /// The text parses to a condition that gives the same answers. A condition that uses no name is
  /// given as it was written.
  public func expanded(on table: Table?) -> String {
    usesNames ? write(root, on: table, within: .or) : text
  }

  /// Whether a named condition or a bare word occurs.
  private var usesNames: Bool {
    func uses(_ node: Node) -> Bool {
      switch node {
      case .named, .bare: true
      case .compare, .member, .missing, .yes: false
      case .not(let inner): uses(inner)
      case .and(let parts), .or(let parts): parts.contains(where: uses)
      }
    }
    return uses(root)
  }

  /// How tightly the surroundings bind.
  private enum Binding: Int {
    case or, and
  }

  private func write(_ node: Node, on table: Table?, within binding: Binding) -> String {
    func join(_ parts: [Node], _ word: String, _ own: Binding) -> String {
      let text = parts.map { write($0, on: table, within: own) }.joined(separator: word)
      return binding.rawValue > own.rawValue ? "(\(text))" : text
    }
    switch node {
    case .compare(let name, let comparison, let literal):
      return "\(Self.quoted(name)) \(comparison.rawValue) \(Self.written(literal))"
    case .member(let name, let literals):
      return "\(Self.quoted(name)) in [\(literals.map(Self.written).joined(separator: ", "))]"
    case .missing(let name): return "\(Self.quoted(name)) is missing"
    case .yes(let name), .bare(let name): return "\(Self.quoted(name)) is yes"
    case .named(let name, let meanings):
      guard let meaning = Self.meaning(meanings, in: table) else {
        return "\(Self.quoted(name)) is yes"
      }
      return meaning.write(meaning.root, on: table, within: binding)
    case .not(.member(let name, let literals)):
      return "\(Self.quoted(name)) not in [\(literals.map(Self.written).joined(separator: ", "))]"
    case .not(.missing(let name)): return "\(Self.quoted(name)) is not missing"
    case .not(.yes(let name)): return "\(Self.quoted(name)) is no"
    case .not(let inner): return "not (\(write(inner, on: table, within: .or)))"
    case .and(let parts): return join(parts, " and ", .and)
    case .or(let parts): return join(parts, " or ", .or)
    }
  }

  private static func quoted(_ name: Name) -> String {
    ConditionParser.isPlain(name.text) ? name.text : "`\(name.text)`"
  }

  private static func written(_ literal: Literal) -> String {
    switch literal {
    case .number(let number): Stratifier.text(number)
    case .text(let text): text.contains("'") ? "\"\(text)\"" : "'\(text)'"
    }
  }
}
