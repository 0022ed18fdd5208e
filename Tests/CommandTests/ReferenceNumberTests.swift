import Foundation
import ReferenceTables
import Testing

/// A command and the numbers R gives for it.
struct ReferenceCommand: Sendable, CustomTestStringConvertible {
  let name: String
  let arguments: [String]
  /// The folder of the reference tables it belongs to.
  let folder: String

  var testDescription: String { name }

  static func all(in folder: String = "commands") throws -> [ReferenceCommand] {
    let data = try Data(contentsOf: ReferenceTable.url("\(folder)/commands.json"))
    let commands = try JSONDecoder().decode([String: [String]].self, from: data)
    try #require(!commands.isEmpty)
    let datasets = Program.repository.appendingPathComponent("Datasets").path
    return commands.keys.sorted().map { name in
      ReferenceCommand(
        name: name,
        arguments: (commands[name] ?? []).map {
          $0.replacing("{data}", with: ReferenceTable.url(folder).path)
            .replacing("{datasets}", with: datasets)
        }, folder: folder)
    }
  }

  /// Runs the command and compares every number of its table.
  func expectNumbers() throws {
    let run = try Program.run(arguments + ["--format", "json"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let json = try parsedJSON(run)
    for row in try ReferenceTable.load("\(folder)/\(name)").rows {
      let actual = try number(json, row.quantity, row.term)
      #expect(
        isClose(
          actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
        "\(difference(actual, row.value, row.description))")
    }
  }
}

@Suite struct ReferenceNumberTests {
  @Test("prints R's numbers", arguments: try ReferenceCommand.all())
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }

  @Test(
    "prints the same numbers as CSV and the same bytes twice", arguments: try ReferenceCommand.all()
  )
  func csv(_ command: ReferenceCommand) throws {
    let csv = try Program.run(command.arguments + ["--format", "csv", "--quiet"])
    #expect(csv.exitCode == 0)
    let lines = csv.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count > 2 && lines.last?.isEmpty == true)
    for format in ["md", "json", "csv"] {
      let first = try Program.run(command.arguments + ["--format", format])
      #expect(first.output == (try Program.run(command.arguments + ["--format", format])).output)
      #expect(!first.output.isEmpty)
    }
  }
}
