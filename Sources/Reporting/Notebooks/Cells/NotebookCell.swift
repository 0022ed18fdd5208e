/// A fence, or a comment, whose body the program runs.
package struct NotebookCell: Sendable, Hashable {
  /// How the cell stands in the page.
  package enum Form: Sendable, Hashable {
    /// A fence, which readers see.
    case fence
    /// A comment, which they do not.
    case comment
  }

  package let options: CellOptions
  package let form: Form
  /// Its lines, from the opening fence to the closing one.
  package let lines: ClosedRange<Int>
  /// The body, without the marks of lists and quotes, lines ended by `\n`.
  package let body: String
  /// The commands; none for a protocol cell.
  package let commands: [CellCommand]
  /// What every line of the cell begins with in its list or quote.
  package let margin: Margin
  /// The output below it, if there is one.
  package let region: OutputRegion?

  /// Whether the cell tells what the others were made from.
  package var isProvenance: Bool { commands.first?.isProvenance ?? false }

  /// The cell's name.
  package var id: String { options.id }

  /// The same cell above a region.
  package func above(_ region: OutputRegion) -> NotebookCell {
    NotebookCell(
      options: options, form: form, lines: lines, body: body, commands: commands, margin: margin,
      region: region)
  }

  /// Whether the page is to be changed so that readers no longer see the source.
  package var wantsHiding: Bool { form == .fence && !options.showsSource }
}

/// The part of the lines that belongs to the lists and quotes around a block.
package struct Margin: Sendable, Hashable {
  /// What stands before every line of the block.
  package let text: String

  /// Takes the margin from the line a block begins in: marks of quotes stay, those of lists become
  /// spaces.
  package init(line: Substring, column: Int) {
    text = String(
      decoding: line.utf8.prefix(max(0, column - 1)).map { byte in
        byte == 0x3E || byte == 0x09 ? byte : 0x20
      }, as: UTF8.self)
  }

  package init() { text = "" }

  /// A line of the block as it stands in the page.
  package func apply(to line: some StringProtocol) -> String {
    guard line.isEmpty else { return text + line }
    var bare = Substring(text)
    while let last = bare.last, last == " " || last == "\t" { bare.removeLast() }
    return String(bare)
  }

  /// A line of the page as it stands in the block.
  package func strip(_ line: Substring) -> Substring {
    let (bytes, margin) = (line.utf8, text.utf8)
    if bytes.starts(with: margin) {
      return line[bytes.index(bytes.startIndex, offsetBy: margin.count)...]
    }
    return bytes.elementsEqual(apply(to: "").utf8) ? "" : line
  }
}
