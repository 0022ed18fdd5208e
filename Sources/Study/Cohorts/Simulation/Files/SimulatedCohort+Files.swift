import Tables

extension SimulatedCohort {
  /// One file of a simulated cohort.
  public struct File: Sendable {
    /// The name; every file of data says that it is simulated.
    public let name: String
    /// The contents.
    public let bytes: [UInt8]
  }

  /// The names of the files, in the order they are written.
  public static let fileNames = [
    "units-simulated.csv", "visits-simulated.csv", "events-simulated.csv", "truth-simulated.csv",
    "injected-errors-simulated.csv", "README.md", "protocol.yml",
  ]

  /// The files: the tables as CSV with missing values as empty cells, what they hold, and a protocol
  /// that fits them, which comes last, so that a folder with a protocol is whole.
  public var files: [File] {
    let options = CSVWriter.Options(missing: "")
    let contents =
      [units, visits, events, truth, injectedErrors].map {
        CSVWriter.bytes(of: $0, options: options)
      } + [Array(readme.utf8), Array(protocolText.utf8)]
    return zip(Self.fileNames, contents).map { File(name: $0, bytes: $1) }
  }
}
