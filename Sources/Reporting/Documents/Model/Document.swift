/// A page to be rendered: blocks in order.
///
/// A document says what is on the page, never how it is written down: text is kept as it was given,
/// and each renderer escapes it for its own format.
public struct Document: Sendable, Hashable {
  /// The title of the page, or nil for a fragment.
  public var title: String?
  /// The blocks, from the top of the page to the bottom.
  public var blocks: [Block]

  /// Creates a document.
  public init(title: String? = nil, blocks: [Block] = []) {
    self.title = title
    self.blocks = blocks
  }

  /// Adds a block at the bottom.
  public mutating func append(_ block: Block) { blocks.append(block) }

  /// Adds blocks at the bottom.
  public mutating func append(contentsOf more: [Block]) { blocks.append(contentsOf: more) }

  /// The same document with its tables, and its figures, numbered from 1 in order of appearance.
  ///
  /// Numbers already given are replaced. Names that would make the same anchor get a number at the
  /// end, so that every link has one target and every table a file of its own.
  public func numbered() -> Document {
    var result = self
    var tables = 0
    var figures = 0
    var anchors: Set<String> = []
    for index in result.blocks.indices {
      switch result.blocks[index] {
      case .table(var table):
        tables += 1
        table.number = tables
        table.id = Anchor.distinct(table.id, prefix: "tbl-", among: &anchors)
        result.blocks[index] = .table(table)
      case .figure(var figure):
        figures += 1
        figure.number = figures
        figure.id = Anchor.distinct(figure.id, prefix: "fig-", among: &anchors)
        result.blocks[index] = .figure(figure)
      case .heading, .paragraph, .list, .code, .note, .folded:
        continue
      }
    }
    return result
  }
}
