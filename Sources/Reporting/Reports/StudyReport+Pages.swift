import Cohorts
public import Documents

extension StudyReport {
  /// What the page is written as.
  public enum Page: String, Sendable, Hashable, CaseIterable {
    /// GitHub Flavored Markdown, with the pictures in files beside it.
    case md
    /// One HTML file that holds its pictures.
    case html

    /// The name of the page's file.
    public var fileName: String { "report." + rawValue }

    /// The page as text.
    func render(_ document: Document, files: [File]) -> String {
      switch self {
      case .md: return MarkdownRenderer().render(document)
      case .html:
        return HTMLRenderer(pictures: StudyReport.pictures(files)).render(document)
      }
    }
  }

  /// What of the page is not the protocol's to say, or is said in its place.
  public struct Options: Sendable, Hashable {
    /// What the page is written as.
    public var page: Page
    /// The style of numbers in place of the protocol's.
    public var style: JournalStyle.Name?
    /// The decimal mark in place of the protocol's.
    public var decimalMark: NumberStyle.DecimalMark?

    /// Makes options; without arguments the protocol decides and the page is Markdown.
    public init(
      page: Page = .md, style: JournalStyle.Name? = nil, decimalMark: NumberStyle.DecimalMark? = nil
    ) {
      self.page = page
      self.style = style
      self.decimalMark = decimalMark
    }

    /// The style the page follows.
    private func journal(for study: StudyProtocol) -> JournalStyle {
      .named(style ?? JournalStyle.Name(rawValue: study.numberStyle.rawValue) ?? .default)
    }

    /// The marks and rules of the page's numbers.
    func numbers(for study: StudyProtocol) -> NumberStyle {
      let mark = decimalMark ?? study.decimalMark.flatMap(NumberStyle.DecimalMark.init(rawValue:))
      return journal(for: study).numbers(decimalMark: mark)
    }

    /// Where the style of a journal was read, and what of it is not the journal's own word.
    func note(for study: StudyProtocol) -> [Block] {
      let journal = journal(for: study)
      guard journal.name != .default else { return [] }
      let unverified = journal.unverified.joined(separator: " ")
      return [
        .paragraph(
          "Numbers in the style \(code: journal.name.rawValue), version \(journal.version). Read in: "
            + RichText("\(journal.source) Not traced to the journal's own words: \(unverified)"))
      ]
    }
  }

  /// The pictures among some files, by their paths.
  static func pictures(_ files: [File]) -> [String: String] {
    let pictures = files.filter { $0.path.hasSuffix(".svg") }.map { ($0.path, $0.text) }
    return Dictionary(pictures) { first, _ in first }
  }

  /// The cells of each table of the page.
  static func tables(of document: Document) -> [File] {
    document.blocks.compactMap { block in
      guard case .table(let table) = block, let path = table.dataPath else { return nil }
      return File(path: path, text: CSVRenderer().render(table.data))
    }
  }
}

extension Document {
  /// The same document with a file named for the cells of each table that has any.
  func withTableFiles() -> Document {
    var result = self
    for index in result.blocks.indices {
      guard case .table(var table) = result.blocks[index], !table.columns.isEmpty else { continue }
      table.dataPath = "tables/\(table.anchor).csv"
      result.blocks[index] = .table(table)
    }
    return result
  }
}
