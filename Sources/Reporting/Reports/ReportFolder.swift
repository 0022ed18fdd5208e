import Documents
import Foundation

/// The folder of a report: which folder may hold one, and how a new report takes an old one's place.
public struct ReportFolder: Sendable {
  /// The file of the results, by which a folder is known as a report.
  static let resultsName = "results.json"
  /// What the results file of a report says it is.
  static let format = "cohort report"

  private let path: String
  private let output: FolderOutput

  /// Names the folder, as the user does.
  ///
  /// - Throws: `FileOutputError` where a notebook may not write there.
  public init(_ path: String) throws {
    self.path = path
    output = try FolderOutput(path)
  }

  /// Why a report is not written to a folder.
  public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The facts, and what to do.
    public let description: String
  }

  /// Refuses a place that is no folder, and a folder that holds something else than a report.
  ///
  /// - Returns: The paths of the files of the report that is there; none in a new or empty folder.
  @discardableResult
  public func earlierFiles() throws(Refusal) -> Set<String> {
    guard !path.isEmpty else {
      throw Refusal(description: "no folder is named; name one with -o, such as -o report")
    }
    let files = FileManager.default
    guard files.fileExists(atPath: output.target) else {
      guard (try? files.attributesOfItem(atPath: output.target)) == nil else {
        throw Refusal(
          description: "'\(path)' is a link that leads nowhere; make the folder it names, or name "
            + "another with -o")
      }
      return []
    }
    guard output.isFolder else {
      throw Refusal(
        description: "'\(path)' is a file, and a report needs a folder; name another with -o")
    }
    let names: [String]
    do { names = try files.contentsOfDirectory(atPath: output.target) } catch {
      throw Refusal(
        description: "the folder '\(path)' cannot be read: "
          + "\((error as NSError).localizedDescription); name another with -o")
    }
    if names.isEmpty { return [] }
    guard let earlier = recorded() else {
      throw Refusal(
        description: "the folder '\(path)' holds files and no report of this program (no "
          + "\(Self.resultsName) that says \"\(Self.format)\"), so nothing was written; name another "
          + "folder with -o, or empty this one")
    }
    return earlier
  }

  /// The files the results of a report name; nil where there is no report.
  private func recorded() -> Set<String>? {
    struct Results: Decodable {
      let format: String
      let files: [String]?
    }
    guard let data = FileManager.default.contents(atPath: output.target + "/" + Self.resultsName),
      let results = try? JSONDecoder().decode(Results.self, from: data),
      results.format == Self.format
    else { return nil }
    return Set(results.files ?? [Self.resultsName])
  }

  /// Writes a report in the place of an earlier one, whole or not at all.
  func replace(with files: [FolderOutput.File]) throws {
    try output.replace(with: files, owned: try earlierFiles())
  }
}
