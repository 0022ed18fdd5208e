import Foundation
import Testing

@Suite struct SimulateCommandTests {
  static let names = [
    "units-simulated.csv", "visits-simulated.csv", "events-simulated.csv", "truth-simulated.csv",
    "injected-errors-simulated.csv", "README.md", "protocol.yml",
  ]

  @Test func `the bundled cohort is what its README's command writes`() throws {
    let bundled = Program.repository.appendingPathComponent("Datasets/hip-msc-simulated")
    let readme = try String(
      contentsOf: bundled.appendingPathComponent("README.md"), encoding: .utf8)
    let command = try #require(readme.firstMatch(of: /`cohort (simulate [^`]*) -o FOLDER`/)?.output)
    let scratch = try Scratch()
    let run = try Program.run(
      command.1.split(separator: " ").map(String.init) + ["-o", "out"], in: scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.isEmpty)
    for name in Self.names {
      #expect(run.errors.contains("out/\(name)"))
      #expect(
        try Data(contentsOf: scratch.folder.appendingPathComponent("out/\(name)"))
          == Data(contentsOf: bundled.appendingPathComponent(name)), "\(name)")
    }
    let folder = try FileManager.default.contentsOfDirectory(atPath: bundled.path)
    #expect(Set(folder) == Set(Self.names))
    for name in folder where name.hasSuffix(".csv") { #expect(name.contains("simulated")) }
    #expect(readme.contains("no number in these files\nis evidence"))
  }

  @Test func `the README names every column`() throws {
    let scratch = try Scratch()
    #expect(try scratch.run("simulate", "--patients", "20", "-o", "out").exitCode == 0)
    let folder = scratch.folder.appendingPathComponent("out")
    let readme = try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
    for name in Self.names where name.hasSuffix(".csv") && !name.hasPrefix("truth") {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      for column in text.prefix(while: { $0 != "\n" }).split(separator: ",") {
        #expect(readme.contains("`\(column)`"), "\(name): \(column)")
      }
    }
  }

  @Test func `files that are there stay, unless forced`() throws {
    let scratch = try Scratch()
    try scratch.file("out/protocol.yml", "mine")
    let refused = try scratch.run("simulate", "--patients", "5", "-o", "out")
    try expectRefusal(
      refused, exitCode: 64, ["'out' already holds protocol.yml", "nothing was written", "--force"])
    #expect(try scratch.contents() == ["out", "out/protocol.yml"])
    #expect(try scratch.run("simulate", "--patients", "5", "-o", "out", "--force").exitCode == 0)
    #expect(try scratch.contents() == Set(["out"] + Self.names.map { "out/\($0)" }))
  }

  @Test func `clean files hold no error, and say so`() throws {
    let scratch = try Scratch()
    #expect(
      try scratch.run("simulate", "--patients", "80", "--clean", "-o", "out").exitCode == 0)
    let folder = scratch.folder.appendingPathComponent("out")
    let errors = try String(
      contentsOf: folder.appendingPathComponent("injected-errors-simulated.csv"), encoding: .utf8)
    #expect(errors == "file,line,hip_id,kind,visit_date,column,original,written\n")
    let readme = try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(readme.contains("--patients 80 --seed 1 --clean -o FOLDER"))
    #expect(readme.contains("No error was put into the files."))
  }

  @Test(
    arguments: [
      (["--patients", "0"], "--patients 0: expected"), (["--thr-rate", "0"], "--thr-rate 0.0"),
      (["--thr-bmi-ratio", "7"], "--thr-bmi-ratio 7.0: expected a ratio"),
      (["--seed", "-1"], "--seed"),
    ])
  func `values that cannot be used are refused`(_ options: [String], _ words: String) throws {
    let scratch = try Scratch()
    let run = try Program.run(["simulate"] + options + ["-o", "out"], in: scratch)
    try expectRefusal(run, exitCode: 64, [words], in: scratch)
    #expect(try scratch.contents().isEmpty)
  }

  @Test func `a folder that cannot be written is said so`() throws {
    let scratch = try Scratch()
    try scratch.file("out", "a file in the way")
    let run = try scratch.run("simulate", "--patients", "5", "-o", "out")
    try expectRefusal(run, exitCode: 73, ["'out'"])
  }
}
