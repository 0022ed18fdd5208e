import Foundation
import Testing

@Suite struct SourceFileTests {
  static let longest = 500

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
        let code = line.components(separatedBy: "//").first ?? line
        #expect(
          !code.contains(/\bunsafe\b|Unsafe[A-Z]|withUnsafe|unchecked/),
          "\(file.path):\(number + 1) is unsafe outside an Unsafe folder: \(line)")
      }
    }
  }

  @Test func nothingTrapsOnData() throws {
    for file in try SourceTree.sources() {
      for (number, line) in file.lines.enumerated() {
        let code = line.components(separatedBy: "//").first ?? line
        #expect(
          !code.contains(/try!|as!|fatalError\(/), "\(file.path):\(number + 1) can trap: \(line)")
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
