public import Analyses
public import ArgumentParser
public import Statistics

extension WeightKind: ExpressibleByArgument {}
extension Compatibility: ExpressibleByArgument {}

/// How the rows become the data of a survival estimator.
struct RowOptions: ParsableArguments {
  @Option(help: "A column of weights.") var weights: String?

  @Option(
    name: .customLong("weight-kind"),
    help: """
      What the weights stand for: a frequency is that many rows, a sampling weight asks for a robust \
      variance, an importance weight does not. automatic: by the numbers, as R.
      """)
  var weightKind: WeightKind = .automatic

  @Flag(
    name: .customLong("timefix"), inversion: .prefixedNo,
    help: "Make times equal that differ by rounding only, and say which.")
  var poolsTimes: Bool?

  @Option(
    name: .customLong("compat"),
    help: "Take another package's choices where packages differ; options given go before.")
  var compatibility: Compatibility?

  /// The reading of the rows.
  func reading() throws -> RowReading {
    if weights == nil, weightKind != .automatic {
      throw UsageError(
        message: "--weight-kind \(weightKind.rawValue): name the column with --weights")
    }
    return RowReading(
      weights: weights, weightKind: weightKind,
      poolsTimes: poolsTimes ?? compatibility?.poolsTimes ?? false)
  }
}
