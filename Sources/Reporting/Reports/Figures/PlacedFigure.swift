import Documents

/// A figure with its place on the page, its picture and its plotted numbers.
struct PlacedFigure {
  let figure: FigureBlock
  let files: [StudyReport.File]

  /// The figure on the page.
  var block: Block { .figure(figure) }

  /// Places a picture in `figures/`.
  ///
  /// - Parameter altText: the result in words, for those who cannot see the picture.
  init(
    id: String, title: String, altText: String, caption: RichText, svg: String, data: CSVTable
  ) {
    self.init(
      FigureBlock(
        id: "fig-\(id)", title: RichText(title), path: "figures/\(id).svg", altText: altText,
        caption: caption, dataPath: "figures/\(id).csv"), svg: svg, data: data)
  }

  /// Places step curves where a command was asked to.
  init(_ figure: SurvivalFigure, caption: RichText, at request: FigureRequest) {
    self.init(
      FigureBlock(
        id: "fig-\(figure.id)", title: RichText(figure.title), path: request.path,
        altText: figure.description, caption: caption, dataPath: request.dataPath),
      svg: SVGRenderer().render(figure), data: figure.dataTable)
  }

  /// Places estimates, one to a row, where a command was asked to.
  init(
    _ figure: ForestFigure, caption: RichText, at request: FigureRequest,
    numbers: NumberStyle = .point
  ) {
    self.init(
      FigureBlock(
        id: "fig-\(figure.id)", title: RichText(figure.title), path: request.path,
        altText: figure.description, caption: caption, dataPath: request.dataPath),
      svg: SVGRenderer(style: SVGStyle(numbers: numbers)).render(figure), data: figure.dataTable)
  }

  private init(_ figure: FigureBlock, svg: String, data: CSVTable) {
    self.figure = figure
    files = [
      .init(path: figure.path, text: svg),
      .init(path: figure.dataPath ?? "", text: CSVRenderer().render(data)),
    ].filter { !$0.path.isEmpty }
  }

  /// A name that is safe in a path: letters and digits, the rest as hyphens; names that lose letters
  /// of other scripts end in a number made of the whole name, so that no two become the same.
  static func id(_ parts: String...) -> String {
    parts.map { part in
      let name = String(
        part.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : Character("-") })
      let isLost = part.contains { !$0.isASCII && ($0.isLetter || $0.isNumber) }
      return isLost ? name + "-" + String(fingerprint(part), radix: 16) : name
    }.joined(separator: "-")
  }

  /// The hash of Fowler, Noll and Vo (FNV-1a, 32 bits), which is the same on every run.
  private static func fingerprint(_ text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
