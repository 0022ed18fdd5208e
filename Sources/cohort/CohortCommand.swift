import ArgumentParser
import LinearAlgebra

/// The program: `cohort SUBCOMMAND ...`.
@main
struct CohortCommand: ParsableCommand {
  /// The version, printed by `--version` and in every report.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "cohort",
    abstract: "Cohort analysis from CSV files: how long a benefit lasts, and for whom.",
    discussion: """
      Examples:
        cohort init units.csv visits.csv -o protocol.yml
        cohort check protocol.yml
        cohort report protocol.yml -o report
        cohort audit leaflet.md
        cohort notebook run analysis.md
        cohort compare protocol.yml
        cohort describe hips.csv --by cell_source
        cohort km hips.csv 'Surv(months, lost) ~ cell_source' --times 12,24
        cohort cox hips.csv 'Surv(months, lost) ~ cell_source + rcs(bmi, 3)'
        cohort power proportions --control 0.40 --treated 0.60 --power 0.9

      Results go to standard output, everything else to standard error.
      Exit codes: 0 done; 1 an audit found something, or a notebook is stale; 2 a warning under
      --strict, or a cell of a notebook failed; 3 an output of a notebook was edited by hand; 64
      the command or its formula is mistyped; 65 the data, the protocol or the notebook do not
      fit; 66 an input file is missing or unreadable; 70 an internal error; 73 a result cannot
      be written.
      """,
    version: version,
    subcommands: [
      InitCommand.self, ReportCommand.self, CheckCommand.self, EndpointsCommand.self,
      CompareCommand.self,
      JoinCommand.self, DescribeCommand.self,
      KaplanMeierCommand.self, LogRankCommand.self, RestrictedMeanCommand.self,
      TurnbullCommand.self, IntervalHazardsCommand.self,
      IncidenceCommand.self, FineGrayCommand.self,
      CoxCommand.self, AcceleratedFailureTimeCommand.self, ConcordanceCommand.self,
      LinearModelCommand.self,
      GeneralizedLinearCommand.self,
      PowerCommand.self,
      SimulateCommand.self, AuditCommand.self, NotebookCommand.self,
    ])

  static func main() {
    LargePages.keepMemory()
    main(nil)
  }
}
