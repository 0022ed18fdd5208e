import Analyses
import ArgumentParser
import Reports

/// `cohort power precision`.
struct PowerPrecisionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "precision",
    abstract: "How precisely one cohort's rate, landmark or median will be known.",
    usage: "cohort power precision --proportion P --half-width H [options]",
    discussion: """
      Examples:
        cohort power precision --proportion 0.6 --half-width 0.1
        cohort power precision --proportion 0.6 --half-width 0.1 --assurance 0.9
        cohort power precision --median 14 --accrual 24 --follow-up 12 --half-width 3
        cohort power precision --survival 0.5 --at 12 --accrual 24 --follow-up 12 \\
          --n 80

      The interval of a proportion is Wilson's, those of a landmark and of the median
      the log-log intervals of Kaplan-Meier. Give --half-width to find the number, or
      --n to find the half-width.
      """)

  @Option(parsing: .unconditional, help: "The proportion expected.")
  var proportion: NumberList?
  @OptionGroup var curve: CurveOptions
  @OptionGroup var followUp: FollowUpOptions
  @Option(parsing: .unconditional, help: "Half the width of the interval.")
  var halfWidth: NumberList?
  @Option(
    parsing: .unconditional,
    help: "The chance with which the interval is to be that narrow.")
  var assurance: NumberList?
  @Option(
    name: .customLong("conf-level"), parsing: .unconditional,
    help: "The level of the interval. (default: 0.95)")
  var level: NumberList?
  @OptionGroup var enrolment: EnrolmentOptions
  @OptionGroup var words: DesignWords
  @OptionGroup var result: ResultOptions

  func run() throws {
    try result.print {
      let grid = DesignGrid(
        [(.proportion, proportion?.values)] + curve.given + followUp.given
          + [(.assurance, assurance?.values), (.level, level?.values)] + enrolment.given
          + [(.halfWidth, halfWidth?.values)])
      var terms = try words.terms()
      terms.timeUnit = followUp.timeUnit
      return Rendition(try PowerAnalysis.precision(grid, terms: terms))
    }
  }
}
