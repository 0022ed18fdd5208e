import ArgumentParser
import Statistics

/// How often to resample, and where the random numbers begin.
struct BootstrapOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The number of bootstrap replicates.", valueName: "B"))
  var bootstrap = 0

  @Option(help: "The seed of the bootstrap; one seed gives the same numbers everywhere.")
  var seed: UInt64 = 1

  /// The options of the bootstrap.
  func options() throws -> Resampling.Options {
    guard bootstrap == 0 || (2...1_000_000).contains(bootstrap) else {
      throw UsageError(
        message: "--bootstrap \(bootstrap): expected 0 for none, or 2 to 1000000 replicates")
    }
    return Resampling.Options(replicates: bootstrap, seed: seed)
  }
}
