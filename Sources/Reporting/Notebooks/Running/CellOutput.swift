/// Puts what commands print into a page.
package enum CellOutput {
  /// The largest output a page takes, in bytes.
  package static let largest = 4_000_000

  /// The outputs one below the other: markdown as it is, everything else in a fence.
  ///
  /// Of a command that is expected to fail, the message and the exit code follow.
  package static func markdown(
    _ outcomes: [(command: CellCommand, outcome: CommandOutcome)], expectsError: Bool
  ) -> String {
    let blocks = outcomes.flatMap { command, outcome in
      let output = cleaned(outcome.output)
      var blocks = [
        output.isEmpty || command.language == .markdown
          ? lowered(output) : fenced(output, command.language.rawValue)
      ]
      if expectsError {
        let message = cleaned(outcome.errors)
        blocks.append(
          fenced((message.isEmpty ? "" : message + "\n") + "exit code \(outcome.exitCode)", "text"))
      }
      return blocks
    }
    return Sentinel.disarm(blocks.filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }

  /// Markdown whose headings stand two levels lower, below those of the page's own sections.
  static func lowered(_ markdown: String) -> String {
    var fence: Substring?
    let lines = OutputRegion.lines(of: markdown).map { line -> String in
      let marks = line.prefix { $0 == "`" || $0 == "~" }
      if let open = fence {
        if marks.count >= open.count, marks.first == open.first { fence = nil }
      } else if marks.count >= 3 {
        fence = marks
      } else if let match = line.prefixMatch(of: #/#{1,6} /#) {
        let level = line.distance(from: line.startIndex, to: match.range.upperBound) - 1
        return String(repeating: "#", count: min(6, level + 2)) + line.dropFirst(level)
      }
      return String(line)
    }
    return lines.joined(separator: "\n")
  }

  /// Text in a fence that is longer than any run of backticks within.
  package static func fenced(_ text: String, _ language: String) -> String {
    var (longest, run) = (0, 0)
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(text)\n\(fence)"
  }

  /// Lines ended by `\n`, none blank at either end.
  private static func cleaned(_ text: String) -> String {
    guard text.utf8.contains(13) else { return OutputRegion.withoutOuterBlankLines(text) }
    return OutputRegion.withoutOuterBlankLines(
      text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
  }
}
