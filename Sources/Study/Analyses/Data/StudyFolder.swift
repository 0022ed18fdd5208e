import Cohorts
import Files
import Foundation
import Tables

/// The files a protocol names, found beside it.
struct StudyFolder {
  /// The protocol, as the user named it.
  let protocolFile: String

  /// The path of a file of the study.
  ///
  /// A link may not lead out of the protocol's folder: a study is handed on as a folder, and what
  /// it was computed from must be in it.
  func path(of file: String) -> String {
    guard !file.hasPrefix("/"), let slash = protocolFile.lastIndex(of: "/") else { return file }
    return String(protocolFile[...slash]) + file
  }

  /// What keeps a file from being read, if anything.
  func problem(with file: String, key: String, at place: StudyProtocol.Place?) -> ProtocolError? {
    func problem(_ message: String, help: String, isUnreadable: Bool) -> ProtocolError {
      ProtocolError(
        problems: [
          .init(
            source: protocolFile, line: place?.line, column: place?.column, message: message,
            help: help)
        ], isUnreadable: isUnreadable)
    }
    let path = path(of: file)
    guard
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: FileStage.readable(path)).resolvingSymlinksInPath().path)
    else {
      return problem(
        "`\(key)` names `\(file)`, and there is no such file",
        help: "paths are relative to the protocol; looked for \(path)", isUnreadable: true)
    }
    guard attributes[.type] as? FileAttributeType != .typeDirectory else {
      return problem(
        "`\(key)` names `\(file)`, which is a folder", help: "name the CSV file in it",
        isUnreadable: true)
    }
    guard !leadsOutside(path) else {
      return problem(
        "`\(key)` names `\(file)`, a link that leads out of the protocol's folder",
        help: "copy the file into the folder: a study is handed on as one", isUnreadable: false)
    }
    return nil
  }

  /// Whether a link on the way takes the path out of the folder it seems to be in.
  private func leadsOutside(_ path: String) -> Bool {
    let seeming = URL(fileURLWithPath: FileStage.readable(path)).standardizedFileURL
    let real = seeming.resolvingSymlinksInPath()
    let folder = seeming.deletingLastPathComponent().resolvingSymlinksInPath().path
    let ownFolder = URL(fileURLWithPath: FileStage.readable(protocolFile)).standardizedFileURL
      .deletingLastPathComponent()
    let root = ownFolder.resolvingSymlinksInPath().path
    // What stands outside openly, as `../data/units.csv` does, was meant; a link is not seen.
    let base = seeming.path.hasPrefix(ownFolder.path + "/")
    return !(real.path.hasPrefix((base ? root : folder) + "/"))
  }

  /// The last part of a path.
  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
