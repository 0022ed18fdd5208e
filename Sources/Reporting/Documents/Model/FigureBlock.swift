/// A picture kept in a file beside the page.
public struct FigureBlock: Sendable, Hashable {
  /// The name by which other text refers to the figure, for example `fig-survival`.
  public var id: String
  /// The number printed before the title, if the figure has one.
  public var number: Int?
  /// What the figure shows.
  public var title: RichText
  /// The file of the picture, relative to the page, with `/` between folders.
  public var path: String
  /// What the picture says, for those who cannot see it: the result, not the picture's name.
  public var altText: String
  /// What a reader needs to know to read the picture.
  public var caption: RichText
  /// The file of the plotted numbers, relative to the page, if it is written.
  public var dataPath: String?

  /// Creates a figure.
  public init(
    id: String, number: Int? = nil, title: RichText, path: String, altText: String,
    caption: RichText = .empty, dataPath: String? = nil
  ) {
    self.id = id
    self.number = number
    self.title = title
    self.path = path
    self.altText = altText
    self.caption = caption
    self.dataPath = dataPath
  }

  /// The anchor other text links to with `#`: the id in safe characters, beginning with `fig-`.
  public var anchor: String { Anchor.make(id, prefix: "fig-") }
}
