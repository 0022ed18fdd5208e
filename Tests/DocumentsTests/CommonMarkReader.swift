import Foundation
import FoundationXML
import Testing

/// Reads Markdown with cmark-gfm, the parser behind GitHub's own, as its tree in XML.
enum CommonMarkReader {
  /// A piece of the page with the characters in it.
  struct Leaf: Equatable {
    /// The kind of block: `paragraph`, `heading`, `table_cell`, `code_block`.
    var block: String
    /// The blocks around it, from the outermost.
    var path: [String]
    /// The runs of characters that carry the same styles.
    var runs: [Run] = []

    var text: String { runs.map(\.text).joined() }
  }

  /// Characters with the styles they carry, in alphabetical order: `code`, `emph`, `link`, `strong`,
  /// `sup`.
  struct Run: Hashable, CustomStringConvertible {
    var text: String
    var styles: [String]

    var description: String { styles.joined(separator: "+") + text.debugDescription }

    /// Adds characters to a line, joining them to the run before if they carry the same styles.
    static func append(_ text: String, _ styles: Set<String>, to runs: inout [Run]) {
      let run = Run(text: text, styles: styles.sorted())
      if text.isEmpty { return }
      if let last = runs.last, last.styles == run.styles {
        // Joined as scalars: a combining mark at the seam must not compare differently.
        runs[runs.count - 1].text.unicodeScalars.append(contentsOf: text.unicodeScalars)
      } else {
        runs.append(run)
      }
    }
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The leaves of a page in order.
  static func leaves(of markdown: String) throws -> [Leaf] {
    let xml = try run(markdown)
    let reader = TreeReader()
    let parser = XMLParser(data: xml)
    parser.delegate = reader
    guard parser.parse() else {
      let reason = parser.parserError.map { String(describing: $0) } ?? "no reason"
      throw Failure(description: "cmark-gfm wrote XML that cannot be read: \(reason)")
    }
    return reader.leaves
  }

  /// The cells of the tables, row by row, header first.
  static func cells(of markdown: String) throws -> [Leaf] {
    try leaves(of: markdown).filter { $0.block == "table_cell" }
  }

  private static func run(_ markdown: String) throws -> Data {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cohort-markdown-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("page.md")
    let target = folder.appendingPathComponent("page.xml")
    try Data(markdown.utf8).write(to: source)
    try Data().write(to: target)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "cmark-gfm", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tagfilter",
      "-t", "xml", "--unsafe", source.path,
    ]
    process.standardOutput = try FileHandle(forWritingTo: target)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        description: "cmark-gfm did not run (status \(process.terminationStatus)); "
          + "install Debian's package cmark-gfm")
    }
    return try Data(contentsOf: target)
  }
}

/// Walks the tree that cmark-gfm writes.
private final class TreeReader: NSObject, XMLParserDelegate {
  var leaves: [CommonMarkReader.Leaf] = []
  private var path: [String] = []
  private var styles: [String] = []
  private var pending = ""

  private static let blocks: Set = [
    "document", "paragraph", "heading", "list", "item", "block_quote", "table", "table_header",
    "table_row", "table_cell", "code_block", "html_block", "thematic_break",
  ]
  private static let runs: Set = ["text", "code", "html_inline", "softbreak", "linebreak"]
  private static let elements: [String: String] = [
    "strong": "strong", "em": "emph", "sup": "sup", "code": "code",
  ]

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    pending = ""
    if TreeReader.blocks.contains(name) {
      path.append(name)
      if ["paragraph", "heading", "table_cell", "code_block", "html_block"].contains(name) {
        leaves.append(.init(block: name, path: path))
      }
    } else if !TreeReader.runs.contains(name) {
      styles.append(name)
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { pending += text }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    switch name {
    case "text": add(pending, styles)
    case "code": add(pending, styles + ["code"])
    case "softbreak": add("\n", styles + ["softbreak"])
    case "linebreak": add("\n", styles + ["linebreak"])
    case "html_inline": element(pending)
    case "code_block", "html_block":
      add(pending, styles)
      path.removeLast()
    default: if TreeReader.blocks.contains(name) { path.removeLast() } else { styles.removeLast() }
    }
    pending = ""
  }

  private func element(_ tag: String) {
    if tag == "<br>" { return add("\n", styles) }
    let name = tag.trimmingCharacters(in: CharacterSet(charactersIn: "</>"))
    if name == "span" || tag == "</a>" || tag.hasPrefix("<a id=") { return }
    let style = TreeReader.elements[name] ?? "unexpected \(tag)"
    if tag.hasPrefix("</"), styles.last == style {
      styles.removeLast()
    } else {
      styles.append(style)
    }
  }

  private func add(_ text: String, _ styles: [String]) {
    guard let last = leaves.indices.last else { return }
    CommonMarkReader.Run.append(text, Set(styles), to: &leaves[last].runs)
  }
}
