/// How pictures look: size, letters, colours and the marks of numbers.
public struct SVGStyle: Sendable, Hashable {
  /// The width of the picture in pixels.
  public var width: Double
  /// The height of the area between the axes in pixels.
  public var plotHeight: Double
  /// The size of the letters in pixels.
  public var fontSize: Double
  /// Whether curves differ by dashes and shades of grey only.
  public var isMonochrome: Bool
  /// Whether the title is drawn above the plot; a page usually prints it beside the number of the
  /// figure.
  public var showsTitle: Bool
  /// The marks of numbers.
  public var numbers: NumberStyle

  /// Creates a style.
  public init(
    width: Double = 760, plotHeight: Double = 340, fontSize: Double = 13,
    isMonochrome: Bool = false, showsTitle: Bool = false, numbers: NumberStyle = .point
  ) {
    self.width = width
    self.plotHeight = plotHeight
    self.fontSize = fontSize
    self.isMonochrome = isMonochrome
    self.showsTitle = showsTitle
    self.numbers = numbers
  }

  /// The letters of every picture: names that most systems know, then the generic family.
  package static let fontFamily = "Helvetica, Arial, 'Liberation Sans', sans-serif"
  /// The colour of axes and of text.
  package static let ink = "#222222"
  /// The colour of what should step back.
  package static let faint = "#E4E4E4"

  /// How one curve differs from the others.
  package struct Stroke: Sendable, Hashable {
    /// The colour of the curve and its band.
    package var color: String
    /// The lengths of dashes and gaps; nil for a solid line.
    package var dashes: String?
  }

  /// The stroke of a curve; after eight the colours return with other dashes.
  package func stroke(_ index: Int) -> Stroke {
    let colors = isMonochrome ? SVGStyle.greys : SVGStyle.colors
    let turn = index / colors.count
    return Stroke(
      color: colors[index % colors.count],
      dashes: SVGStyle.dashes[(index + 3 * turn) % SVGStyle.dashes.count])
  }

  /// The colours of Okabe and Ito, which readers with any kind of colour vision can tell apart, in
  /// an order that keeps neighbours far apart; without their yellow, which thin lines cannot carry.
  private static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#B5478C", "#000000", "#E69F00", "#56B4E9", "#7A7A7A",
  ]
  private static let greys = [
    "#000000", "#555555", "#000000", "#8A8A8A", "#000000", "#555555", "#000000", "#8A8A8A",
  ]
  private static let dashes: [String?] = [
    nil, "9 3", "2.5 2.5", "11 3 2.5 3", "5 2", "16 4", "11 3 2.5 3 2.5 3", "1.5 4",
  ]
}
