/// What a markdown reader is shown of a notebook: all lines but the front matter and the inside of
/// output regions, which are blank, so that no output can change what the rest means.
struct NotebookPage {
  /// A region as its sentinels mark it.
  struct RegionLines {
    let id: String
    let lines: ClosedRange<Int>
    let end: Sentinel
    let margin: Margin
  }

  let text: NotebookText
  let frontMatter: FrontMatter?
  /// The regions by their first line.
  private(set) var regions: [Int: RegionLines] = [:]
  private(set) var tree = MarkdownTree("")
  private var blank: [Int: String] = [:]

  /// More regions than any reader wants.
  static let mostRegions = 1000

  init(_ text: NotebookText, tell: (_ line: Int, _ message: String) -> Void) {
    self.text = text
    frontMatter = FrontMatter(of: text)
    for line in frontMatter?.lines ?? 1...1 where frontMatter != nil { blank[line] = "" }
    // A region is blanked before the next is looked for: its text could hide or forge one.
    var handled: Set<Int> = []
    tree = MarkdownTree(parsed())
    while let (node, id) = nextOutput(except: handled) {
      handled.insert(node.line)
      guard handled.count <= Self.mostRegions else {
        tell(node.line, "more than \(Self.mostRegions) output regions; split the notebook")
        return
      }
      guard let region = region(at: node, id: id, tell: tell) else { continue }
      regions[node.line] = region
      guard region.lines.count > 2 else { continue }
      for line in region.lines.lowerBound + 1..<region.lines.upperBound {
        blank[line] = region.margin.apply(to: "")
      }
      tree = MarkdownTree(parsed())
    }
  }

  /// The lines as they are parsed, each after a change.
  func parsed(_ change: (_ number: Int, _ line: Substring) -> String = { String($1) }) -> String {
    guard text.lineCount > 0 else { return "" }
    return (1...text.lineCount).map { number in
      (blank[number] ?? change(number, text.line(number))) + "\n"
    }.joined()
  }

  /// Whether a line is the author's.
  func isOwn(_ line: Int) -> Bool { blank[line] == nil }

  private func nextOutput(except handled: Set<Int>) -> (MarkdownTree.Node, String)? {
    for node in tree.nodes where node.kind == "html_block" && !handled.contains(node.line) {
      if case .output(let id)? = Sentinel(comment: node.literal) { return (node, id) }
    }
    return nil
  }

  /// Finds the end of a region by its text, because its inside is not the author's markdown.
  private func region(
    at node: MarkdownTree.Node, id: String, tell: (_ line: Int, _ message: String) -> Void
  ) -> RegionLines? {
    let margin = Margin(line: text.line(node.line), column: node.column)
    let never = "the output of #\(id) is never closed: `<!-- cohort:end #\(id) ... -->` is missing"
    guard node.line < text.lineCount else {
      tell(node.line, never)
      return nil
    }
    for number in node.line + 1...text.lineCount {
      let line = text.line(number).drop { $0 == " " || $0 == "\t" || $0 == ">" }
      guard line.hasPrefix("<!--"), let sentinel = Sentinel(comment: line) else { continue }
      switch sentinel {
      case .end(let other, _):
        if other != id {
          tell(
            number,
            "the output of #\(id), begun in line \(node.line), is closed as that of #\(other)")
        }
        return RegionLines(id: id, lines: node.line...number, end: sentinel, margin: margin)
      case .output:
        tell(node.line, never)
        return nil
      case .unknown: continue
      }
    }
    tell(node.line, never)
    return nil
  }
}
