import Analyses
public import ArgumentParser
import Reports
public import StudyDesign

extension MeanComparison.Kind: ExpressibleByArgument {}

/// `cohort power means`.
struct PowerMeansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "means",
    abstract: "Means, such as the change of a score in two arms.",
    usage: "cohort power means --sd S [--difference D] [--power P] [--n N]",
    discussion: """
      Examples:
        cohort power means --difference 6 --sd 18 --correlation 0.5 --power 0.9
        cohort power means --difference 6 --sd 20 --power 0.9
        cohort power means --difference 5 --sd 15 --analysis one-sample --n 40

      The standard deviation is that of one score. With --correlation, that of the
      score at baseline with the score at the end, the analysis is adjusted for
      baseline (ancova) or of the change from it (change).
      """)

  @Option(parsing: .unconditional, help: "The difference of means expected.")
  var difference: NumberList?
  @Option(parsing: .unconditional, help: "The standard deviation of one score.")
  var sd: NumberList
  @Option(
    parsing: .unconditional, help: "The correlation of the scores at baseline and at the end.")
  var correlation: NumberList?
  @Option(
    help: "The analysis. (default: ancova with --correlation, follow-up without)")
  var analysis: MeanComparison.Kind?
  @Option(parsing: .unconditional, help: "How much worse a mean is not yet inferior.")
  var margin: NumberList?
  @OptionGroup var test: TestOptions
  @OptionGroup var enrolment: EnrolmentOptions
  @Option(parsing: .unconditional, help: "Treated hips for each control. (default: 1)")
  var ratio: NumberList?
  @OptionGroup var words: DesignWords
  @OptionGroup var result: ResultOptions

  func run() throws {
    try result.print {
      let grid = DesignGrid(
        [
          (.deviation, sd.values), (.correlation, correlation?.values), (.margin, margin?.values),
          (.ratio, ratio?.values),
        ] + enrolment.given + test.given + [(.difference, difference?.values)])
      return Rendition(
        try PowerAnalysis.means(
          grid, kind: analysis ?? (correlation == nil ? .followUp : .ancova),
          terms: words.terms(sides: test.sides)))
    }
  }
}
