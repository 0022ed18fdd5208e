/// One command of a cell.
package struct CellCommand: Sendable, Hashable {
  /// The line of the notebook it begins in.
  package let line: Int
  /// The command as typed, without `cohort` before it, on one line.
  package let text: String
  /// The words the program is given.
  package let words: [String]

  package init(line: Int, text: String, words: [String]) {
    self.line = line
    self.text = text
    self.words = words
  }

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

  /// Whether the command may write a file.
  package var mayWrite: Bool {
    if ["report", "simulate"].contains(words.first) { return true }
    return words.contains {
      $0.hasPrefix("--output") || $0.hasPrefix("--figure") || $0.hasPrefix("-o")
    }
  }
}
