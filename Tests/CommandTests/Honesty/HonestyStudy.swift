import Foundation
import Testing

/// A table with times in place, for the rules of outcomes that are given.
struct TableStudy {
  let scratch: Scratch

  static let units = """
    hip,months,lost,kl,joint
    H1,5,1,II,hip
    H2,9,0,III,hip
    H3,14,1,II,hip
    H4,20,0,III,hip
    H5,26,1,II,hip
    H6,30,0,III,hip

    """
  static let plan = """
    protocol: 1
    title: A table of hips
    population: hips with osteoarthritis, responders at 6 months
    units: {file: units.csv, id: hip}
    outcome:
      time: months
      event: lost
      unit: months
      label: loss of benefit
      instrument: WOMAC-LK pain 0-20
      threshold: improvement below 30 %
      origin: injection
    survival: {landmarks_months: [12, 24]}

    """

  init(units: [(String, String)] = [], plan: [(String, String)] = []) throws {
    scratch = try Scratch([
      ("units.csv", Self.units, units), ("protocol.yml", Self.plan, plan),
    ])
  }
}

/// Expects check and report to refuse a study with these words, writing nothing.
func expectRefused(
  _ scratch: Scratch, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let before = try scratch.contents()
  for command in [["check", "protocol.yml"], ["report", "protocol.yml", "-o", "out"]] {
    let run = try Program.run(command, in: scratch)
    #expect(run.exitCode == 65 && run.signal == nil, sourceLocation: sourceLocation)
    for word in words {
      #expect(
        run.errors.contains(word), "\(word) is not in: \(run.errors)",
        sourceLocation: sourceLocation)
    }
  }
  #expect(try scratch.contents() == before, sourceLocation: sourceLocation)
}

/// The page of a study that is taken, and what was said on the way.
func report(
  _ scratch: Scratch, sourceLocation: SourceLocation = #_sourceLocation
) throws -> (page: String, errors: String) {
  let run = try scratch.run("report", "protocol.yml", "-o", "out")
  #expect(
    run.exitCode == 0 && run.signal == nil, "\(run.errors)", sourceLocation: sourceLocation)
  let page = scratch.folder.appendingPathComponent("out/report.md")
  return (try String(contentsOf: page, encoding: .utf8), run.errors)
}

/// The report of the simulated cohort, made once for all tests that read it.
struct SimulatedReport {
  let page: String
  /// What was said on the way.
  let errors: String
  /// The texts of its figures.
  let pictures: [String]

  private static let made = Result { try SimulatedReport() }

  static func get() throws -> SimulatedReport { try made.get() }

  private init() throws {
    let scratch = try Scratch()
    let study = Program.repository.appendingPathComponent("Datasets/hip-msc-simulated/protocol.yml")
    errors = try scratch.run("report", study.path, "-o", "out").errors
    let folder = scratch.folder.appendingPathComponent("out")
    page = try String(
      contentsOf: folder.appendingPathComponent("report.md"), encoding: .utf8)
    let figures = folder.appendingPathComponent("figures")
    pictures = try FileManager.default.contentsOfDirectory(atPath: figures.path)
      .filter { $0.hasSuffix(".svg") }
      .map { try String(contentsOf: figures.appendingPathComponent($0), encoding: .utf8) }
  }
}
