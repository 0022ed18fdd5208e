public import Analyses
public import ArgumentParser
import Survival

extension CoxIntervals.Kind: ExpressibleByArgument {}

/// How the likelihood of a Cox model is penalised, and how intervals are made from it.
struct CoxLikelihoodOptions: ParsableArguments {
  @Flag(
    help: "Firth's penalised likelihood: finite estimates where a group has no event, less bias.")
  var firth = false
  @Option(
    help: ArgumentHelp(
      "A ridge penalty of theta/2 times the squared coefficients of standardised covariates.",
      valueName: "theta"))
  var ridge: Double?
  @Option(help: "Wald intervals, or those of the profile likelihood.")
  var interval: CoxIntervals.Kind = .wald

  /// The penalty asked for.
  func penalty() throws -> CoxPenalty {
    if firth, ridge != nil {
      throw UsageError(message: "--firth and --ridge are two penalties; choose one of them")
    }
    return firth ? .firth : ridge.map { .ridge(theta: $0) } ?? .none
  }
}
