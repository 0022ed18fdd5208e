import ArgumentParser
import Cohorts
import Documents
import Files
import Foundation
import Tables

/// `cohort simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "A simulated cohort of hips with the truth behind it.",
    usage: "cohort simulate [--patients N] [--seed S] -o FOLDER [options]",
    discussion: """
      Example:
        cohort simulate --patients 600 --seed 7 -o simulated

      Writes units, visits, events, the truth and the errors put in as CSV files
      whose names say simulated, with a README.md and a protocol.yml that fits
      them. The same options give the same bytes. Nothing in them is evidence.
      Go on with: cohort report simulated/protocol.yml -o report
      """)

  @Option(help: "The number of patients; about 15 % have both hips treated.") var patients = 600
  @Option(help: "The seed, a whole number from 0.") var seed: UInt64 = 1
  @Flag(help: "Put no errors into the files.") var clean = false
  @Flag(help: "Hips out of response miss visits more often: missing not at random.")
  var notAtRandom = false
  @Option(help: "The base rate of hip replacement per month.") var thrRate = 0.0065
  @Option(help: "The factor on that rate per kg/m² of BMI; 1 is no effect.") var thrBmiRatio = 1.0
  @Option(name: [.short, .long], help: "The folder to write to.", completion: .directory)
  var output: String
  @Flag(help: "Replace files of these names in the folder.") var force = false

  /// More patients than this do not fit into the memory of most machines.
  static let mostPatients = 5_000_000

  func run() throws {
    do {
      let settings = try settings()
      if !force { try refuseToReplace() }
      let cohort = SimulatedCohort(settings)
      for file in cohort.files {
        try FileOutput.write(file.bytes, to: path(file.name), createsFolders: true)
      }
      StandardError.print(
        "wrote a simulated cohort of \(cohort.units.rowCount) hips: "
          + SimulatedCohort.fileNames.map(path).joined(separator: ", "))
    } catch { throw Failure(error).exit() }
  }

  private func settings() throws -> SimulatedCohort.Settings {
    guard (1...Self.mostPatients).contains(patients) else {
      throw UsageError(
        message: "--patients \(patients): expected a whole number from 1 to \(Self.mostPatients)")
    }
    guard thrRate > 0, thrRate <= 1 else {
      throw UsageError(
        message: "--thr-rate \(thrRate): expected a rate per month above 0 and at most 1")
    }
    guard thrBmiRatio >= 0.5, thrBmiRatio <= 2 else {
      throw UsageError(
        message: "--thr-bmi-ratio \(thrBmiRatio): expected a ratio from 0.5 to 2, such as 1.02")
    }
    return SimulatedCohort.Settings(
      patients: patients, seed: seed, hasErrors: !clean, isMissingNotAtRandom: notAtRandom,
      replacementRate: thrRate, replacementRatioPerBMI: thrBmiRatio)
  }

  /// Stops before anything is written when a file would be replaced.
  private func refuseToReplace() throws {
    let there = SimulatedCohort.fileNames.filter { FileStage.isTaken(path($0)) }
    guard !there.isEmpty else { return }
    throw UsageError(
      message: "the folder '\(output)' already holds \(there.joined(separator: ", ")), and nothing "
        + "was written; name another folder, or give --force to replace them")
  }

  private func path(_ name: String) -> String {
    output.hasSuffix("/") ? output + name : output + "/" + name
  }
}
