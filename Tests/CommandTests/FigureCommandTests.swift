import Foundation
import Testing

/// `--figure` of the single commands: the picture, its numbers, and the line on the page.
@Suite struct FigureCommandTests {
  /// Twelve rows, two arms, two causes, a visit before each end.
  private static func study() throws -> Scratch {
    let scratch = try Scratch()
    var lines = ["id,arm,age,months,end,lost,lower,upper,change,responder"]
    for row in 0..<24 {
      let isLost = row % 3 != 0
      let time = Double(3 + row)
      let fields: [String] = [
        "\(row)", row % 2 == 0 ? "bone marrow" : "fat", "\(50 + (row * 7) % 20)", "\(time)",
        ["0", "lost", "replaced"][row % 3], isLost ? "1" : "0", "\(time - 2)",
        isLost ? "\(time)" : "", "\((row * 5) % 11)", row % 5 < 2 ? "1" : "0",
      ]
      lines.append(fields.joined(separator: ","))
    }
    try scratch.file("hips.csv", lines.joined(separator: "\n") + "\n")
    return scratch
  }

  private static let commands: [(name: String, arguments: [String])] = [
    ("km", ["Surv(months, lost) ~ arm"]), ("cuminc", ["Surv(months, end) ~ arm"]),
    ("turnbull", ["Surv(lower, upper, type = \"interval2\") ~ arm"]),
    ("cox", ["Surv(months, lost) ~ arm + age"]),
    ("finegray", ["Surv(months, end) ~ arm + age", "--cause", "lost"]),
    ("glm", ["responder ~ arm + age", "--family", "binomial"]), ("lm", ["change ~ arm + age"]),
    ("icph", ["Surv(lower, upper, type = \"interval2\") ~ arm + age"]),
    ("aft", ["Surv(months, lost) ~ arm + age"]),
  ]

