import Analyses
import ArgumentParser
import Cohorts
import Documents
import Reports
import Tables

/// `cohort endpoints`.
struct EndpointsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endpoints",
    abstract: "The endpoints of every hip, derived from its visits and events.",
    usage: "cohort endpoints PROTOCOL [-o FILE] [--explain HIP] [options]",
    discussion: """
      Examples:
        cohort endpoints protocol.yml -o endpoints.csv
        cohort endpoints protocol.yml --explain H017
        cohort endpoints protocol.yml --layout counting-process -o stretches.csv
        cohort endpoints protocol.yml --layout dataset --eligible -o hips.csv

      One row per unit in the order of the table of units: baseline, response, onset and
      loss of benefit as intervals (lower, upper] in months from the injection, by the
      two-visit and by the first-visit rule, events, and a flag for every decision.
      --explain traces the intervals of one unit back to the lines of its visits; with -o it
      is written to the file.
      """)

  /// What a row of the output is.
  enum Layout: String, ExpressibleByArgument, CaseIterable {
    case endpoints
    case dataset
    case countingProcess = "counting-process"
  }

  @Argument(help: "The protocol, a YAML file.", completion: .file(extensions: ["yml", "yaml"]))
  var protocolFile: String
  @Option(name: [.short, .long], help: "The file to write; standard output without it.")
  var output: String?
  @Option(help: ArgumentHelp("Trace the endpoints of one unit.", valueName: "unit"))
  var explain: String?
  @Option(
    help: ArgumentHelp(
      "What a row is: endpoints, a unit's endpoints; dataset, the same beside the columns of the "
        + "units and the outcomes for models; counting-process, a stretch between two visits with "
        + "the covariates that change.", valueName: "layout"))
  var layout: Layout = .endpoints
  @Flag(help: "With --layout dataset: only the units that meet the protocol's eligibility.")
  var eligible = false
  @Option(help: "How to print an explanation: md, json or csv.")
  var format: Rendition.Format?
  @Flag(help: "Print no notes about the files on standard error.") var quiet = false

  func run() throws {
    do {
      guard !eligible || layout == .dataset else {
        throw UsageError(message: "--eligible: expected --layout dataset")
      }
      let study = try StudyFile.load(protocolFile)
      if !quiet { for warning in study.warnings { StandardError.print("warning: \(warning)") } }
      guard let plan = study.endpoints else {
        throw UsageError(
          message: "\(protocolFile) has no `visits:`; its outcome is in the table of units already")
      }
      let data = try StudyData.require(study, plan: plan, protocolFile: protocolFile)
      if !quiet { for remark in data.remarks { StandardError.print(remark.description) } }
      if let explain {
        try self.explain(explain, data)
      } else {
        let (csv, count) = try csv(of: data)
        try write(csv, rows: count)
      }
    } catch { throw Failure(error).exit() }
  }

  /// The file, and how many units it tells of.
  private func csv(of data: StudyData) throws -> (bytes: [UInt8], units: Int) {
    let progress = ProgressLine(of: "units derived", isQuiet: quiet)
    let options = CSVWriter.Options(missing: "")
    let count = data.histories.count
    switch layout {
    case .endpoints:
      return (StudyEndpoints.csv(of: data) { progress.show($0, of: $1) }, count)
    case .dataset:
      let dataset = try EndpointDataset(data)
      let table = eligible ? try dataset.eligible : dataset.table
      return (CSVWriter.bytes(of: table, options: options), table.rowCount)
    case .countingProcess:
      let process = try EndpointDataset(data).countingProcess
      return (CSVWriter.bytes(of: process, options: options), count)
    }
  }

  private func write(_ csv: [UInt8], rows: Int) throws {
    guard let output else {
      return try StandardOutput.print(String(decoding: csv, as: UTF8.self))
    }
    try FileOutput.write(csv, to: output)
    StandardError.print("wrote \(output): \(rows) units")
  }

  private func explain(_ name: String, _ data: StudyData) throws {
    guard let unit = data.histories.unit(named: name) else {
      let near = NameSuggestion.nearest(to: name, among: data.histories.ids.levels)
      throw UsageError(
        message: "--explain \(name): no such unit in \(data.tables.units.source)"
          + (near.map { "; did you mean `\($0)`?" } ?? ""))
    }
    let rendition = Rendition(explaining: unit, named: name, of: data)
    let text = rendition.text(format ?? .md)
    guard let output else { return try StandardOutput.print(text) }
    try FileOutput.write(Array(text.utf8), to: output)
    StandardError.print("wrote \(output)")
  }
}
