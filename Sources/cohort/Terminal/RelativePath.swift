import Foundation

/// How a file is named in another file: by its path from the folder of that one.
enum RelativePath {
  /// The path of a file as seen from a folder.
  static func of(_ path: String, from folder: URL) -> String {
    let file = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    let start = folder.standardizedFileURL.pathComponents
    // The name of the file itself is never shared.
    let shared = zip(file.dropLast(), start).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: start.count - shared) + file.dropFirst(shared))
      .joined(separator: "/")
  }
}
