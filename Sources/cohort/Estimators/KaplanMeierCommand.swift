import Analyses
public import ArgumentParser
import Formulas
import Reports
public import Survival

extension SurvivalInterval: ExpressibleByArgument {}
extension KaplanMeier.Variance: ExpressibleByArgument {}
extension KaplanMeier.Estimator: ExpressibleByArgument {}
extension ConfidenceBand.Method: ExpressibleByArgument {}

/// `cohort km`.
struct KaplanMeierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "km",
    abstract: "Kaplan-Meier curves, medians and survival at chosen times.",
    usage: "cohort km DATA FORMULA [options]",
    discussion: """
      Example:
        cohort km hips.csv 'Surv(months, lost) ~ cell_source' --times 12,24
        cohort km hips.csv 'Surv(months, lost) ~ 1' --bands equal-precision --from 6

      Surv(start, stop, event) takes delayed entry; ~ 1 makes one curve.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaArgument
  @OptionGroup var result: ResultOptions
  @Option(
    help: ArgumentHelp(
      "Times at which to report the curve: numbers separated by commas.", valueName: "t,t,..."))
  var times: NumberList?
  @Option(name: .customLong("conf-type"), help: "The transform of the interval. (default: log)")
  var interval: SurvivalInterval?
  @Option(name: .customLong("conf-level"), help: "The confidence level, between 0 and 1.")
  var level = ConfidenceLevel(0.95)
  @OptionGroup var rows: RowOptions
  @Option(help: "The variance of the curve.") var variance: KaplanMeier.Variance = .automatic

  @Option(help: "How the curve is estimated.")
  var estimator: KaplanMeier.Estimator = .kaplanMeier
  @Option(
    help: ArgumentHelp(
      "Begin the curves here, given that nothing happened before.", valueName: "t"))
  var from: Double?
  @Option(
    help: ArgumentHelp(
      "The proportions with the event whose times are reported. (default: 0.25,0.5,0.75)",
      valueName: "p,p,..."))
  var quantiles: NumberList?
  @Option(help: "A band that holds the whole curve at once.") var bands: ConfidenceBand.Method?
  @Option(
    name: .customLong("band-range"),
    help: ArgumentHelp("The times between which the band holds.", valueName: "from,to"))
  var bandRange: NumberList?
  @Flag(help: "Add pseudo-values of survival at --times for every row of the file to the JSON.")
  var pseudo = false
  @Option(help: "How pseudo-values are found.")
  var jackknife: PseudoValues.Jackknife = .infinitesimal

  /// What to read from the curves.
  private func readings() throws -> KaplanMeierAnalysis.Readings {
    var readings = KaplanMeierAnalysis.Readings()
    readings.times = times?.values ?? []
    if let quantiles {
      if let odd = quantiles.values.first(where: { !($0 > 0 && $0 < 1) }) {
        throw UsageError(message: "--quantiles \(odd): expected proportions between 0 and 1")
      }
      readings.probabilities = quantiles.values
    }
    readings.bands = bands
    if let range = bandRange?.values {
      guard bands != nil, range.count == 2, range[0] <= range[1] else {
        throw UsageError(
          message: "--band-range: expected two times, as in --bands hall-wellner --band-range 6,24")
      }
      readings.bandRange = range[0]...range[1]
    }
    if pseudo {
      guard !readings.times.isEmpty, from == nil, estimator == .kaplanMeier else {
        throw UsageError(
          message: "--pseudo: expected --times, and no --from or --estimator: pseudo-values are of "
            + "the Kaplan-Meier curve from the origin")
      }
      readings.pseudoValues = jackknife
    }
    return readings
  }
  @OptionGroup(title: "Figure") var figure: CurveFigureOptions

  func run() throws {
    try result.print {
      let picture = try figure.request(input: input.data)
      let formula = try Formula.parse(model.formula)
      let analysis = try KaplanMeierAnalysis.run(
        formula, on: input.table(telling: result),
        reading: rows.reading(), readings: readings(),
        options: KaplanMeier.Options(
          interval: interval ?? rows.compatibility?.interval ?? .log, level: level.value,
          variance: variance, quantileRule: rows.compatibility?.quantileRule ?? .midpoint,
          estimator: estimator,
          start: from))
      return try Rendition(analysis, figure: picture)
    }
  }
}
