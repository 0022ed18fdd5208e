import Analyses
public import ArgumentParser
import Reports
public import StudyDesign

extension LogRankDesign.Method: ExpressibleByArgument {}

/// `cohort power survival`.
struct PowerSurvivalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survival",
    abstract: "Times to an event, such as loss of benefit, by the log-rank test.",
    usage: "cohort power survival --median T --accrual A --follow-up F [options]",
    discussion: """
      Examples:
        cohort power survival --hazard-ratio 0.6 --median 14 --accrual 24 \\
          --follow-up 12 --power 0.9
        cohort power survival --hazard-ratio 0.6 --survival 0.4 --at 18 \\
          --accrual 24 --follow-up 12 --n 200 --simulate 2000

      Of --hazard-ratio, --n and --power two are given. The hazard ratio is that of
      the treated by the controls, of losing benefit say: below 1 is better.
      --simulate runs that many trials and tests each with our log-rank test.
      """)

  @Option(parsing: .unconditional, help: "The hazard of the treated by that of the controls.")
  var hazardRatio: NumberList?
  @OptionGroup var curve: CurveOptions
  @OptionGroup var followUp: FollowUpOptions
  @Option(parsing: .unconditional, help: "The share of the treatment that covariates explain.")
  var r2: NumberList?
  @OptionGroup var test: TestOptions
  @OptionGroup var enrolment: EnrolmentOptions
  @Option(parsing: .unconditional, help: "Treated hips for each control. (default: 1)")
  var ratio: NumberList?
  @Option(help: "The approximation.") var method: LogRankDesign.Method = .schoenfeld
  @Option(help: ArgumentHelp("The number of trials to simulate.", valueName: "trials"))
  var simulate = 0
  @Option(help: "Where the simulation begins, a whole number from 0.") var seed: UInt64 = 1
  @OptionGroup var words: DesignWords
  @OptionGroup var result: ResultOptions

  func run() throws {
    try result.print {
      guard (0...1_000_000).contains(simulate) else {
        throw UsageError(
          message: "--simulate \(simulate): expected a whole number from 0 to 1000000")
      }
      let grid = DesignGrid(
        curve.given + followUp.given + [(.rSquared, r2?.values), (.ratio, ratio?.values)]
          + enrolment.given + test.given + [(.hazardRatio, hazardRatio?.values)])
      var terms = try words.terms(sides: test.sides)
      terms.timeUnit = followUp.timeUnit
      terms.simulations = simulate
      terms.seed = seed
      return Rendition(try PowerAnalysis.survival(grid, method: method, terms: terms))
    }
  }
}
