import ArgumentParser
import Files
import Foundation
import Notebooks

/// The notebooks of a command line, one after the other.
enum NotebookFiles {
  /// Does something with each notebook and leaves with the highest exit code.
  static func each(_ files: [String], _ body: (Notebook) throws -> Int32) throws {
    try eachFile(files) { file in try body(try Notebook(try bytes(of: file), file: file)) }
  }

  /// Does something with each file and leaves with the highest exit code.
  static func eachFile(_ files: [String], _ body: (String) throws -> Int32) throws {
    var highest: Int32 = 0
    for file in files {
      do { highest = max(highest, try body(file)) } catch {
        let failure = Failure(error)
        StandardError.print(failure.text)
        highest = max(highest, failure.code.rawValue)
      }
    }
    if highest != 0 { throw ExitCode(highest) }
  }

  /// The bytes of a file.
  static func bytes(of file: String) throws -> [UInt8] {
    do throws(FileContents.Problem) { return Array(try FileContents.read(file)) } catch {
      let reason =
        switch error {
        case .missing: "there is no such file"
        case .folder: "this is a folder; name the notebooks in it"
        case .unreadable: "the file cannot be read"
        }
      throw NotebookUnreadable(description: "\(file): error: \(reason)")
    }
  }

  /// How to run, with what earlier runs kept or without.
  static func options(usesCache: Bool) -> NotebookUpdate.Options {
    var options = NotebookUpdate.Options()
    if usesCache {
      options.cacheFolder = cacheFolder
      options.programIdentity = programIdentity
    }
    return options
  }

  /// Where outcomes are kept between runs: below the cache folder of the user.
  static var cacheFolder: String? {
    let environment = ProcessInfo.processInfo.environment
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") {
      return base + "/cohort/notebooks"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.cache/cohort/notebooks"
  }

  /// Version, size and age of the program, so that a newer one trusts nothing an older one printed.
  static var programIdentity: String {
    let path = Bundle.main.executablePath ?? ""
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    let size = facts?[.size] as? Int ?? 0
    let date = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(CohortCommand.version) \(size) \(date)"
  }
}

/// Why there is no notebook to read.
struct NotebookUnreadable: Error, CustomStringConvertible {
  let description: String
}
