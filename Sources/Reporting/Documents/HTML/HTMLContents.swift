/// The contents of a page: its headings with their anchors, its tables and its figures.
package struct HTMLContents: Sendable {
  /// A heading of the page.
  private struct Heading: Sendable {
    var level: Int
    var text: RichText
    var anchor: String
  }

  private var headings: [Heading] = []
  private var tables: [(label: String, anchor: String)] = []
  private var figures: [(label: String, anchor: String)] = []

  /// Reads the blocks of a page.
  package init(of document: Document) {
    var taken: Set<String> = []
    for block in document.blocks {
      switch block {
      case .table(let table):
        taken.insert(table.anchor)
        let number = table.number.map { "Table \($0). " } ?? ""
        tables.append((number + HTMLText.line(table.title.unlinked), table.anchor))
      case .figure(let figure):
        taken.insert(figure.anchor)
        let number = figure.number.map { "Figure \($0). " } ?? ""
        figures.append((number + HTMLText.line(figure.title.unlinked), figure.anchor))
      case .heading, .paragraph, .list, .code, .note, .folded: continue
      }
    }
    for case .heading(let level, let text) in document.blocks {
      headings.append(
        Heading(
          level: level, text: text.unlinked, anchor: Self.anchor(text.plainText, among: &taken)))
    }
  }

  /// The name of a heading as GitHub would make it, so that one link leads there on both pages.
  private static func anchor(_ text: String, among taken: inout Set<String>) -> String {
    let name = Anchor.heading(text)
    let base = name.isEmpty ? "section" : name
    var candidate = base
    var number = 0
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = "\(base)-\(number)"
    }
    return candidate
  }

  /// The anchors of the headings, in the order of the page.
  package var anchors: [String] { headings.map(\.anchor) }

  /// The contents as a navigation, or nothing where there is little to find.
  package func render() -> String {
    guard headings.count > 1 else { return "" }
    // Closed at first: the findings come before the way to everything else.
    var lines = ["<nav aria-label=\"Contents\">", "<details>", "<summary>Contents</summary>"]
    lines += list()
    for (name, entries) in [("Tables", tables), ("Figures", figures)] where !entries.isEmpty {
      lines.append("<p class=\"title\">\(name)</p>")
      lines.append("<ul class=\"plain\">")
      lines += entries.map { "<li><a href=\"#\($0.anchor)\">\($0.label)</a></li>" }
      lines.append("</ul>")
    }
    return (lines + ["</details>", "</nav>"]).joined(separator: "\n")
  }

  /// The headings as nested lists; a level that is passed over opens no list of its own.
  private func list() -> [String] {
    var lines: [String] = []
    var open: [Int] = []
    for heading in headings {
      while let last = open.last, last > heading.level, open.count > 1 {
        lines.append("</li></ol>")
        open.removeLast()
      }
      if let last = open.last, last >= heading.level {
        lines.append("</li>")
      } else {
        lines.append("<ol>")
        open.append(heading.level)
      }
      lines.append(
        "<li><a href=\"#\(HTMLText.attribute(heading.anchor))\">\(HTMLText.line(heading.text))</a>")
    }
    for _ in open { lines.append("</li></ol>") }
    return lines
  }
}
