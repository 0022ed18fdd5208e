import Notebooks
import Testing

@Suite struct CommandReaderTests {
  func read(_ body: String) -> (words: [[String]], problems: [String]) {
    var problems: [String] = []
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    let reader = CommandReader(lines, firstLine: 10) { problems.append("\($0): \($1)") }
    return (reader.commands.map(\.words), problems)
  }

  @Test func `quotation marks group and vanish`() {
    #expect(read("km 'a b' \"c d\" e\\ f g'h'\"i\"").words == [["km", "a b", "c d", "e f", "ghi"]])
    #expect(read("km '' \"\"").words == [["km", "", ""]])
    #expect(read("km 'a`b$c' \"\\`x\\$ \\\\ \\q\"").words == [["km", "a`b$c", "`x$ \\ \\q"]])
  }

  @Test func `the program's name and a prompt may stand before a command`() {
    #expect(
      read("cohort km x\n$ cohort km x\n$ km x").words == [
        ["km", "x"], ["km", "x"], ["km", "x"],
      ])
  }

  @Test func `a backslash at the end continues, comments and blank lines count for nothing`() {
    let (words, problems) = read("# note\n\nkm x \\\n  'y ~ z' \\\n  --times 1 # why\n")
    #expect(words == [["km", "x", "y ~ z", "--times", "1"]])
    #expect(problems.isEmpty)
    #expect(read("km x \\").problems.count == 1)
  }

  @Test(arguments: [
    "km x | less", "km x > y", "km x < y", "km x; ls", "km x && ls", "km x &", "km `ls`",
    "km $(ls)", "km $HOME", "km \"$HOME\"", "km \"`ls`\"", "km *.csv", "km ?.csv", "km [ab]",
    "km y~x(a)", "km ~/x", "km {a,b}", "km “x”", "km 'x", "km \"x", "notebook run x",
    "cohort notebook run x", "km -", "cohort",
  ])
  func `what a shell would do is refused by name and line`(_ line: String) {
    let (words, problems) = read("say x\n" + line)
    #expect(words == [["say", "x"]])
    #expect(problems.count == 1 && problems[0].hasPrefix("11: "), "\(problems)")
  }

  /// A word of many characters takes no longer than so many words of one.
  @Test func `a long word is read in time`() {
    let long = String(repeating: "x", count: 300_000)
    let start = ContinuousClock.now
    let reader = CommandReader(["describe \(long)"], firstLine: 1) { _, _ in }
    #expect(reader.commands.first?.words == ["describe", long])
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
