import Foundation
import Testing

/// Files that look unusual and must be read all the same.
@Suite struct AcceptanceTests {
  /// A table with accented levels, a line break in a level, and decimals.
  private static let rows: [[String]] =
    [["time", "event", "group", "x"]]
    + (1...24).map {
      [
        "\($0).5", "\($0 % 2)", $0 % 3 == 0 ? "contrôle\nsoin" : $0 % 3 == 1 ? "Wärme" : "froid",
        "\($0 * $0).25",
      ]
    }

  private static func text(delimiter: String, decimal: String, newline: String = "\n") -> String {
    rows.map { row in
      row.map { cell in
        let cell = cell.replacing(".", with: decimal)
        return cell.contains("\n") ? "\"\(cell)\"" : cell
      }.joined(separator: delimiter) + newline
    }.joined()
  }

  private static func bytes(of name: String) -> Data {
    let plain = text(delimiter: ",", decimal: ".")
    return switch name {
    case "semicolons and decimal commas": Data(text(delimiter: ";", decimal: ",").utf8)
    case "tabs": Data(text(delimiter: "\t", decimal: ".").utf8)
    case "byte-order mark": Data([0xEF, 0xBB, 0xBF]) + Data(plain.utf8)
    case "UTF-16": Data([0xFF, 0xFE]) + (plain.data(using: .utf16LittleEndian) ?? Data())
    case "Windows-1252": plain.data(using: .windowsCP1252) ?? Data()
    case "CRLF": Data(text(delimiter: ",", decimal: ".", newline: "\r\n").utf8)
    default: Data(plain.utf8)
    }
  }

  private static let commands: [[String]] = [
    ["km", "Surv(time, event) ~ group", "--times", "5,10"],
    ["logrank", "Surv(time, event) ~ group"], ["lm", "x ~ time + group"],
    ["glm", "event ~ x", "--family", "binomial"], ["cox", "Surv(time, event) ~ x"],
    ["describe", "--by", "group"],
  ]

  @Test(
    arguments: [
      "semicolons and decimal commas", "tabs", "byte-order mark", "UTF-16", "Windows-1252", "CRLF",
    ], commands)
  func `another encoding gives the same bytes`(_ encoding: String, _ command: [String]) throws {
    let scratch = try Scratch()
    let results = try ["plain", encoding].map { name in
      try scratch.file("data.csv", Self.bytes(of: name))
      let run = try Program.run(
        [command[0], "data.csv"] + command.dropFirst() + ["--format", "json"], in: scratch)
      #expect(run.exitCode == 0, "\(run.errors)")
      return run.output
    }
    #expect(results[0] == results[1])
    #expect(results[0].count > 300)
  }

  @Test func `what was detected is told on standard error, unless asked to be quiet`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.bytes(of: "semicolons and decimal commas"))
    let told = try scratch.run("describe", "data.csv")
    #expect(told.errors.contains("note: fields are separated by semicolons"))
    #expect(told.errors.contains("decimal comma"))
    #expect(try scratch.run("describe", "data.csv", "--quiet").errors.isEmpty)
  }

  @Test(arguments: commands)
  func `standard input is read like a file`(_ command: [String]) throws {
    let text = Self.text(delimiter: ",", decimal: ".")
    let scratch = try Scratch()
    try scratch.file("data.csv", text)
    let arguments = command.dropFirst() + ["--format", "csv"]
    let piped = try Program.run(
      [command[0], "-"] + arguments, in: scratch, input: Data(text.utf8))
    let named = try Program.run([command[0], "data.csv"] + arguments, in: scratch)
    #expect(piped.exitCode == 0, "\(piped.errors)")
    #expect(
      piped.text.replacing("standard input", with: "data.csv") == named.text, "\(piped.text)")
  }

  @Test func `standard input is named in messages`() throws {
    let run = try Program.run(
      ["km", "-", "Surv(time, event) ~ 1"], input: Data("time,event\n-1,1\n".utf8))
    try expectRefusal(run, exitCode: 65, ["standard input:2 column 1 \"time\""])
  }

  @Test func `a name that is no identifier stands in backticks`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "time (d),dead?,a|b\n1,1,x\n2,0,y\n3,1,y\n")
    let run = try scratch.run(
      "km", "data.csv", "Surv(`time (d)`, `dead?`) ~ `a|b`", "--format", "json")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try number(parsedJSON(run), "groups/n", "a|b=y") == 2)
    let page = try scratch.run("km", "data.csv", "Surv(`time (d)`, `dead?`) ~ `a|b`")
    #expect(page.text.contains("a\\|b=x"))
  }

  @Test func `rows with a missing value are counted as left out`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "time,event,g\n1,1,a\n,0,b\n3,NA,a\n4,1,\n5,0,b\n6,1,b\n")
    for command in ["km", "logrank", "cox"] {
      let run = try scratch.run(command, "data.csv", "Surv(time, event) ~ g", "--format", "json")
      let json = try parsedJSON(run)
      #expect(try number(json, "n") == 3)
      #expect(try number(json, "excluded/count", "column=time") == 1)
      #expect(try number(json, "excluded/count", "column=event") == 1)
      #expect(try number(json, "excluded/count", "column=g") == 1)
    }
  }
}
