import Files

/// Writes files whole or not at all.
public enum FileOutput {
  /// Writes bytes to a file: first to a temporary file in the same folder, which is flushed to disk
  /// and then takes the file's name in one step.
  ///
  /// Whoever reads the path sees the old contents or the new ones, never a part. After a failure
  /// neither a half-written file nor a temporary one is left. A file that was there keeps its
  /// permissions; a symbolic link is followed.
  ///
  /// - Parameters:
  ///   - bytes: The contents.
  ///   - path: Where the file belongs.
  ///   - createsFolders: Whether missing folders above it are made.
  /// - Throws: ``FileOutputError`` with the path and the reason.
  public static func write(
    _ bytes: [UInt8], to path: String, createsFolders: Bool = false
  ) throws(FileOutputError) {
    guard !path.isEmpty, !path.hasSuffix("/") else {
      throw FileOutputError(path: path, step: .open, reason: "not the name of a file")
    }
    let target = AtomicFile.resolved(try staged(path))
    if createsFolders, let folder = folder(of: target) { try createFolder(folder) }
    try AtomicFile.replace(target, with: bytes)
  }

  /// Writes text as UTF-8 to a file, whole or not at all.
  public static func write(
    _ text: String, to path: String, createsFolders: Bool = false
  ) throws(FileOutputError) {
    try write(Array(text.utf8), to: path, createsFolders: createsFolders)
  }

  /// Makes a folder and the folders above it; one that is there already is fine.
  public static func createFolder(_ path: String) throws(FileOutputError) {
    let path = try staged(path)
    var built = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      built += built.isEmpty || built == "/" ? String(part) : "/" + part
      try AtomicFile.makeFolder(built)
    }
  }

  /// Where a path is written: where it seems, or on the stage of a notebook.
  static func staged(_ path: String) throws(FileOutputError) -> String {
    do throws(FileStageError) { return try FileStage.writable(path) } catch {
      throw FileOutputError(path: path, step: .place, reason: error.reason)
    }
  }

  /// The folder part of a path, or nil for a bare name.
  package static func folder(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// Why a file could not be written.
public struct FileOutputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  /// What was being done.
  public var step: Step
  /// The system's reason.
  public var reason: String

  /// The steps of writing a file.
  public enum Step: String, Sendable, Hashable {
    /// Finding where the file may stand.
    case place = "write to"
    /// Making a folder.
    case createFolder = "make the folder"
    /// Opening a temporary file beside the target.
    case open = "open a file beside"
    /// Writing and flushing the temporary file.
    case write = "write"
    /// Giving the temporary file its name.
    case rename = "replace"
  }

  package init(path: String, step: Step, reason: String) {
    self.path = path
    self.step = step
    self.reason = reason
  }

  /// One sentence with the path and the reason.
  public var description: String {
    "cannot \(step.rawValue) '\(path)': \(reason)"
      + (step == .place ? "" : "; check that the folder exists and can be written")
  }
}
