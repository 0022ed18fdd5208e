import CMarkGFM

/// A markdown text as GitHub's own parser reads it, copied out of the parser's memory.
package struct MarkdownTree: Sendable {
  /// A block or an inline.
  package struct Node: Sendable {
    /// The parser's name of the kind: `code_block`, `html_block`, `table_cell`.
    package let kind: String
    /// The text of a leaf, without the marks of lists and quotes around it.
    package let literal: String
    /// The words behind the opening fence; nil for whatever is no fenced block.
    package let fenceInfo: String?
    /// The first line, from 1.
    package let line: Int
    /// The first column, in bytes from 1.
    package let column: Int
    /// How many blocks it stands in.
    package let depth: Int
    /// The place of the node around it.
    package let parent: Int?
    /// The place of the node that follows it within the same node.
    package fileprivate(set) var next: Int?
  }

  /// The nodes in the order of the text.
  ///
  /// A flat list, because a hostile text nests deeper than a program's stack.
  package let nodes: [Node]

  private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Parses a text, with tables.
  package init(_ text: String) {
    _ = Self.registered
    guard let parser = unsafe cmark_parser_new(CMARK_OPT_DEFAULT) else {
      nodes = []
      return
    }
    defer { unsafe cmark_parser_free(parser) }
    if let tables = unsafe cmark_find_syntax_extension("table") {
      _ = unsafe cmark_parser_attach_syntax_extension(parser, tables)
    }
    var text = text
    text.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe cmark_parser_feed(parser, characters.baseAddress, characters.count)
      }
    }
    guard let document = unsafe cmark_parser_finish(parser) else {
      nodes = []
      return
    }
    defer { unsafe cmark_node_free(document) }
    nodes = unsafe Self.nodes(of: document)
  }

  private static func nodes(of document: OpaquePointer) -> [Node] {
    var nodes: [Node] = []
    /// The nodes that are open, outermost first, each with its latest child.
    var open: [(place: Int, latest: Int?)] = []
    guard let walk = unsafe cmark_iter_new(document) else { return [] }
    defer { unsafe cmark_iter_free(walk) }
    while true {
      let event = unsafe cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { return nodes }
      guard let node = unsafe cmark_iter_get_node(walk) else { continue }
      if event == CMARK_EVENT_EXIT {
        open.removeLast()
        continue
      }
      let place = nodes.count
      nodes.append(unsafe copy(node, parent: open.last?.place, depth: open.count))
      if let older = open.last?.latest { nodes[older].next = place }
      if !open.isEmpty { open[open.count - 1].latest = place }
      if !(unsafe isLeaf(node)) { open.append((place, nil)) }
    }
  }

  private static func copy(_ node: OpaquePointer, parent: Int?, depth: Int) -> Node {
    var (length, offset, character) = (Int32(0), Int32(0), CChar(0))
    let isCode = unsafe cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK
    let isFence =
      isCode ? unsafe cmark_node_get_fenced(node, &length, &offset, &character) != 0 : false
    return Node(
      kind: unsafe string(cmark_node_get_type_string(node)),
      literal: unsafe string(cmark_node_get_literal(node)),
      fenceInfo: isFence ? unsafe string(cmark_node_get_fence_info(node)) : nil,
      line: Int(unsafe cmark_node_get_start_line(node)),
      column: Int(unsafe cmark_node_get_start_column(node)),
      depth: depth, parent: parent, next: nil)
  }

  /// The kinds of nodes that the parser's walk enters and does not leave.
  private static func isLeaf(_ node: OpaquePointer) -> Bool {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_TEXT,
      CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE:
      true
    default: false
    }
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    guard let text = unsafe text else { return "" }
    return unsafe String(cString: text)
  }
}
