/// A markdown page whose cells the program runs, with their output below them.
public struct Notebook: Sendable {
  /// The file as it was named.
  public let file: String
  package let text: NotebookText
  package let cells: [NotebookCell]
  package let values: [InlineValue]
  /// Where the random numbers of cells begin, by the front matter.
  package let seed: UInt64?
  /// What outputs shall stand between.
  package let markers: OutputMarkers
  /// Remarks for the author, each with its place.
  public let remarks: [String]

  /// Reads a page.
  ///
  /// - Throws: ``NotebookProblems``, all that are found, each with its line.
  public init(_ bytes: [UInt8], file: String) throws(NotebookProblems) {
    let reader = try Self.reader(of: bytes, file: file)
    let orphans = reader.orphans.map { (line: $0.lines.lowerBound, message: $0.message) }
    guard reader.problems.isEmpty, orphans.isEmpty else {
      throw Self.problems(reader.problems + orphans, file)
    }
    self.file = file
    text = reader.text
    cells = reader.cells
    values = reader.values
    seed = reader.frontMatter?.seed
    markers = reader.frontMatter?.markers ?? .comment
    remarks = reader.remarks.map { "\(file):\($0.line): note: \($0.message)" }
  }

  static func reader(of bytes: [UInt8], file: String) throws(NotebookProblems) -> NotebookReader {
    do { return NotebookReader(try NotebookText(bytes)) } catch {
      throw NotebookProblems([
        NotebookProblem(file: file, line: error.line, message: error.message)
      ])
    }
  }

  static func problems(
    _ found: [(line: Int, message: String)], _ file: String
  ) -> NotebookProblems {
    NotebookProblems(
      found.map { NotebookProblem(file: file, line: $0.line, message: $0.message) })
  }

  /// The names of the cells, from top to bottom.
  public var cellIDs: [String] { cells.map(\.id) }

  /// The cell of a name.
  package func cell(_ id: String) -> NotebookCell? { cells.first { $0.id == id } }
}
