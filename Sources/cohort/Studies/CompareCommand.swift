import Analyses
import ArgumentParser
import Cohorts
import Reports
import Statistics

/// `cohort compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "The comparison of arms of a protocol, unadjusted and adjusted, with their overlap.",
    usage: "cohort compare PROTOCOL [--figure FILE.svg] [--format md|json|csv]",
    discussion: """
      Example:
        cohort compare Datasets/hodg/protocol.yml

      Prints the arms as they are, how they overlap in the covariates of adjust_for, and
      the outcome model's adjusted contrast; that one is withheld, with the reason, where
      the arms do not overlap. The numbers are those of cohort report. With --figure the
      hazard ratios go to FILE.svg, and overlap, balance and adjusted curves to files
      beside it, such as FILE-balance.svg.
      """)

  @Argument(help: "The protocol, a YAML file.", completion: .file(extensions: ["yml", "yaml"]))
  var protocolFile: String
  @OptionGroup var result: ResultOptions
  @OptionGroup(title: "Figure") var figure: FigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: protocolFile)
      let study = try StudyFile.load(protocolFile)
      guard study.comparison != nil else {
        throw StudyError(reasons: [
          "\(protocolFile) has no `comparison:`, so there are no arms to compare; name them, as in "
            + "comparison: {exposure: cell_source, arms: {autologous: [bone_marrow, adipose], "
            + "Wharton's jelly: [whartons_jelly]}, adjust_for: [age, bmi]}"
        ])
      }
      return Rendition(
        comparing: try StudyRunner.run(
          protocolFile: protocolFile, version: CohortCommand.version), figure: picture)
    }
  }
}
