import Foundation

/// Files that a command must refuse, and what it must say about them.
struct FaultyFile: Sendable, CustomStringConvertible {
  let description: String
  let contents: [UInt8]
  let exitCode: Int32
  /// What the message must hold: the line, the column, the value, the help.
  let words: [String]

  private init(_ description: String, _ contents: [UInt8], exitCode: Int32, words: [String]) {
    self.description = description
    self.contents = contents
    self.exitCode = exitCode
    self.words = words
  }

  private init(_ description: String, _ contents: String, exitCode: Int32 = 65, words: [String]) {
    self.init(description, Array(contents.utf8), exitCode: exitCode, words: words)
  }

  /// Faults of the file itself, whatever is asked of it.
  static let unreadable: [FaultyFile] = [
    FaultyFile("empty", "", words: ["is empty", "data.csv", "help: "]),
    FaultyFile("blank lines only", "\n\n  \n", words: ["blank lines", "data.csv", "help: "]),
    FaultyFile(
      "header without rows", "time,event,g\n", words: ["header but no rows", "data.csv:1"]),
    FaultyFile(
      "PNG image", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], exitCode: 65,
      words: ["PNG image", "data.csv", "help: "]),
    FaultyFile(
      "Excel workbook", [0x50, 0x4B, 0x03, 0x04, 0x14, 0, 6, 0, 8, 0], exitCode: 65,
      words: [".xlsx", "data.csv", "help: "]),
    FaultyFile(
      "duplicate header", "time,event,time\n1,1,a\n",
      words: ["data.csv:1 column 3 \"time\"", "already that of column 1", "help: "]),
    FaultyFile(
      "ragged rows", "time,event,g\n1,1,a\n2,0\n3,1,a,9\n",
      words: ["data.csv:3", "data.csv:4", "expected 3", "found \"2 fields\"", "help: "]),
    FaultyFile(
      "unterminated quote", "time,event,g\n1,1,a\n2,0,\"b\n3,1,a\n",
      words: ["data.csv:3 column 3 \"g\"", "quote", "never closed", "help: "]),
  ]

  /// Faults of follow-up times and events.
  static let followUp: [FaultyFile] = [
    FaultyFile(
      "event of three values", "time,event,g\n1,1,a\n2,0,b\n3,2,a\n4,1,b\n",
      words: ["data.csv:4 column 2 \"event\"", "found \"2\"", "neither 0/1", "event == 2"]),
    FaultyFile(
      "event in words", "time,event,g\n1,dead,a\n2,alive,b\n",
      words: ["data.csv:2 column 2 \"event\"", "found \"dead\"", "help: "]),
    FaultyFile(
      "negative time", "time,event,g\n1,1,a\n-2,0,b\n3,1,a\n",
      words: ["data.csv:3 column 1 \"time\"", "found \"-2\"", "expected 0 or more", "help: "]),
    FaultyFile(
      "time in words", "time,event,g\n1,1,a\nlong,0,b\n3,1,a\n", words: ["time", "line 3"]),
    FaultyFile(
      "no row complete", "time,event,g\n,1,a\n2,,b\n", words: ["none of the 2 rows", "`time`"]),
  ]
}

/// The commands that take a formula, each with one that suits `time,event,g`.
struct FormulaCommand: Sendable, CustomStringConvertible {
  let name: String
  let formula: String
  let options: [String]

  var description: String { name }

  static let survival = ["km", "logrank", "cox"].map {
    FormulaCommand(name: $0, formula: "Surv(time, event) ~ g", options: [])
  }
  static let all =
    survival + [
      FormulaCommand(name: "lm", formula: "time ~ event + g", options: []),
      FormulaCommand(name: "glm", formula: "event ~ time + g", options: ["--family", "binomial"]),
    ]

  func arguments(_ file: String, _ formula: String? = nil) -> [String] {
    [name, file, formula ?? self.formula] + options
  }
}
