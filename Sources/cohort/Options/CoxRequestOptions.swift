import Analyses
public import ArgumentParser
import Statistics
public import Survival

extension StandardisedSurvival.Covariates: ExpressibleByArgument {}

/// A concordance by its name on the command line: `harrell`, `uno`, or R's name of the time weight.
struct ConcordanceName: ExpressibleByArgument {
  let timeWeight: Concordance.TimeWeight

  init(_ timeWeight: Concordance.TimeWeight) { self.timeWeight = timeWeight }

  init?(argument: String) {
    switch argument {
    case "harrell": timeWeight = .pairs
    case "uno": timeWeight = .uno
    default:
      guard let named = Concordance.TimeWeight(rawValue: argument) else { return nil }
      timeWeight = named
    }
  }

  static var allValueStrings: [String] { ["harrell", "uno", "S", "S/G", "I"] }
  var defaultValueDescription: String {
    timeWeight == .pairs ? "harrell" : timeWeight.rawValue
  }
}

/// What to make of a fitted Cox model: standardised curves, other concordances.
struct CoxRequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Standardise survival at --times, and its mean up to --tau, for the levels of a column or "
        + "for the values given; repeat for more columns.",
      valueName: "column[=value,...]"))
  var standardise: [String] = []
  @Option(help: "What the variance of standardised curves takes the covariates to be.")
  var covariates: StandardisedSurvival.Covariates = .sampled
  @Option(help: "The end of restricted means.") var tau: Double?
  @Option(help: "The concordance.") var concordance = ConcordanceName(.pairs)
  @Option(
    name: .customLong("concordance-tau"),
    help: "Events after this time do not count for the concordance.")
  var concordanceTau: Double?
  @Option(
    name: .customLong("conf-type"), help: "The scale of the intervals of survival probabilities.")
  var interval: SurvivalInterval = .log

  @Option(help: "Refit to so many bootstrap replicates, for percentile intervals.")
  var bootstrap = 0
  @Option(help: "Where the draws of the bootstrap begin.") var seed: UInt64 = 1

  func validate() throws {
    guard bootstrap >= 0 else {
      throw ValidationError(
        "--bootstrap \(bootstrap): expected a number of replicates, such as 1000")
    }
  }

  var requests: CoxRequests {
    CoxRequests(
      standardise: standardise, covariates: covariates, tau: tau,
      timeWeight: concordance.timeWeight, concordanceTau: concordanceTau, interval: interval,
      bootstrap: .init(replicates: bootstrap, seed: seed))
  }
}
