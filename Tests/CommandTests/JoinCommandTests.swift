import Foundation
import Testing

@Suite struct JoinCommandTests {
  private static let hips = "hip,grade,bmi\nA,2,24.5\nB,3,31\nC,4,28\nD,3,\nE,3,29\n"
  private static let truth = "grade,hip,onset\n2,A,1.5\n3,B,2.25\n3,E,\n9,Z,7\n"

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.file("hips.csv", Self.hips)
    try scratch.file("truth.csv", Self.truth)
    return scratch
  }

  @Test func `columns of another file come beside the rows of the same key`() throws {
    let home = try scratch()
    let joined =
      "hip,grade,bmi,truth.grade,truth.onset\n"
      + "A,2,24.5,2,1.5\nB,3,31,3,2.25\nC,4,28,,\nD,3,,,\nE,3,29,3,\n"
    let run = try home.run("join", "hips.csv", "--with", "truth=truth.csv", "--on", "hip")
    #expect(run.text == joined, "\(run.errors)")
    let written = try home.run(
      "join", "hips.csv", "--with", "truth=truth.csv", "--on", "hip", "-o", "both.csv")
    #expect(written.output.isEmpty)
    #expect(written.errors == "wrote both.csv: 5 rows, 3 with a row in truth.csv\n")
    let both = home.folder.appendingPathComponent("both.csv")
    #expect(try String(contentsOf: both, encoding: .utf8) == joined)
  }

  @Test(arguments: [
    ("truth.csv", "hip", "give its columns a prefix"),
    ("truth=hips.csv", "grade", "two rows whose `grade` is `3` (lines 3 and 5)"),
    ("truth.csv", "hop", "did you mean `hip`?"),
    ("other.csv", "hip", "text in one file and numbers or dates in the other"),
  ])
  func `what does not fit is named`(_ file: String, _ key: String, _ words: String) throws {
    let home = try scratch()
    try home.file("other.csv", "hip,x\n1,2\n2,3\n")
    let run = try home.run("join", "hips.csv", "--with", file, "--on", key)
    #expect(run.exitCode == 65)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `the eligible rows of a study are those its report begins with`() throws {
    let protocolFile = "Datasets/hip-msc-simulated/protocol.yml"
    let all = try Program.run(["endpoints", protocolFile, "--layout", "dataset", "--quiet"])
    let eligible = try Program.run(
      ["endpoints", protocolFile, "--layout", "dataset", "--eligible", "--quiet"])
    #expect(all.text.split(separator: "\n").count == 686)
    let rows = eligible.text.split(separator: "\n")
    #expect(rows.count == 537)
    #expect(Set(rows).isSubset(of: Set(all.text.split(separator: "\n"))))
    let refused = try Program.run(["endpoints", protocolFile, "--eligible"])
    #expect(refused.exitCode == 64)
  }

  /// A row that lacks two of the columns is left out once.
  @Test func `rows that lack several values are counted once`() throws {
    let home = try Scratch()
    try home.file("times.csv", "time,event,arm\n1,1,a\n2,0,a\n,,a\n3,1,b\n4,1,b\n")
    let run = try home.run("km", "times.csv", "Surv(time, event) ~ arm")
    #expect(
      run.text.contains("Rows used: 4 of 5; left out: 1 missing time, 1 missing event."),
      "\(run.text)")
  }
}
