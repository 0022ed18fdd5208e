import Foundation
import Synchronization

/// Stands between the program and the files while it runs as part of a notebook.
///
/// A command reads and writes by path, as in a terminal. On a stage its relative paths are those of
/// the stage's folder; what it writes is kept in a scratch folder, where later commands find it in
/// the place of the real files, until everything is committed at once or thrown away. Every file
/// that is read is recorded, so that a result can say what it was made from. Nothing is written
/// outside the folder, and nothing is read by an absolute path, which no other reader would have.
public final class FileStage: Sendable {
  /// The stage the program stands on; nil in a terminal, where paths are what they seem.
  @TaskLocal public static var current: FileStage?

  /// What the commands since ``begin()`` have read and written.
  public struct Record: Sendable, Hashable {
    /// The files that were asked for, in order of path, each with the SHA-256 of its bytes in hex;
    /// nil for one that is not there.
    public var read: [Input]
    /// The files and folders that were written, in order of path.
    public var written: [String]
    /// The paths that were refused, each with the reason.
    public var refusals: [FileStageError]
  }

  /// A file that was read.
  public struct Input: Sendable, Hashable, Codable {
    /// The path below the stage's folder; one beside it begins with `..`.
    public var path: String
    /// The SHA-256 of its bytes in hex; nil where there was no file.
    public var sha256: String?

    /// Names a file and its hash.
    public init(path: String, sha256: String?) {
      self.path = path
      self.sha256 = sha256
    }
  }

  struct State {
    var provided: Set<String> = []
    var read: Set<String> = []
    var written: Set<String> = []
    var refusals: [FileStageError] = []
  }

  /// The folder, as it was named.
  public let folder: String
  let scratch: String
  let state = Mutex(State())

  /// Sets up a stage.
  ///
  /// - Parameter folder: The folder paths are relative to; `.` or empty for the current one.
  /// - Throws: ``FileStageError`` where no scratch folder can be made.
  public init(folder: String) throws(FileStageError) {
    self.folder = folder.isEmpty ? "." : folder
    let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("cohort-stage-\(UUID().uuidString)").path
    scratch = root
    do {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    } catch {
      throw FileStageError(
        path: root,
        reason: "no scratch folder can be made: \((error as NSError).localizedDescription)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: scratch) }

  /// Begins a new record.
  public func begin() {
    state.withLock { state in
      state.read = []
      state.written = []
      state.refusals = []
    }
  }

  /// What was read and written since ``begin()``.
  public func record() -> Record {
    let (read, written, refusals) = state.withLock { ($0.read, $0.written, $0.refusals) }
    return Record(
      read: read.sorted().map {
        Input(path: $0, sha256: ContentHash.sha256(ofFile: place($0)))
      },
      written: written.sorted(), refusals: refusals)
  }

  /// The place of a path below the stage's folder: among the scratch files, or the real one.
  func place(_ path: String) -> String {
    let staged = scratch + "/" + path
    guard !path.hasPrefix(".."), FileManager.default.fileExists(atPath: staged) else {
      return real(path)
    }
    return staged
  }

  /// The real place of a path below the stage's folder.
  func real(_ path: String) -> String { folder == "." ? path : folder + "/" + path }

  /// A path relative to the stage's folder without `.` and needless `..`: `a/../b` is `b`.
  ///
  /// A `..` after a folder that is a symbolic link is taken as written, not as the system would.
  static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}

/// Why a path is not open to a command on a stage.
public struct FileStageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path, as the command gave it.
  public let path: String
  /// Why.
  public let reason: String

  /// Makes a refusal.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// One sentence with path and reason.
  public var description: String { "'\(path)': \(reason)" }
}
