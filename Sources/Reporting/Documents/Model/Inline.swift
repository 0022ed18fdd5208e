/// One run inside a line of text.
public enum Inline: Sendable, Hashable {
  /// Plain text. Renderers escape it: it never becomes markup, whatever it holds.
  case text(String)
  /// Strong text, usually bold.
  case strong(RichText)
  /// Emphasised text, usually italic.
  case emphasis(RichText)
  /// Text shown letter for letter.
  case code(String)
  /// Raised text.
  case superscript(RichText)
  /// The start of a new line inside the same paragraph or cell.
  case lineBreak
  /// A link to a web address, a file beside the page, or `#anchor` on the page.
  case link(RichText, url: String)
}
