import ArgumentParser

/// `cohort power`.
struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "How many hips the next study needs, or what a number of them can show.",
    usage: "cohort power proportions|means|survival|precision [options]",
    discussion: """
      Examples:
        cohort power proportions --control 0.40 --treated 0.55,0.60 --power 0.9
        cohort power means --difference 6 --sd 18 --correlation 0.5 --power 0.9
        cohort power survival --hazard-ratio 0.6 --median 14 --accrual 24 \\
          --follow-up 12 --power 0.9
        cohort power precision --proportion 0.6 --half-width 0.1

      Of the effect, the number (--n) and the power (--power) two are given and the
      third is solved for. Several values, separated by commas, give a row each.
      """,
    subcommands: [
      PowerProportionsCommand.self, PowerMeansCommand.self, PowerSurvivalCommand.self,
      PowerPrecisionCommand.self,
    ])
}
