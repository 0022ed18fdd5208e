/// Draws figures as SVG.
///
/// A picture is one file that needs nothing else: no script, no style sheet, no font. It has an
/// opaque background, a title and a description for screen readers, fixed ids and coordinates with
/// two decimals, so that the same figure always gives the same text.
public struct SVGRenderer: Sendable {
  /// How the pictures look.
  public var style: SVGStyle

  /// Creates a renderer.
  public init(style: SVGStyle = SVGStyle()) { self.style = style }

  /// A figure of step curves with its counts at risk, in one system of coordinates.
  public func render(_ figure: SurvivalFigure) -> String {
    SurvivalDrawing(figure, style: style).document()
  }

  /// A figure of means over planned visits with the counts at each of them.
  public func render(_ figure: CourseFigure) -> String {
    CourseDrawing(figure, style: style).document()
  }

  /// A figure of estimates with their intervals, one to a row.
  public func render(_ figure: ForestFigure) -> String {
    ForestDrawing(figure, style: style).document()
  }

  /// A figure of differences between arms, one covariate to a row.
  public func render(_ figure: BalanceFigure) -> String {
    BalanceDrawing(figure, style: style).document()
  }

  /// A figure of how the arms overlap.
  public func render(_ figure: OverlapFigure) -> String {
    switch figure.bars {
    case .intervals(let bins): HistogramDrawing(figure, bins, style: style).document()
    case .categories(let names): CategoryDrawing(figure, names, style: style).document()
    }
  }

  /// A figure of how an estimate changes with a number.
  public func render(_ figure: EffectFigure) -> String {
    EffectDrawing(figure, style: style).document()
  }

  /// The outermost element of a picture, written out.
  package static func document(
    id: String, title: String, description: String, width: Double, height: Double,
    style: SVGStyle, children: [SVGElement]
  ) -> String {
    let size = (width.coordinate, height.coordinate)
    let root = SVGElement(
      "svg",
      [
        "aria-labelledby": id + "-title " + id + "-desc",
        "font-family": SVGStyle.fontFamily,
        "font-size": style.fontSize.coordinate,
        "height": size.1,
        "id": id,
        "role": "img",
        "viewBox": "0 0 " + size.0 + " " + size.1,
        "width": size.0,
        "xmlns": "http://www.w3.org/2000/svg",
      ],
      children: [
        SVGElement("title", ["id": id + "-title"], text: title),
        SVGElement("desc", ["id": id + "-desc"], text: description),
        SVGElement("rect", ["fill": "#FFFFFF", "height": size.1, "width": size.0]),
      ] + children)
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    root.write(to: &output)
    return output
  }
}
