/// One command of a cell.
package struct CellCommand: Sendable, Hashable {
  /// The line of the notebook it begins in.
  package let line: Int
  /// The command as typed, without `cohort` before it, on one line.
  package let text: String
  /// Its words as typed.
  package let words: [String]
  /// The seed the notebook gives it.
  package private(set) var seed: UInt64?

  package init(line: Int, text: String, words: [String]) {
    self.line = line
    self.text = text
    self.words = words
  }

  /// The words the program is given.
  package var arguments: [String] {
    guard let seed else { return words }
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return words[..<end] + ["--seed", "\(seed)"] + words[end...]
  }

  /// The command as it is run, as a shell would take it.
  package var fullText: String { arguments.map(Self.quoted).joined(separator: " ") }

  /// A word as a cell or a shell takes it.
  static func quoted(_ word: String) -> String {
    if word.wholeMatch(of: #/[A-Za-z0-9_.,\/+=:@%-]+/#) != nil { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// The same command with a seed, if it draws random numbers and names none itself.
  package func seeded(_ seed: UInt64) -> CellCommand {
    guard drawsRandomNumbers, value(of: "--seed") == nil else { return self }
    var seeded = self
    seeded.seed = seed
    return seeded
  }

  /// Whether what the command does begins with its `--seed`.
  package var drawsRandomNumbers: Bool {
    if words.contains("--help") || words.contains("-h") { return false }
    return words.first == "simulate" || value(of: "--bootstrap") != nil
      || (words.starts(with: ["power", "survival"]) && value(of: "--simulate") != nil)
  }

  /// Whether the notebook answers it and not the program.
  package var isProvenance: Bool { words.first == "provenance" }

  /// What the command prints on standard output.
  package enum Language: String, Sendable, Hashable {
    case markdown, json, csv, html, yaml, text
  }

  /// The language of the output, from the command and its `--format`.
  package var language: Language {
    if words.contains("--help") || words.contains("-h") || words.contains("--version")
      || words.first == "help"
    {
      return .text
    }
    switch value(of: "--format") {
    case "json": return .json
    case "csv": return .csv
    case "html": return .html
    case "md": return .markdown
    default: break
    }
    switch words.first {
    case "endpoints": return words.contains { $0.hasPrefix("--explain") } ? .markdown : .csv
    case "join": return .csv
    case "init": return .yaml
    default: return .markdown
    }
  }

  /// The value of an option, `--name value` or `--name=value`.
  package func value(of option: String) -> String? {
    for (place, word) in words.enumerated() {
      if word == option { return place + 1 < words.count ? words[place + 1] : nil }
      if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
    }
    return nil
  }

  /// The files and folders that its options name for writing.
  package var outputs: [String] {
    ["-o", "--output", "--figure", "--figures"].compactMap(value)
  }

  /// Whether the command may write a file.
  package var mayWrite: Bool {
    if ["report", "simulate"].contains(words.first) { return true }
    return words.contains {
      $0.hasPrefix("--output") || $0.hasPrefix("--figure") || $0.hasPrefix("-o")
    }
  }
}
