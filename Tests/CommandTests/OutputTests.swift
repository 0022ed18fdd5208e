import Foundation
import Testing

/// What every command owes to scripts: help, versions, pipes that close, disks that are full.
@Suite struct OutputTests {
  static let names = ["report", "describe", "km", "logrank", "lm", "glm", "cox"]

  @Test(arguments: names)
  func `help shows an example before the usage`(_ name: String) throws {
    let help = try Program.run([name, "--help"])
    #expect(help.exitCode == 0 && help.errors.isEmpty)
    let example = try #require(help.text.firstRange(of: "  cohort \(name) "))
    let usage = try #require(help.text.firstRange(of: "USAGE: cohort \(name) "))
    #expect(example.lowerBound < usage.lowerBound)
    #expect(help.text == (try Program.run(["help", name])).text)
    for line in help.text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func `the program tells its version and lists its commands`() throws {
    let version = try Program.run(["--version"])
    #expect(version.exitCode == 0)
    #expect(version.text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    let help = try Program.run(["--help"])
    #expect(help.exitCode == 0)
    for name in Self.names { #expect(help.text.contains("\n  \(name) "), "\(name)") }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `shells can be taught the commands`(_ shell: String) throws {
    let script = try Program.run(["--generate-completion-script", shell])
    #expect(script.exitCode == 0 && script.errors.isEmpty)
    #expect(script.text.contains("conf-type"))
    if shell == "bash" {
      let scratch = try Scratch()
      try scratch.file("completion.bash", script.output)
      #expect(try Program.shell("bash -n completion.bash", in: scratch).exitCode == 0)
    }
  }

  private static func long() throws -> Scratch {
    let scratch = try Scratch()
    let rows = (1...20_000).map { "\($0),\($0 % 2)\n" }.joined()
    try scratch.file("data.csv", "time,event\n" + rows)
    return scratch
  }

  @Test(arguments: ["json", "csv"])
  func `a reader that stops reading is no failure`(_ format: String) throws {
    let run = try Program.shell(
      "\"$cohort\" km data.csv 'Surv(time, event) ~ 1' --format \(format) | head -n 1; "
        + "echo ${PIPESTATUS[0]}", in: try Self.long())
    #expect(run.text.hasSuffix("\n0\n"), "\(run.text)")
    #expect(run.errors.isEmpty)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `a full disk is a failure with a reason`() throws {
    let run = try Program.shell(
      "\"$cohort\" km data.csv 'Surv(time, event) ~ 1' --format json > /dev/full",
      in: try Self.long())
    try expectRefusal(run, exitCode: 73, ["cannot write the result", "No space left"])
    let deaf = try Program.shell(
      "\"$cohort\" km nothing.csv 'y ~ x' 2> /dev/full; echo $?", in: try Self.long())
    #expect(deaf.text == "66\n")
  }
}
