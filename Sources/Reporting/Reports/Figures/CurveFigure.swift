import Documents

/// A figure of curves on its way to the page: the picture, its numbers, and the words around it.
struct CurveFigure {
  /// The marks of the numbers along the axes.
  let numbers: NumberStyle
  let figure: SurvivalFigure
  let caption: String

  /// The name of the files, in characters any file system takes.
  private var name: String {
    String(
      figure.id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : $0 == "_" ? "_" : "-" })
  }
  private var picture: String { "figures/\(name).svg" }
  private var data: String { "figures/\(name).csv" }

  /// The figure on the page.
  var block: Block {
    .figure(
      FigureBlock(
        id: "fig-\(figure.id)", title: RichText(figure.title), path: picture,
        altText: figure.description, caption: RichText(caption), dataPath: data))
  }

  /// The picture and the plotted numbers.
  var files: [StudyReport.File] {
    [
      .init(path: picture, text: SVGRenderer(style: SVGStyle(numbers: numbers)).render(figure)),
      .init(path: data, text: CSVRenderer().render(figure.dataTable)),
    ]
  }
}
