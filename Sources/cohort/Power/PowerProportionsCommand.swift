import Analyses
public import ArgumentParser
import Reports
public import StudyDesign

extension TwoProportions.Method: ExpressibleByArgument {}

/// `cohort power proportions`.
struct PowerProportionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proportions",
    abstract: "Two proportions, such as responders in two arms.",
    usage: "cohort power proportions --control P [--treated P] [--power P] [--n N]",
    discussion: """
      Examples:
        cohort power proportions --control 0.40 --treated 0.60 --power 0.9
        cohort power proportions --control 0.40 --treated 0.60 --n 120
        cohort power proportions --control 0.60 --treated 0.60 --margin 0.1 \\
          --power 0.8

      --method normal and exact are of the score test (Pearson's chi-squared without
      correction; with --margin Farrington and Manning's), unpooled of Wald's,
      corrected and fisher of Fisher's exact test. exact and fisher count every
      possible outcome, up to 1000 hips in an arm; the others approximate.
      With --margin higher rates are better, and the treated may be lower by less.
      """)

  @Option(parsing: .unconditional, help: "The rate expected in the control arm.")
  var control: NumberList
  @Option(parsing: .unconditional, help: "The rate expected in the treated arm.")
  var treated: NumberList?
  @Option(parsing: .unconditional, help: "How much lower a rate is not yet inferior.")
  var margin: NumberList?
  @OptionGroup var test: TestOptions
  @OptionGroup var enrolment: EnrolmentOptions
  @Option(parsing: .unconditional, help: "Treated hips for each control. (default: 1)")
  var ratio: NumberList?
  @Option(help: "How the power is found.") var method: TwoProportions.Method = .normal
  @OptionGroup var words: DesignWords
  @OptionGroup var result: ResultOptions

  func run() throws {
    try result.print {
      let grid = DesignGrid(
        [
          (.control, control.values), (.margin, margin?.values), (.ratio, ratio?.values),
        ] + enrolment.given + test.given + [(.treated, treated?.values)])
      return Rendition(
        try PowerAnalysis.proportions(
          grid, method: method, terms: words.terms(sides: test.sides)))
    }
  }
}
