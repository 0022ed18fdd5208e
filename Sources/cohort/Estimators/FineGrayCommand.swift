import Analyses
public import ArgumentParser
import Formulas
import Reports
public import Survival

extension CensoringConvention: ExpressibleByArgument {}
extension FineGrayModel.Variance: ExpressibleByArgument {}

/// `cohort finegray`.
struct FineGrayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finegray",
    abstract: "Fine and Gray's model of one of several competing causes.",
    usage: "cohort finegray DATA FORMULA --cause C [options]",
    discussion: """
      Example:
        cohort finegray hips.csv 'Surv(months, ended) ~ cell_source + age' --cause lost \\
          --censor none

      The event column holds the causes, and 0 or the value of --censor means
      censored. strata(centre) gives each centre its own baseline and censoring
      distribution; cluster(patient) adds up the rows of a patient in the standard
      errors; Surv(start, stop, cause) takes delayed entry.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaOptions
  @OptionGroup var result: ResultOptions
  @OptionGroup var rows: RowOptions
  @Option(help: "The cause to model, a value of the event column.") var cause: String?
  @Option(name: .customLong("censor"), help: "The value of the event column that means censored.")
  var censored: String?
  @Option(help: "The treatment of tied event times.") var ties: TieMethod = .breslow
  @Option(
    help: """
      Ties of events and censorings in the weights after competing events: as cmprsk's crr, or as \
      survival's finegray.
      """)
  var censoring: CensoringConvention = .crr
  @Option(
    name: .customLong("censoring-group"),
    help: "A column of groups with their own censoring distribution.")
  var censoringGroup: String?
  @Option(
    help: """
      The robust variance: with the term of the estimated censoring distribution, or as though the \
      weights were known.
      """)
  var variance: FineGrayModel.Variance = .fineGray
  @Option(name: .customLong("id"), help: "The subject of each row, where subjects have several.")
  var subject: String?
  @Flag(help: "Give the cumulative baseline hazard, at covariates zero.") var baseline = false
  @Option(
    help: ArgumentHelp(
      "Predict the cumulative incidence for these covariates; repeat for more.",
      valueName: "column=value,..."))
  var at: [String] = []
  @Option(
    help: ArgumentHelp(
      """
      The times of the predictions: numbers separated by commas; every event time if not given, \
      which takes long for many rows.
      """,
      valueName: "t,t,..."))
  var times: NumberList?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup(title: "Figure") var figure: FigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let analysis = try FineGrayAnalysis.run(
        formula, on: input.table(telling: result), references: model.references(),
        reading: rows.reading(), level: level.value,
        options: .init(
          cause: cause, censored: censored,
          model: .init(ties: ties, censoring: censoring, variance: variance),
          censoringGroup: censoringGroup, subject: subject, baseline: baseline, predictions: at,
          times: times?.values ?? []))
      return try Rendition(analysis, level: level.value, figure: picture)
    }
  }
}
