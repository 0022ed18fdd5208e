import Documents

/// Where the pictures of a page go in place of its folder `figures/`.
struct FigurePlace {
  /// The folder the sections name.
  static let folder = "figures/"
  /// What stands in its place: a folder with its slash, or the beginning of a name.
  let prefix: String

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
