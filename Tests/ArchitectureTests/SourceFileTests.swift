import Foundation
import Testing

@Suite struct SourceFileTests {
  static let longest = 500

  /// A line without its comment.
  static func code(_ line: String) -> Substring {
    line.range(of: "//").map { line[..<$0.lowerBound] } ?? line[...]
  }

  @Test func noFileIsTooLong() throws {
    let paths = try SourceTree.swiftFiles(under: "Sources") + SourceTree.swiftFiles(under: "Tests")
    for path in paths {
      let count = try SourceTree.lines(of: path).count
      #expect(count <= Self.longest, "\(path) has \(count) lines; does it hold one subject?")
    }
  }

  @Test func unsafeCodeStaysInItsFolders() throws {
    for file in try SourceTree.sources() where !file.path.contains("/Unsafe/") {
      for (number, line) in file.lines.enumerated() {
        let code = Self.code(line)
        let words = ["unsafe ", "unsafe(", "Unsafe", "unchecked"]
        #expect(
          !words.contains { code.contains($0) },
          "\(file.path):\(number + 1) is unsafe outside an Unsafe folder: \(line)")
      }
    }
  }

  @Test func nothingTrapsOnData() throws {
    for file in try SourceTree.sources() {
      for (number, line) in file.lines.enumerated() {
        let code = Self.code(line)
        #expect(
          !["try!", "as!", "fatalError("].contains { code.contains($0) },
          "\(file.path):\(number + 1) can trap: \(line)")
      }
    }
  }

  @Test func filesAreNamedForTheirNoun() throws {
    let vague = /(?i)(utils?|helpers?|common|misc|manager|extensions|[0-9])/
    var seen: [String: String] = [:]
    for file in try SourceTree.sources() {
      let base = file.name.replacing(".swift", with: "")
      #expect(!base.contains(vague), "\(file.path) is not named for its noun")
      let key = file.room + "/" + file.name
      #expect(seen[key] == nil, "\(file.path) and \(seen[key] ?? "") share a name")
      seen[key] = file.path
    }
  }
}
