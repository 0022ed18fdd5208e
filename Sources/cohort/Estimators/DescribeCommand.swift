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
  @Flag(
    help: """
      Test each column for differences between the groups: Kruskal-Wallis, Pearson's chi-squared, or \
      Fisher's exact test where a count below 5 is expected.
      """)
  var pValues = false

  func run() throws {
    try result.print {
      if pValues, by == nil {
        throw UsageError(message: "--p-values: name the column of the groups with --by")
      }
      let table = try input.table(telling: result)
      return Rendition(try Description.run(on: table, by: by, testing: pValues))
    }
  }
}
