import Foundation
import Testing

/// Files with the output that was looked at and found right.
///
/// With `UPDATE_GOLDEN=1` in the environment the files are written anew; the difference is then for
/// a person to read before it is committed.
enum Golden {
  /// Compares text with the file of a name.
  static func expect(
    _ text: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: url)
    }
    let stored = try String(decoding: Data(contentsOf: url), as: UTF8.self)
    // The texts are long: the first line that differs says more than both of them.
    let differing = zip(lines(text), lines(stored)).first { $0 != $1 }
    #expect(
      text == stored, "\(name) differs: \(String(describing: differing))",
      sourceLocation: sourceLocation)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
