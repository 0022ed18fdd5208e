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

  /// A name that is safe in a path: letters and digits, the rest as hyphens.
  static func id(_ parts: String...) -> String {
    parts.map { part in
      String(
        part.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : Character("-") })
    }.joined(separator: "-")
  }
}
