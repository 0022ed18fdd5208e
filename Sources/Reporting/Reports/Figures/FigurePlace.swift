import Documents

/// Where the pictures of a page go in place of its folder `figures/`.
struct FigurePlace {
  /// The folder the sections name.
  static let folder = "figures/"
  /// What stands in its place: a folder with its slash, or the beginning of a name.
  let prefix: String

  /// What stands before the names of files in a folder: `figures/`, nothing for the current one.
  static func prefix(ofFolder folder: String) -> String {
    var name = folder
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    return name == "." ? "" : name.hasSuffix("/") ? name : name + "/"
  }

  /// The blocks with the pictures and plotted numbers in the new place.
  func moved(_ blocks: [Block]) -> [Block] {
    blocks.map { block in
      guard case .figure(var figure) = block else { return block }
      figure.path = moved(figure.path)
      figure.dataPath = figure.dataPath.map(moved)
      return .figure(figure)
    }
  }

  /// The files under their new names.
  func moved(_ files: [StudyReport.File]) -> [StudyReport.File] {
    files.map { .init(path: moved($0.path), text: $0.text) }
  }

  private func moved(_ path: String) -> String {
    path.hasPrefix(Self.folder) ? prefix + path.dropFirst(Self.folder.count) : path
  }
}
