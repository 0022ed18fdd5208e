import Foundation
import Synchronization

extension FileStage {
  /// The file to open for reading a path: the path itself in a terminal; on a stage the scratch file
  /// of that name, or the real one.
  ///
  /// A path that may not be read leads to a file that is not there; the record says why.
  public static func readable(_ path: String) -> String { current?.readable(path) ?? path }

  /// Whether a command that replaces nothing must leave a path alone.
  ///
  /// In a terminal where anything is there; on a stage only where a command above has written it.
  /// What stands in the real folder is weighed when the stage is committed, by who knows whose it is.
  public static func isTaken(_ path: String) -> Bool {
    guard let current else { return FileManager.default.fileExists(atPath: path) }
    let name = normalised(path)
    return !name.hasPrefix("..")
      && FileManager.default.fileExists(atPath: current.scratch + "/" + name)
  }

  /// The file to write for a path: the path itself in a terminal; on a stage a scratch file, which
  /// begins as a copy of what is there.
  public static func writable(_ path: String) throws(FileStageError) -> String {
    guard let current else { return path }
    return try current.writable(path)
  }

  /// Puts a file on the stage that commands can read and that is never committed.
  ///
  /// - Throws: ``FileStageError`` where a file of that name is there already.
  public func provide(_ bytes: [UInt8], at path: String) throws(FileStageError) {
    let name = try inside(path)
    guard !FileManager.default.fileExists(atPath: place(name)) else {
      throw FileStageError(path: path, reason: "a file of that name is there already")
    }
    try put(bytes, at: name, given: path)
    state.withLock { _ = $0.provided.insert(name) }
  }

  /// Puts what a command wrote at another time on the stage, as if it wrote it now.
  ///
  /// - Parameters:
  ///   - files: The files, as ``contents(at:)`` gave them.
  ///   - written: The files and folders of ``Record/written``.
  public func restore(
    _ files: [(path: String, bytes: [UInt8])], written: [String]
  ) throws(FileStageError) {
    for file in files { try put(file.bytes, at: try inside(file.path), given: file.path) }
    for path in written { note(written: try inside(path)) }
  }

  private func put(
    _ bytes: [UInt8], at name: String, given path: String
  ) throws(FileStageError) {
    let target = URL(fileURLWithPath: scratch + "/" + name)
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: target)
    } catch {
      throw FileStageError(path: path, reason: (error as NSError).localizedDescription)
    }
  }

  private func readable(_ path: String) -> String {
    if isScratch(path) { return path }
    guard !path.hasPrefix("/"), !path.hasPrefix("~") else {
      refuse(
        path,
        "an absolute path; other readers have other folders, so name the file from the folder "
          + "of the notebook")
      return scratch + "/.refused"
    }
    let name = Self.normalised(path)
    state.withLock { _ = $0.read.insert(name) }
    return place(name)
  }

  private func writable(_ path: String) throws(FileStageError) -> String {
    if isScratch(path) { return path }
    let name: String
    do throws(FileStageError) {
      name = try inside(path)
      guard !state.withLock({ $0.provided.contains(name) }) else {
        throw FileStageError(path: path, reason: "this is the name of a protocol cell")
      }
    } catch {
      refuse(path, error.reason)
      throw error
    }
    note(written: name)
    let (staged, real) = (scratch + "/" + name, real(name))
    let files = FileManager.default
    if !files.fileExists(atPath: staged) {
      do {
        try files.createDirectory(
          atPath: URL(fileURLWithPath: staged).deletingLastPathComponent().path,
          withIntermediateDirectories: true)
        if files.fileExists(atPath: real) {
          try files.copyItem(
            at: URL(fileURLWithPath: real).resolvingSymlinksInPath(),
            to: URL(fileURLWithPath: staged))
        }
      } catch {
        throw FileStageError(path: path, reason: (error as NSError).localizedDescription)
      }
    }
    return staged
  }

  private func note(written name: String) { state.withLock { _ = $0.written.insert(name) } }

  private func isScratch(_ path: String) -> Bool {
    path == scratch || path.hasPrefix(scratch + "/")
  }

  private func refuse(_ path: String, _ reason: String) {
    state.withLock { $0.refusals.append(FileStageError(path: path, reason: reason)) }
  }

  /// The name of a path that lies in the stage's folder, links followed.
  private func inside(_ path: String) throws(FileStageError) -> String {
    let name = Self.normalised(path)
    let outside = FileStageError(
      path: path, reason: "this lies outside the folder of the notebook, which writes nowhere else")
    guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix("~"), name != "..",
      !name.hasPrefix("../"), name != "."
    else { throw outside }
    let root = URL(fileURLWithPath: folder).standardizedFileURL.resolvingSymlinksInPath().path
    var place = URL(fileURLWithPath: real(name)).standardizedFileURL
    // The deepest part that is there decides where the rest would be made.
    while !Self.isThere(place.path), place.path != "/" { place.deleteLastPathComponent() }
    let resolved = place.resolvingSymlinksInPath().path
    guard resolved == root || resolved.hasPrefix(root == "/" ? root : root + "/") else {
      throw outside
    }
    return name
  }

  /// Whether anything stands at a path, a link that leads nowhere included.
  private static func isThere(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }
}
