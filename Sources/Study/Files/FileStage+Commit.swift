import Foundation

extension FileStage {
  /// A file whose staged bytes are not those of the real one.
  public struct Change: Sendable, Hashable {
    /// What becomes of the real file.
    public enum Kind: String, Sendable, Hashable {
      case new
      case changed
      case gone
    }

    /// The path below the stage's folder.
    public let path: String
    /// What becomes of the real file.
    public let kind: Kind
    /// The staged bytes; none for one that is gone.
    public let bytes: [UInt8]
  }

  /// What committing the files and folders of these paths would change, in order of path.
  ///
  /// - Parameter paths: Paths of ``Record/written``.
  public func changes(at paths: some Sequence<String>) -> [Change] {
    var changes: [String: Change] = [:]
    for path in paths {
      let staged = Self.files(below: scratch + "/" + path, named: path)
      for name in staged {
        guard let bytes = FileManager.default.contents(atPath: scratch + "/" + name) else {
          continue
        }
        let old = FileManager.default.contents(atPath: real(name))
        if old == bytes { continue }
        changes[name] = Change(path: name, kind: old == nil ? .new : .changed, bytes: Array(bytes))
      }
      for name in Self.files(below: real(path), named: path) where !staged.contains(name) {
        changes[name] = Change(path: name, kind: .gone, bytes: [])
      }
    }
    return changes.values.sorted { $0.path < $1.path }
  }

  /// The staged files of these paths with their bytes, in order of path.
  public func contents(at paths: some Sequence<String>) -> [(path: String, bytes: [UInt8])] {
    Set(paths.flatMap { Self.files(below: scratch + "/" + $0, named: $0) }).sorted()
      .compactMap { name in
        FileManager.default.contents(atPath: scratch + "/" + name).map { (name, Array($0)) }
      }
  }

  /// The file itself, or the files below a folder; empty where nothing is there.
  private static func files(below place: String, named name: String) -> Set<String> {
    let files = FileManager.default
    guard let type = try? files.attributesOfItem(atPath: place)[.type] as? FileAttributeType else {
      return []
    }
    guard type == .typeDirectory else { return [name] }
    let below = (try? files.subpathsOfDirectory(atPath: place)) ?? []
    return Set(
      below.filter {
        let kind = try? files.attributesOfItem(atPath: place + "/" + $0)[.type]
        return kind as? FileAttributeType != .typeDirectory
      }.map { name + "/" + $0 })
  }
}
