import Analyses
import ArgumentParser
import Reports

/// `cohort describe`.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "A baseline table with standardised differences and missing counts.",
    usage: "cohort describe DATA [--by COLUMN] [options]",
    discussion: """
      Example:
        cohort describe hips.csv --by cell_source
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var result: ResultOptions
  @Option(help: "The column whose values are the groups to compare.") var by: String?

  func run() throws {
    try result.print {
      let table = try input.table(telling: result)
      return Rendition(try Description.run(on: table, by: by))
    }
  }
}
