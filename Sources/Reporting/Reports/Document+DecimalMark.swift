import Documents

/// The numbers that stand in the protocol's own words, such as `first response within 7.5 months`.
///
/// Those words were made without a style of numbers; on a page with a decimal comma they would be
/// the only points. What is no quantity with a unit, such as a version or a name, is left as it is.
extension Document {
  /// The page with the numbers in words in the decimal mark of its other numbers.
  func spelled(in numbers: NumberStyle) -> Document {
    let mark = numbers.decimalMark
    guard mark != .point else { return self }
    var page = self
    page.blocks = blocks.map { $0.mapText { $0.spelled(mark.rawValue) } }
    return page
  }
}

extension String {
  /// The text with another mark in numbers that a unit follows.
  fileprivate func spelled(_ mark: String) -> String {
    replacing(/([0-9])\.([0-9]+)(?=[ \u{00A0}]?(?:%|months|points|of 100))/) {
      "\($0.output.1)\(mark)\($0.output.2)"
    }
  }
}

extension Block {
  fileprivate func mapText(_ change: (String) -> String) -> Block {
    let block = mapLines { $0.mapText(change) }
    guard case .figure(var figure) = block else { return block }
    figure.altText = change(figure.altText)
    return .figure(figure)
  }
}

extension RichText {
  fileprivate func mapText(_ change: (String) -> String) -> RichText {
    RichText(
      inlines.map { inline in
        switch inline {
        case .text(let text): .text(change(text))
        case .strong(let inner): .strong(inner.mapText(change))
        case .emphasis(let inner): .emphasis(inner.mapText(change))
        case .superscript(let inner): .superscript(inner.mapText(change))
        case .link(let inner, let url): .link(inner.mapText(change), url: url)
        case .code, .lineBreak: inline
        }
      })
  }
}
