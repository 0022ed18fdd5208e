/// Finds the values in the prose.
///
/// Where the parser says an inline stands is not exact enough to write there. So each comment that
/// looks like a value is given a number within, in a copy of the page, and the parser is asked which
/// numbers it read as comments: those in code are not among them.
struct ValueReader {
  private(set) var values: [InlineValue] = []
  private(set) var problems: [(line: Int, message: String)] = []
  /// What is no fault, and not what its author wanted.
  private(set) var remarks: [(line: Int, message: String)] = []
  private let text: NotebookText
  private var marks: [Mark] = []

  /// A comment that looks like the beginning or the end of a value.
  private struct Mark {
    let line: Int
    /// Its first byte in the text.
    let start: Int
    let isEscaped: Bool
  }

  /// A comment that is one.
  private struct Comment {
    let mark: Mark
    let isEnd: Bool
    let words: String
  }

  init(_ page: NotebookPage) {
    text = page.text
    var found: [Mark] = []
    let numbered = page.parsed { number, line in
      Self.number(line, at: page.text.range(of: number...number).lowerBound, number, &found)
    }
    marks = found
    guard !marks.isEmpty else { return }
    pair(comments(in: MarkdownTree(numbered)))
  }

  private static func number(
    _ line: Substring, at start: Int, _ number: Int, _ marks: inout [Mark]
  ) -> String {
    var result = ""
    var rest = line
    while let match = rest.firstMatch(of: #/<!--[ \t]*\/?cohort:value(?![A-Za-z:])/#) {
      let before = line[..<match.range.lowerBound]
      marks.append(
        Mark(line: number, start: start + before.utf8.count, isEscaped: before.hasSuffix("\\")))
      result += rest[..<match.range.upperBound] + "\u{E000}\(marks.count - 1)\u{E000}"
      rest = rest[match.range.upperBound...]
    }
    return result + rest
  }

  private mutating func comments(in tree: MarkdownTree) -> [Comment] {
    var comments: [Comment] = []
    for node in tree.nodes {
      switch node.kind {
      case "html_inline": if let comment = comment(node.literal) { comments.append(comment) }
      case "html_block":
        var rest = Substring(node.literal)
        while let start = rest.firstRange(of: "<!--") {
          rest = rest[start.lowerBound...]
          guard let end = rest.firstRange(of: "-->") else { break }
          if let comment = comment(rest[..<end.upperBound]) {
            if !comment.isEnd, node.literal[..<start.lowerBound].allSatisfy(\.isWhitespace) {
              remarks.append(
                (
                  comment.mark.line,
                  "a value that begins a line ends the paragraph above; put a word before it"
                ))
            }
            comments.append(comment)
          }
          rest = rest[end.upperBound...]
        }
      case "text":
        for match in node.literal.matches(of: #/\u{E000}(\d+)\u{E000}/#) {
          guard let mark = mark(match.1), !mark.isEscaped else { continue }
          problems.append(
            (mark.line, "this comment is not closed by `-->`, or has `--` in it, and is no value"))
        }
      default: break
      }
    }
    return comments
  }

  private func mark(_ number: some StringProtocol) -> Mark? {
    Int(number).flatMap { marks.indices.contains($0) ? marks[$0] : nil }
  }

  private func comment(_ literal: some StringProtocol) -> Comment? {
    guard
      let match = String(literal).wholeMatch(
        of: #/<!--[ \t]*(\/?)cohort:value\u{E000}(\d+)\u{E000}((?s).*)-->/#),
      let mark = mark(match.2)
    else { return nil }
    return Comment(mark: mark, isEnd: !match.1.isEmpty, words: String(match.3))
  }

  private mutating func pair(_ comments: [Comment]) {
    let never = "this value is never closed: `<!-- /cohort:value -->` is missing"
    var opening: Comment?
    for comment in comments {
      switch (opening, comment.isEnd) {
      case (nil, false): opening = comment
      case (let open?, false):
        problems.append((open.mark.line, never))
        opening = comment
      case (nil, true):
        problems.append((comment.mark.line, "an end of a value without its beginning"))
      case (let open?, true):
        add(from: open, to: comment)
        opening = nil
      }
    }
    if let opening { problems.append((opening.mark.line, never)) }
  }

  private mutating func add(from open: Comment, to close: Comment) {
    let line = open.mark.line
    let whole = text[open.mark.start..<close.mark.start]
    guard let end = whole.firstRange(of: "-->") else { return }
    let first = open.mark.start + whole[..<end.upperBound].utf8.count
    guard close.mark.line - line < 4 else {
      problems.append((line, "the end of this value is in line \(close.mark.line), too far below"))
      return
    }
    do {
      let request = try InlineValue.Request(open.words)
      values.append(
        InlineValue(
          line: line, cell: request.cell, place: request.place, part: request.part,
          range: first..<close.mark.start, stored: String(whole[end.upperBound...])))
    } catch { problems.append((line, error.message)) }
  }
}
