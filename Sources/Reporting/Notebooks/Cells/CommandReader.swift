/// Reads the body of a cell as commands, by the rules a shell has for quotation marks and no others.
///
/// Nothing is expanded: a cell is never given to a shell. Whatever a shell would do more than split
/// words is refused by its name.
package struct CommandReader {
  /// The commands found.
  package private(set) var commands: [CellCommand] = []
  private let tell: (_ line: Int, _ message: String) -> Void

  /// Reads lines, the first of which stands in line `firstLine` of the notebook.
  package init(
    _ lines: [Substring], firstLine: Int, tell: @escaping (_ line: Int, _ message: String) -> Void
  ) {
    self.tell = tell
    var place = 0
    while place < lines.count {
      let start = place
      var text = String(lines[place])
      while Self.isContinued(text), place + 1 < lines.count {
        place += 1
        text.removeLast()
        text += lines[place].drop { $0 == " " || $0 == "\t" }
      }
      if Self.isContinued(text) {
        tell(firstLine + place, "a backslash at the end of a cell continues nothing")
        text.removeLast()
      }
      read(text, line: firstLine + start)
      place += 1
    }
  }

  /// A line that ends with an odd number of backslashes goes on.
  private static func isContinued(_ text: String) -> Bool {
    text.reversed().prefix { $0 == "\\" }.count % 2 == 1
  }

  private mutating func read(_ text: String, line: Int) {
    var text = text.trimmingWhitespace()
    if text.isEmpty || text.hasPrefix("#") { return }
    if text.hasPrefix("$ ") { text = text.dropFirst(2).trimmingWhitespace() }
    var splitter = WordSplitter(text)
    let words: [String]
    do { words = try splitter.words() } catch {
      tell(line, "\(error.message); a cell is never given to a shell")
      return
    }
    let isNamed = words.first == "cohort"
    guard let command = words.dropFirst(isNamed ? 1 : 0).first else {
      if isNamed { tell(line, "`cohort` without a command; `cohort help` lists them") }
      return
    }
    if command == "notebook" {
      tell(line, "a notebook cannot run `cohort notebook`")
      return
    }
    if command == "provenance", words.last != command {
      tell(line, "`provenance` takes no options")
      return
    }
    if words.contains("-") {
      tell(line, "`-`: a cell has no standard input; name a file")
      return
    }
    if isNamed { text = text.dropFirst("cohort".count).trimmingWhitespace() }
    commands.append(
      CellCommand(line: line, text: String(text), words: Array(words.dropFirst(isNamed ? 1 : 0))))
  }
}

/// Splits a line into words.
struct WordSplitter {
  /// Why a line is refused.
  struct Refusal: Error, Hashable {
    let message: String
  }

  private let characters: [Character]
  private var place = 0
  private var word: String?
  private var found: [String] = []

  init(_ text: some StringProtocol) { characters = Array(text) }

  mutating func words() throws(Refusal) -> [String] {
    while place < characters.count {
      let character = characters[place]
      place += 1
      switch character {
      case " ", "\t": finishWord()
      case "'": try readSingleQuotes()
      case "\"": try readDoubleQuotes()
      case "\\":
        guard place < characters.count else { break }
        append(characters[place])
        place += 1
      case "#" where word == nil: place = characters.count
      case "~" where word == nil: throw Refusal(message: Self.refusal(of: character, nil))
      case "|", ">", "<", ";", "&", "`", "$", "*", "?", "[", "(", ")", "{", "“", "”", "‘", "’":
        throw Refusal(
          message: Self.refusal(
            of: character, place < characters.count ? characters[place] : nil))
      default: append(character)
      }
    }
    finishWord()
    return found
  }

  private mutating func append(_ character: Character) {
    if word == nil { word = "" }
    word?.append(character)
  }

  private mutating func finishWord() {
    if let word { found.append(word) }
    word = nil
  }

  private mutating func readSingleQuotes() throws(Refusal) {
    var text = word ?? ""
    while place < characters.count, characters[place] != "'" {
      text.append(characters[place])
      place += 1
    }
    guard place < characters.count else {
      throw Refusal(message: "the quotation mark ' is not closed")
    }
    place += 1
    word = text
  }

  private mutating func readDoubleQuotes() throws(Refusal) {
    var text = word ?? ""
    while place < characters.count, characters[place] != "\"" {
      var character = characters[place]
      place += 1
      if character == "$" || character == "`" {
        throw Refusal(
          message: Self.refusal(of: character, place < characters.count ? characters[place] : nil)
            + "; within single quotes it stands for itself")
      }
      if character == "\\", place < characters.count, "\\\"$`".contains(characters[place]) {
        character = characters[place]
        place += 1
      }
      text.append(character)
    }
    guard place < characters.count else {
      throw Refusal(message: "the quotation mark \" is not closed")
    }
    place += 1
    word = text
  }

  /// What a shell would have done, in words.
  private static func refusal(of character: Character, _ next: Character?) -> String {
    switch character {
    case "|": "`|` is a pipe; a cell runs one command after another"
    case ">", "<": "`\(character)` redirects files; write them with `-o FILE` and read them by name"
    case ";": "`;` joins commands; write each on a line of its own"
    case "&" where next == "&": "`&&` joins commands; write each on a line of its own"
    case "&": "`&` runs a command in the background"
    case "`": "backticks run a command"
    case "$" where next == "(": "`$(` runs a command"
    case "$": "`$` names a variable, and there are none"
    case "*", "?", "[": "`\(character)` is a wildcard; put a formula in quotes, and name each file"
    case "(", ")", "{": "`\(character)` has a meaning to a shell; put a formula in quotes"
    case "~": "`~` is a home folder; put a formula in quotes, and name files by relative paths"
    default: "`\(character)` is a typographic quotation mark; type ' or \""
    }
  }
}
