import Foundation
import Testing

/// Expects that a run failed as every failure must: nothing on standard output, words on standard
/// error, no crash, and nothing left in the folder.
func expectRefusal(
  _ run: Program.Run, exitCode: Int32, _ words: [String], in scratch: Scratch? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(run.signal == nil, "crashed", sourceLocation: sourceLocation)
  #expect(run.exitCode == exitCode, "\(run.errors)", sourceLocation: sourceLocation)
  #expect(run.output.isEmpty, "\(run.text)", sourceLocation: sourceLocation)
  #expect(!run.errors.contains("internal error"), "\(run.errors)", sourceLocation: sourceLocation)
  for word in words {
    #expect(
      run.errors.contains(word), "\(word) is not in: \(run.errors)", sourceLocation: sourceLocation)
  }
  if let scratch {
    let left = try scratch.contents()
    #expect(left.isSubset(of: ["data.csv", "folder"]), sourceLocation: sourceLocation)
  }
}

@Suite struct RefusalTests {
  @Test(arguments: FormulaCommand.all)
  func `a file that is not there or is a folder`(_ command: FormulaCommand) throws {
    let scratch = try Scratch()
    try expectRefusal(
      try Program.run(command.arguments("none.csv"), in: scratch), exitCode: 66,
      ["error: none.csv does not exist", "help: "])
    try FileManager.default.createDirectory(
      at: scratch.folder.appendingPathComponent("folder"), withIntermediateDirectories: true)
    try expectRefusal(
      try Program.run(command.arguments("folder"), in: scratch), exitCode: 66,
      ["folder", "directory"])
  }

  @Test(arguments: FormulaCommand.all, FaultyFile.unreadable)
  func `a file that is no table`(_ command: FormulaCommand, _ file: FaultyFile) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Data(file.contents))
    try expectRefusal(
      try Program.run(command.arguments("data.csv"), in: scratch), exitCode: file.exitCode,
      file.words, in: scratch)
  }

  @Test(arguments: FaultyFile.unreadable)
  func `a file that cannot be described`(_ file: FaultyFile) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Data(file.contents))
    try expectRefusal(try scratch.run("describe", "data.csv"), exitCode: file.exitCode, file.words)
  }

  @Test(arguments: FormulaCommand.survival, FaultyFile.followUp)
  func `follow-up that makes no sense`(_ command: FormulaCommand, _ file: FaultyFile) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Data(file.contents))
    try expectRefusal(
      try Program.run(command.arguments("data.csv"), in: scratch), exitCode: file.exitCode,
      file.words, in: scratch)
  }

  @Test(arguments: FormulaCommand.survival)
  func `intervals that end before they begin`(_ command: FormulaCommand) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "start,stop,event,g\n1,3,1,a\n5,4,0,b\n2,2,1,a\n0,6,1,b\n")
    try expectRefusal(
      try Program.run(
        command.arguments("data.csv", "Surv(start, stop, event) ~ g"), in: scratch),
      exitCode: 65, ["5 to 4", "lines 3, 4", "data.csv:3", "help: "])
  }

  static let good = "time,event,g\n1,1,a\n2,0,b\n3,1,a\n4,1,b\n"

  @Test(arguments: FormulaCommand.all)
  func `a column that is not there`(_ command: FormulaCommand) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.good)
    let formula = command.formula.replacing("event", with: "evnet")
    try expectRefusal(
      try Program.run(command.arguments("data.csv", formula), in: scratch), exitCode: 65,
      ["error: no column `evnet` in data.csv; did you mean `event`?", "^^^^^"], in: scratch)
    try expectRefusal(
      try Program.run(
        command.arguments("data.csv") + ["--weights", "wieght"], in: scratch),
      exitCode: 65, ["no column `wieght`"], in: scratch)
  }

  @Test(
    arguments: FormulaCommand.all,
    ["", "~", "y ~", "Surv(time, event ~ g", "time ~ g)", "y ~ + * g", "y ~ x ~ z", "y ~ x $ z"])
  func `a formula that cannot be read`(_ command: FormulaCommand, _ formula: String) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.good)
    try expectRefusal(
      try Program.run(command.arguments("data.csv", formula), in: scratch), exitCode: 64,
      ["error: ", "^"], in: scratch)
  }

  @Test(arguments: FormulaCommand.all)
  func `a formula of another command`(_ command: FormulaCommand) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.good)
    let isSurvival = FormulaCommand.survival.contains { $0.name == command.name }
    let formula = isSurvival ? "time ~ g" : "Surv(time, event) ~ g"
    try expectRefusal(
      try Program.run(command.arguments("data.csv", formula), in: scratch), exitCode: 65,
      ["\(command.name) needs", "on the left", "help: write"], in: scratch)
  }

  @Test func `a response the family does not allow is named with its line`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "time,event,g\n,1,a\n2,0,b\n3,7,a\n4,1,b\n")
    try expectRefusal(
      try scratch.run("glm", "data.csv", "event ~ time", "--family", "binomial"), exitCode: 65,
      ["data.csv:4 column 2 \"event\"", "found \"7\"", "expected 0 or 1", "help: "], in: scratch)
  }

  @Test func `a grouping column that is not there`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.good)
    try expectRefusal(
      try scratch.run("describe", "data.csv", "--by", "gg"), exitCode: 65,
      ["no column `gg`", "did you mean `g`?"], in: scratch)
  }

  @Test(arguments: [
    ["km", "--bogus"], ["km", "--conf-type", "foo"], ["km", "--conf-level", "2"],
    ["km", "--conf-level", "NaN"], ["km", "--times", "soon"], ["km", "--times", "1,inf"],
    ["km", "--format", "xml"], ["km", "--reference", "g=b"], ["logrank", "--rho", "x"],
    ["logrank", "--rho", "1", "--test", "peto"], ["logrank", "--adjust", "sidak"],
    ["lm", "--reference", "g"], ["glm", "--family", "tweedie"], ["glm", "--link", "bent"],
    ["cox", "--ties", "random"], ["cox", "--zph", "sqrt"],
    ["glm", "--family", "binomial", "--link", "inverse"],
  ])
  func `an option that does not exist or a value it cannot have`(_ words: [String]) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.good)
    let formula = words[0] == "lm" || words[0] == "glm" ? "event ~ g" : "Surv(time, event) ~ g"
    try expectRefusal(
      try Program.run([words[0], "data.csv", formula] + words.dropFirst(), in: scratch),
      exitCode: 64, [words[words.count > 3 ? 3 : 1]], in: scratch)
  }

  @Test func `a command that does not exist`() throws {
    try expectRefusal(try Program.run(["kaplan"]), exitCode: 64, ["kaplan", "--help"])
  }

  @Test func `no event to learn from`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "time,event,g\n1,0,a\n2,0,b\n3,0,a\n")
    try expectRefusal(
      try scratch.run("cox", "data.csv", "Surv(time, event) ~ g"), exitCode: 65,
      ["no event", "check the event column"], in: scratch)
  }
}
