import Documents

/// A figure with its place on the page, its picture and its plotted numbers.
struct PlacedFigure {
  let block: Block
  let files: [StudyReport.File]

  /// Places a picture in `figures/`.
  ///
  /// - Parameter altText: the result in words, for those who cannot see the picture.
  init(
    id: String, title: String, altText: String, caption: RichText, svg: String, data: CSVTable
  ) {
    let (picture, numbers) = ("figures/\(id).svg", "figures/\(id).csv")
    block = .figure(
      FigureBlock(
        id: "fig-\(id)", title: RichText(title), path: picture, altText: altText,
        caption: caption, dataPath: numbers))
    files = [
      .init(path: picture, text: svg), .init(path: numbers, text: CSVRenderer().render(data)),
    ]
  }

  /// A name that is safe in a path: letters and digits, the rest as hyphens.
  static func id(_ parts: String...) -> String {
    parts.map { part in
      String(
        part.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : Character("-") })
    }.joined(separator: "-")
  }
}