  @Test(arguments: commands.map(\.name))
  func `a figure goes to its file with its numbers, and the page names it`(
    _ name: String
  ) throws {
    let arguments = try #require(Self.commands.first { $0.name == name }).arguments
    let scratch = try Self.study()
    let call = [name, "hips.csv"] + arguments + ["--quiet"]
    let plain = try Program.run(call, in: scratch)
    #expect(plain.exitCode == 0 && !plain.text.contains("!["), "\(plain.errors)")
    let path = "figures/a figure.svg"
    let run = try Program.run(call + ["--figure", path], in: scratch)
    #expect(run.exitCode == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.text.hasPrefix(plain.text))
    let image = try #require(run.text.firstMatch(of: /!\[(.+)\]\(figures\/a%20figure\.svg\)/))
    // The picture says its result in words: numbers, not only names.
    #expect(image.1.contains(/\d/) && image.1.hasSuffix("."), "\(image.1)")
    #expect(run.text.contains("[Plotted numbers](figures/a%20figure.csv)"))
    let picture = try String(
      contentsOf: scratch.folder.appendingPathComponent(path), encoding: .utf8)
    #expect(picture.hasPrefix("<?xml") && picture.hasSuffix("</svg>\n"))
    let numbers = try String(
      contentsOf: scratch.folder.appendingPathComponent("figures/a figure.csv"), encoding: .utf8)
    #expect(numbers.split(separator: "\n").count > 2)
    #expect(
      try scratch.contents()
        == ["hips.csv", "figures", path, "figures/a figure.csv"])
    let json = try Program.run(call + ["--figure", path, "--format", "json"], in: scratch)
    #expect(json.text.contains("\"file\": \"figures/a figure.svg\""))
    #expect(json.text.contains("\"data\": \"figures/a figure.csv\""))
    let html = try Program.run(call + ["--figure", path, "--format", "html"], in: scratch)
    #expect(html.text.contains("<svg"))
  }

  @Test func `the plotted estimates are those of the result`() throws {
    let scratch = try Self.study()
    let run = try scratch.run(
      "cox", "hips.csv", "Surv(months, lost) ~ arm + age", "--figure", "f.svg", "--format", "csv")
    let own = run.text.split(separator: "\n").map { $0.split(separator: ",") }
    let ratio = try #require(own.first?.firstIndex(of: "hazard_ratio"))
    let plotted = try String(
      contentsOf: scratch.folder.appendingPathComponent("f.csv"), encoding: .utf8)
    #expect(own.count == 3)
    for row in own.dropFirst() { #expect(plotted.contains(",\(row[ratio]),")) }
  }

  @Test func `a curve of a covariate has no row in the forest`() throws {
    let scratch = try Self.study()
    let run = try scratch.run(
      "cox", "hips.csv", "Surv(months, lost) ~ arm + rcs(age, 3)", "--figure", "f.svg")
    #expect(run.exitCode == 0 && run.text.contains("Not drawn: rcs(age,3)"), "\(run.errors)")
    let plotted = try String(
      contentsOf: scratch.folder.appendingPathComponent("f.csv"), encoding: .utf8)
    #expect(plotted.contains("fat") && !plotted.contains("age"))
    let alone = try scratch.run(
      "cox", "hips.csv", "Surv(months, lost) ~ rcs(age, 3)", "--figure", "g.svg")
    #expect(alone.exitCode == 64 && alone.errors.contains("no coefficient to draw"))
  }

  @Test func `titles and units of time are the user's`() throws {
    let scratch = try Self.study()
    let run = try scratch.run(
      "km", "hips.csv", "Surv(months, lost) ~ 1", "--figure", "f.svg", "--title", "Free of pain",
      "--time-unit", "months")
    #expect(run.text.contains("\nFree of pain\n"))
    let picture = try String(
      contentsOf: scratch.folder.appendingPathComponent("f.svg"), encoding: .utf8)
    #expect(picture.contains(">Time, months<") && picture.contains(">Number at risk<"))
    let lost = try scratch.run("km", "hips.csv", "Surv(months, lost) ~ 1", "--title", "x")
    #expect(lost.exitCode == 64 && lost.errors.contains("--title goes with --figure"))
  }

  @Test(arguments: ["curve.png", "curve", ".svg", "curve.svg/", "figures/.svg"])
  func `another ending is refused`(_ name: String) throws {
    let scratch = try Self.study()
    let run = try scratch.run("km", "hips.csv", "Surv(months, lost) ~ 1", "--figure", name)
    #expect(run.exitCode == 64 && run.output.isEmpty)
    #expect(run.errors.contains("expected a file that ends in .svg"))
    #expect(try scratch.contents() == ["hips.csv"])
  }

  @Test func `no file of somebody's is lost`() throws {
    let scratch = try Self.study()
    try scratch.file("other.csv", "a,b\n1,2\n")
    for (name, words) in [("hips.svg", "which the command reads"), ("other.svg", "something else")]
    {
      let run = try scratch.run("km", "hips.csv", "Surv(months, lost) ~ 1", "--figure", name)
      #expect(run.exitCode == 64 && run.errors.contains(words), "\(run.errors)")
    }
    #expect(try scratch.contents() == ["hips.csv", "other.csv"])
    // A figure of an earlier run gives way.
    for formula in ["Surv(months, lost) ~ 1", "Surv(months, lost) ~ arm"] {
      let run = try scratch.run("km", "hips.csv", formula, "--figure", "f.svg")
      #expect(run.exitCode == 0, "\(run.errors)")
    }
  }

  @Test func `more curves than can be told apart are refused`() throws {
    let scratch = try Self.study()
    let run = try scratch.run("km", "hips.csv", "Surv(months, lost) ~ id", "--figure", "f.svg")
    #expect(run.exitCode == 64 && run.errors.contains("24 curves"))
  }

  @Test func `a comparison has its ratios in the file and the rest beside it`() throws {
    let scratch = try Scratch()
    let run = try Program.run(
      [
        "compare", "Datasets/hodg/protocol.yml", "--figure",
        scratch.folder.appendingPathComponent("arms.svg").path,
      ])
    #expect(run.exitCode == 0, "\(run.errors)")
    let names = try scratch.contents()
    #expect(names.contains("arms.svg") && names.contains("arms-balance.csv"), "\(names)")
    let linked = run.text.matches(of: /\]\(([^)]+\.(?:svg|csv))\)/).map {
      URL(fileURLWithPath: String($0.1)).lastPathComponent
    }
    #expect(Set(linked) == names)
  }
}
