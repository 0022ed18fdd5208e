public import Foundation

/// The bytes of a file that a command names, or why there are none.
public enum FileContents {
  /// Why there are no bytes.
  public enum Problem: Error, Sendable, Hashable {
    /// Nothing stands at the path.
    case missing
    /// The path is that of a folder.
    case folder
    /// There is a file, and it cannot be read.
    case unreadable
  }

  /// Reads a file whole.
  public static func read(_ path: String) throws(Problem) -> Data {
    let place = FileStage.readable(path)
    guard let facts = try? FileManager.default.attributesOfItem(atPath: place) else {
      throw .missing
    }
    guard facts[.type] as? FileAttributeType != .typeDirectory else { throw .folder }
    guard let data = FileManager.default.contents(atPath: place) else { throw .unreadable }
    return data
  }
}
