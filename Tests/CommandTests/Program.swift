import Foundation
import ReferenceTables
import Testing

/// The built program, run as its users run it.
enum Program {
  /// What a run left behind.
  struct Run {
    let exitCode: Int32
    /// The signal that ended the program, if one did.
    let signal: Int32?
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Why the program could not be run.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The program stands beside the test bundle and its resources, wherever the build put them.
  static let url: URL? = {
    var folder = ReferenceTable.url("").standardizedFileURL
    var folders: [URL] = []
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      folders.append(folder)
    }
    folders.append(Bundle.main.bundleURL)
    folders.append(Bundle.main.bundleURL.deletingLastPathComponent())
    return folders.map { $0.appendingPathComponent("cohort") }
      .first { url in
        let values = try? url.resourceValues(forKeys: [.isRegularFileKey])
        return values?.isRegularFile == true
          && FileManager.default.isExecutableFile(atPath: url.path)
      }
  }()

  /// The root of the repository, above this file.
  static let repository: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    repeat {
      folder.deleteLastPathComponent()
    } while folder.path != "/"
      && !FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("Package.swift").path)
    return folder
  }()

  /// Runs the program to its end; a run that takes longer than the limit is killed and fails.
  static func run(
    _ arguments: [String], in scratch: Scratch? = nil, input: Data = Data(), limit: Double = 120
  ) throws -> Run {
    guard let url else { throw Failure(description: "no program `cohort` beside the tests") }
    return try run(url, arguments, in: scratch, input: input, limit: limit)
  }

  /// Runs a line of bash in which `$cohort` is the program, in the repository unless told.
  static func shell(_ line: String, in scratch: Scratch? = nil) throws -> Run {
    guard let url else { throw Failure(description: "no program `cohort` beside the tests") }
    return try run(
      URL(fileURLWithPath: "/bin/bash"), ["-c", line], in: scratch, input: Data(), limit: 120,
      variables: ["cohort": url.path])
  }

  // Output goes to files, so that no full pipe can stop the program.
  private static func run(
    _ program: URL, _ arguments: [String], in home: Scratch?, input: Data, limit: Double,
    variables: [String: String] = [:]
  ) throws -> Run {
    let scratch = try Scratch()
    let (stdin, stdout, stderr) = (
      try scratch.file("stdin", input), try scratch.file("stdout", Data()),
      try scratch.file("stderr", Data())
    )
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = home?.folder ?? repository
    process.environment = ProcessInfo.processInfo.environment
      .merging(["COLUMNS": "80", "SWIFT_BACKTRACE": "enable=no"]) { $1 }
      .merging(variables) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: stdin)
    process.standardOutput = try FileHandle(forWritingTo: stdout)
    process.standardError = try FileHandle(forWritingTo: stderr)
    // The folders must outlive the run.
    defer { withExtendedLifetime((home, scratch)) {} }
    try process.run()
    let start = ContinuousClock.now
    while process.isRunning {
      if ContinuousClock.now - start > .seconds(limit) {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        throw Failure(description: "still running after \(limit) s: \(arguments)")
      }
      usleep(2000)
    }
    process.waitUntilExit()
    return Run(
      exitCode: process.terminationStatus,
      signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil,
      output: try Data(contentsOf: stdout),
      errors: String(decoding: try Data(contentsOf: stderr), as: UTF8.self))
  }
}

/// A folder of a test's own, gone when the test is.
final class Scratch: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cohort-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// A folder with texts, each after its replacements, all of which must fit.
  convenience init(
    _ files: [(name: String, text: String, changes: [(String, String)])]
  ) throws {
    try self.init()
    for (name, text, changes) in files {
      var text = text
      for (old, new) in changes {
        try #require(text.contains(old), "\(name) does not hold \(old)")
        text = text.replacing(old, with: new)
      }
      try file(name, text)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  @discardableResult
  func file(_ name: String, _ data: Data) throws -> URL {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> URL { try file(name, Data(text.utf8)) }

  /// Runs the program in the folder.
  func run(_ arguments: String..., input: String = "", limit: Double = 120) throws -> Program.Run {
    try Program.run(arguments, in: self, input: Data(input.utf8), limit: limit)
  }

  /// The names of everything in the folder, folders' contents included.
  func contents() throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
  }
}
