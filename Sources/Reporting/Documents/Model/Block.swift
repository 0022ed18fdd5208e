/// One piece of a page that stands on lines of its own.
public enum Block: Sendable, Hashable {
  /// A heading; levels run from 1 (the page) to 6.
  case heading(level: Int, RichText)
  /// A paragraph.
  case paragraph(RichText)
  /// A list, one line an item.
  case list([RichText], ordered: Bool = false)
  /// A table with its number, title and notes.
  case table(TableBlock)
  /// A picture kept in a file of its own.
  case figure(FigureBlock)
  /// Text shown letter for letter.
  case code(String, language: String? = nil)
  /// A remark set apart from the text.
  case note(NoteKind, [RichText])
  /// Blocks that a reader unfolds by a click on their title: what must be told and few look up.
  ///
  /// Its tables and figures have no numbers.
  indirect case folded(RichText, [Block])

  /// What a remark asks of the reader.
  public enum NoteKind: String, Sendable, Hashable, CaseIterable {
    /// Something good to know.
    case note = "Note"
    /// Something to weigh before believing the numbers.
    case caution = "Caution"
    /// Something that went wrong.
    case warning = "Warning"
  }
}
