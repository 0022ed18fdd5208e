/// A table: columns, rows, and the notes under it.
///
/// Footnotes hang on the title, on headers and on cells; their letters are given when the table is
/// rendered, in order of first appearance, reading the title, then the headers, then row by row from
/// left to right. Equal footnotes share a letter.
public struct TableBlock: Sendable, Hashable {
  /// The name by which other text refers to the table, for example `tbl-baseline`.
  public var id: String
  /// The number printed before the title, if the table has one.
  public var number: Int?
  /// What the table shows.
  public var title: RichText
  /// Footnotes that hang on the title.
  public var titleFootnotes: [RichText]
  /// The columns, from left to right.
  public var columns: [TableColumn]
  /// The rows, from top to bottom; a row shorter than the columns is filled with empty cells.
  public var rows: [TableRow]
  /// Notes about the whole table; rendered in the order of their kinds.
  public var notes: [TableNote]
  /// The file of the same cells as CSV, relative to the page, if it is written.
  public var dataPath: String?

  /// Creates a table.
  ///
  /// - Precondition: No row holds more cells than there are columns; Markdown readers would drop the
  ///   surplus without a word.
  public init(
    id: String, number: Int? = nil, title: RichText, titleFootnotes: [RichText] = [],
    columns: [TableColumn], rows: [TableRow], notes: [TableNote] = [], dataPath: String? = nil
  ) {
    precondition(
      rows.allSatisfy { $0.cells.count <= columns.count }, "a row has more cells than columns")
    self.id = id
    self.number = number
    self.title = title
    self.titleFootnotes = titleFootnotes
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.dataPath = dataPath
  }

  /// The notes in the order in which they are printed, that of their kinds.
  package var orderedNotes: [TableNote] {
    TableNote.Kind.allCases.flatMap { kind in notes.filter { $0.kind == kind } }
  }

  /// The anchor other text links to with `#`: the id in safe characters, beginning with `tbl-`.
  public var anchor: String { Anchor.make(id, prefix: "tbl-") }
}

/// A column of a table.
public struct TableColumn: Sendable, Hashable {
  /// What stands at the head of the column.
  public var header: RichText
  /// How cells stand in the column.
  public var alignment: Alignment
  /// Footnotes that hang on the header.
  public var footnotes: [RichText]

  /// How cells stand in a column.
  public enum Alignment: Sendable, Hashable {
    /// At the left, for labels.
    case leading
    /// In the middle.
    case center
    /// At the right, for numbers.
    case trailing
  }

  /// Creates a column.
  public init(header: RichText, alignment: Alignment = .leading, footnotes: [RichText] = []) {
    self.header = header
    self.alignment = alignment
    self.footnotes = footnotes
  }
}

/// A row of a table.
public struct TableRow: Sendable, Hashable {
  /// The cells, from left to right.
  public var cells: [Cell]
  /// How many steps the first cell is set in; a level of a variable stands one step under it.
  public var indent: Int
  /// Whether the row heads the rows below it; its first cell is rendered strong.
  public var isHeading: Bool

  /// Creates a row.
  public init(cells: [Cell], indent: Int = 0, isHeading: Bool = false) {
    self.cells = cells
    self.indent = indent
    self.isHeading = isHeading
  }
}

/// A cell of a table; a string literal makes a plain one.
public struct Cell: Sendable, Hashable {
  /// What the cell says.
  public var text: RichText
  /// Footnotes that hang on the cell.
  public var footnotes: [RichText]

  /// Creates a cell.
  public init(_ text: RichText, footnotes: [RichText] = []) {
    self.text = text
    self.footnotes = footnotes
  }

  /// Creates a cell of plain text.
  public init(_ text: String, footnotes: [RichText] = []) {
    self.init(RichText(text), footnotes: footnotes)
  }

  /// The cell that says nothing.
  public static let empty = Cell(RichText.empty)
}

extension Cell: ExpressibleByStringInterpolation {
  /// Creates a cell of plain text.
  public init(stringLiteral value: String) { self.init(RichText(value)) }

  /// Creates a cell from a literal with runs inside it.
  public init(stringInterpolation: RichText.StringInterpolation) {
    self.init(RichText(stringInterpolation: stringInterpolation))
  }
}

/// A note about a whole table.
public struct TableNote: Sendable, Hashable {
  /// What the note is about; it decides where the note stands.
  public var kind: Kind
  /// What the note says.
  public var text: RichText

  /// The subjects of notes, in the order in which they are printed.
  public enum Kind: Int, Sendable, Hashable, CaseIterable {
    /// Abbreviations spelled out.
    case abbreviations
    /// What the statistics are.
    case statistics
    /// Which tests were made.
    case tests
    /// How missing values were treated.
    case missingData
    /// How rows were weighted and differences standardised.
    case weighting
    /// Which small cells are hidden.
    case suppression
    /// Whom the table is about, and when the data were cut.
    case population
  }

  /// Creates a note.
  public init(_ kind: Kind, _ text: RichText) {
    self.kind = kind
    self.text = text
  }
}
