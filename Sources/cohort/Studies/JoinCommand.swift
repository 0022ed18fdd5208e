import ArgumentParser
import Documents
import Tables

/// `cohort join`.
struct JoinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "The rows of a file with the columns of another beside them.",
    usage: "cohort join DATA --with [NAME=]FILE --on COLUMN [-o FILE]",
    discussion: """
      Example:
        cohort join hips.csv --with lab=blood.csv --on hip_id -o both.csv
        cohort km both.csv 'Surv(months, lost) ~ lab.crp > 5'

      Every row of the first file stays, in its order. Where the other file has no row of the
      same value, its columns are missing. The columns of --with lab=blood.csv are called
      lab.NAME; without a name they keep theirs.
      """)

  @Argument(help: "A CSV file, or - for standard input.", completion: .file(extensions: ["csv"]))
  var data: String
  @Option(
    name: .customLong("with"),
    help: ArgumentHelp(
      "A file with one row for each value of the column; repeat for more.",
      valueName: "[name=]file"))
  var companions: [String]
  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("The column that the files share.", valueName: "column"))
  var key: String
  @Option(name: [.short, .long], help: "The file to write; standard output without it.")
  var output: String?
  @Flag(help: "Print no notes about the files on standard error.") var quiet = false

  func run() throws {
    do {
      var table = try read(data)
      var counts: [String] = []
      for companion in companions {
        let parts = companion.split(separator: "=", maxSplits: 1).map(String.init)
        let other = try read(parts.last ?? companion)
        let joined = try table.joined(
          with: other, on: key, prefix: parts.count == 2 ? parts[0] : nil)
        table = joined.table
        counts.append("\(table.rowCount - joined.unmatched) with a row in \(other.source)")
      }
      let csv = CSVWriter.bytes(of: table, options: CSVWriter.Options(missing: ""))
      guard let output else {
        return try StandardOutput.print(String(decoding: csv, as: UTF8.self))
      }
      try FileOutput.write(csv, to: output)
      if !quiet {
        StandardError.print(
          "wrote \(output): \(table.rowCount) \(table.rowCount == 1 ? "row" : "rows"), "
            + "\(counts.joined(separator: ", "))")
      }
    } catch { throw Failure(error).exit() }
  }

  /// Reads a file, and tells what the reader noticed.
  private func read(_ path: String) throws -> Table {
    let table = try CSVReader.read(path: path)
    if !quiet { for note in table.notes { StandardError.print(note.description) } }
    return table
  }
}
