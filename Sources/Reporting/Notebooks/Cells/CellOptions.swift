import Tables

/// What stands between the braces of a cell: `{#medians check=numeric tol=1e-6}`.
package struct CellOptions: Sendable, Hashable {
  /// How the stored output is compared with the new one.
  package enum Check: String, Sendable, Hashable, CaseIterable {
    /// Every character.
    case exact
    /// Words exactly, numbers within the tolerance.
    case numeric
    /// Not at all.
    case none
  }

  /// The cell's name.
  package var id = ""
  /// Whether readers see the commands.
  package var showsSource = true
  /// Whether the output is put into the page.
  package var showsOutput = true
  /// Whether the cell is left out.
  package var isSkipped = false
  /// Whether every command must fail, and its message is the output.
  package var expectsError = false
  package var check = Check.exact
  /// Within which numbers are the same: relative, or absolute below 1.
  package var tolerance = 1e-6
  /// The cells this one needs besides those whose files it reads.
  package var dependencies: [String] = []
  /// The name by which commands read the cell's body as a protocol.
  package var protocolFile: String?
  /// Whether the files the cell writes stay when the notebook has run.
  package var keepsFiles = true
  /// The options as written, in order of their names.
  package private(set) var written: [String] = []

  /// The options a cell may have, and what each may be.
  static let known: [String: String] = [
    "echo": "true or false", "output": "true or false", "skip": "true or false",
    "expect": "error", "check": "exact, numeric or none", "tol": "a number above 0, such as 1e-6",
    "depends": "ids of earlier cells, such as depends=load,fit",
    "protocol": "the name of a file in the notebook's folder, such as plan.yml",
    "keep": "true or false",
  ]

  package init() {}

  /// Reads the attributes behind the word `cohort`; whatever is wrong goes to `tell`.
  package init(_ attributes: some StringProtocol, tell: (String) -> Void) {
    let text = attributes.trimmingWhitespace()
    if text.isEmpty {
      tell("the cell has no id; begin with one, such as `cohort {#medians}`")
      return
    }
    guard text.hasPrefix("{"), text.hasSuffix("}"), text.count >= 2 else {
      tell("expected attributes in braces, such as `cohort {#medians}`, found `\(text)`")
      return
    }
    guard let words = Self.words(text.dropFirst().dropLast()) else {
      tell("a quotation mark is not closed in `\(text)`")
      return
    }
    var seen: Set<String> = []
    for word in words {
      if word.hasPrefix("#") {
        readID(word, tell: tell)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard seen.insert(name).inserted else {
        tell("the option `\(name)` is given twice")
        continue
      }
      read(name, parts.count > 1 ? String(parts[1]) : nil, tell: tell)
    }
    if id.isEmpty { tell("the cell has no id; begin with one, such as `cohort {#medians}`") }
    written = words.filter { !$0.hasPrefix("#") }.sorted()
    tellContradictions(tell, seen)
  }

  private mutating func readID(_ word: String, tell: (String) -> Void) {
    let name = String(word.dropFirst())
    if !id.isEmpty { tell("a cell has one id, and this one has `#\(id)` and `\(word)`") }
    if name.wholeMatch(of: #/[A-Za-z][A-Za-z0-9_-]*/#) == nil {
      tell("`\(word)`: expected an id of a letter, then letters, digits, - or _, such as #medians")
    }
    id = name
  }

  private mutating func read(_ name: String, _ value: String?, tell: (String) -> Void) {
    guard let expected = Self.known[name] else {
      let near = NameSuggestion.nearest(to: name, among: Self.known.keys.sorted())
      tell(
        "there is no option `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? "")
          + " (options: \(Self.known.keys.sorted().joined(separator: ", ")))")
      return
    }
    func refuse() { tell("`\(name)\(value.map { "=" + $0 } ?? "")`: expected \(expected)") }
    func truth() -> Bool? {
      if name == "skip", value == nil { return true }
      return ["true": true, "false": false][value ?? ""]
    }
    switch name {
    case "echo": if let truth = truth() { showsSource = truth } else { refuse() }
    case "output": if let truth = truth() { showsOutput = truth } else { refuse() }
    case "skip": if let truth = truth() { isSkipped = truth } else { refuse() }
    case "keep": if let truth = truth() { keepsFiles = truth } else { refuse() }
    case "expect": if value == "error" { expectsError = true } else { refuse() }
    case "check": if let way = value.flatMap(Check.init) { check = way } else { refuse() }
    case "tol":
      if let number = value.flatMap(Double.init), number > 0, number.isFinite {
        tolerance = number
      } else {
        refuse()
      }
    case "depends":
      dependencies = (value ?? "").split(separator: ",").map {
        String($0.trimmingWhitespace().drop { $0 == "#" })
      }
      if dependencies.isEmpty { refuse() }
    default:
      if let value, Self.isPlainName(value) { protocolFile = value } else { refuse() }
    }
  }

  private func tellContradictions(_ tell: (String) -> Void, _ seen: Set<String>) {
    if seen.contains("tol"), check != .numeric { tell("`tol` needs `check=numeric` beside it") }
    if protocolFile != nil {
      for name in ["expect", "check", "tol", "depends", "output", "keep", "skip"]
      where seen.contains(name) {
        tell("`\(name)` means nothing to a protocol cell, which runs no command")
      }
    }
  }

  /// Whether a name leads to a file within the folder.
  private static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("/") && !name.hasPrefix("~") && name != "-"
      && !name.hasSuffix("/")
      && name.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// The words of the attributes; a value may stand in double quotes.
  ///
  /// Nil if one is not closed.
  private static func words(_ text: some StringProtocol) -> [String]? {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if character.isWhitespace, !isQuoted {
        if let word { words.append(word) }
        word = nil
      } else {
        if word == nil { word = "" }
        word?.append(character)
      }
    }
    if let word { words.append(word) }
    return isQuoted ? nil : words
  }
}
