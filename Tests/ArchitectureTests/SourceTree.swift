import Foundation

/// The sources of the package, read as text.
struct SourceTree {
  /// One Swift file.
  struct File: Sendable {
    let path: String
    let room: String
    let lines: [String]

    var name: String { (path as NSString).lastPathComponent }

    /// The modules the file imports.
    var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count else {
          return nil
        }
        return String(words[place + 1])
      }
    }
  }

  /// A room of the import table in Package.swift.
  struct Room: Sendable {
    let name: String
    let floor: String
    let imports: [String]
  }

  enum Problem: Error { case unreadable(String) }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file under Sources/, with the room it belongs to.
  static func sources() throws -> [File] { try read.get() }

  private static let read = Result { try readSources() }

  private static func readSources() throws -> [File] {
    let files = try swiftFiles(under: "Sources").map { path in
      let parts = path.split(separator: "/")
      // Sources/<floor>/<room>/..., and Sources/cohort/... for the program.
      let room = parts[1] == "cohort" ? "cohort" : String(parts[2])
      return File(path: path, room: room, lines: try lines(of: path))
    }
    guard !files.isEmpty else { throw Problem.unreadable("Sources") }
    return files
  }

  /// Every Swift file under a folder, as paths from the root.
  static func swiftFiles(under folder: String) throws -> [String] {
    guard
      let walk = FileManager.default.enumerator(
        at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    else { throw Problem.unreadable(folder) }
    var paths: [String] = []
    for case let url as URL in walk where url.pathExtension == "swift" {
      paths.append(String(url.path.dropFirst(root.path.count + 1)))
    }
    return paths.sorted()
  }

  static func lines(of path: String) throws -> [String] {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      .components(separatedBy: "\n")
  }

  /// The import table as Package.swift states it.
  static func rooms() throws -> [Room] {
    let manifest = try lines(of: "Package.swift").joined(separator: "\n")
    let rooms = manifest.matches(
      of: /Room\(\s*name: "(\w+)", floor: "(\w*)",\s*imports: \[([^\]]*)\]/
    ).map { match in
      Room(
        name: String(match.1), floor: String(match.2),
        imports: match.3.matches(of: /"(\w+)"/).map { String($0.1) })
    }
    guard rooms.count > 10 else { throw Problem.unreadable("Package.swift") }
    return rooms
  }
}
