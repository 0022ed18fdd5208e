import Documents

extension Rendition {
  /// The same result with a picture at the end of the page, its files beside it, and the names of
  /// these in the JSON; the result itself where there is no picture.
  func illustrated(by placed: PlacedFigure?) -> Rendition {
    guard let placed, case .object(let members) = json else { return self }
    var page = document
    page.append(placed.block)
    let named = JSONValue.array([Self.named(placed.figure)])
    return Rendition(
      json: .object(members + [.init("figures", named)]), document: page, table: table,
      diagnostics: diagnostics, files: files + placed.files)
  }

  /// A picture in the JSON: its file, that of the plotted numbers, and what it says.
  static func named(_ figure: FigureBlock) -> JSONValue {
    [
      "file": .string(figure.path), "data": .optional(figure.dataPath),
      "description": .string(figure.altText),
    ]
  }
}
