import Analyses
public import ArgumentParser
import Formulas
import Reports
public import Survival

/// The tests of the log-rank family by their names on the command line.
enum LogRankName: String, ExpressibleByArgument, CaseIterable {
  case logrank, gehan, peto
  case taroneWare = "tarone-ware"
  case modifiedPeto = "modified-peto"
  case maxCombo = "max-combo"
}

extension MultiplicityAdjustment: ExpressibleByArgument {}

/// `cohort logrank`.
struct LogRankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logrank",
    abstract: "The log-rank test and its relatives.",
    usage: "cohort logrank DATA FORMULA [options]",
    discussion: """
      Example:
        cohort logrank hips.csv 'Surv(months, lost) ~ cell_source + strata(centre)'

      --test max-combo takes the largest of four such tests of two groups, for
      differences that may come early or late.
      --rho 1 weights early events (S(t) to the power rho); --gamma 1 late ones.
      """)

  @OptionGroup var input: DataOptions
  @OptionGroup var model: FormulaArgument
  @OptionGroup var result: ResultOptions
  @Option(help: "The weight of the event times.") var test: LogRankName = .logrank
  @Option(help: "The power of S(t) in Fleming and Harrington's weight.") var rho: Double?
  @Option(help: "The power of 1 - S(t) in Fleming and Harrington's weight.") var gamma: Double?
  @OptionGroup var rows: RowOptions
  @Flag(help: "Test for a trend over the groups in order.") var trend = false
  @Option(
    help: ArgumentHelp(
      "The scores of the groups in the trend, in order. (default: 1,2,3...)",
      valueName: "s,s,..."))
  var scores: NumberList?
  @Flag(help: "Test each pair of groups.") var pairwise = false
  @Option(help: "How to adjust the p-values of pairs.") var adjust: MultiplicityAdjustment = .holm

  func run() throws {
    try result.print {
      let formula = try Formula.parse(model.formula)
      let analysis = try LogRankAnalysis.run(
        formula, on: input.table(telling: result), reading: rows.reading(),
        options: .init(
          weighting: try weighting(), trend: trend || scores != nil, scores: scores?.values,
          pairwise: pairwise ? adjust : nil, isMaxCombo: test == .maxCombo))
      return Rendition(analysis)
    }
  }

  private func weighting() throws -> LogRankWeighting {
    if test == .maxCombo, trend || scores != nil || pairwise {
      throw UsageError(
        message: "--test max-combo compares two groups and has neither --trend nor --pairwise")
    }
    if rho != nil || gamma != nil {
      guard test == .logrank else {
        throw UsageError(
          message: "--rho and --gamma go without --test; they are a test of their own")
      }
      return .flemingHarrington(rho: rho ?? 0, gamma: gamma ?? 0)
    }
    switch test {
    case .logrank, .maxCombo: return .logRank
    case .gehan: return .gehan
    case .peto: return .petoPeto
    case .taroneWare: return .taroneWare
    case .modifiedPeto: return .modifiedPetoPeto
    }
  }
}
