import Yams

/// A fault of YAML in the words of someone who does not know YAML: what, where, how to mend it.
struct YAMLFault {
  let message: String
  let help: String
  let line: Int?
  let column: Int?

  /// Explains what the parser says of a text.
  init(_ what: String, at mark: Mark?, in text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func line(_ number: Int) -> String {
      lines.indices.contains(number - 1) ? lines[number - 1] : ""
    }
    let number = mark?.line ?? 1
    var place = (line: mark?.line, column: mark?.column)
    (message, help) =
      if what.contains("tab character") {
        ("a tab stands where spaces must", "indent with spaces: two for each level")
      } else if what.contains("mapping values are not allowed") {
        Self.misplacedColon(number, line, &place)
      } else if what.contains("end of stream"), let open = Self.openQuote(lines) {
        Self.unclosedQuote(open, &place)
      } else if what.contains("expected ',' or") {
        (
          "a list or a pair of braces is not closed, or text in it lacks its quotes",
          "close each `[` and `{` on line \(Self.opening(number, line)); put a condition or text "
            + "with quotes, commas or brackets in double quotes: where: \"sex in ['male', 'female']\""
        )
      } else if what.contains("cannot start any token") {
        (
          "a value cannot begin with `\(Self.character(line(number), mark?.column))`",
          "put the value in quotes; a percentage is written `30 %`"
        )
      } else if what.contains("expected ':'") {
        Self.missingColon(number, line, &place)
      } else {
        (
          what,
          "look at indentation, colons and unclosed quotes or brackets here and on the line above"
        )
      }
    (self.line, self.column) = (place.line, place.column)
  }

  /// A colon where none can be: in a value, behind a line without one, or after another indentation.
  private static func misplacedColon(
    _ number: Int, _ line: (Int) -> String, _ place: inout (line: Int?, column: Int?)
  ) -> (String, String) {
    let here = line(number).split(separator: "#").first.map(String.init) ?? ""
    if here.ranges(of: ": ").count > 1, !here.contains("{"),
      let key = here.firstRange(of: ": ")
    {
      let value = here[key.upperBound...].trimmingPrefix { $0.isWhitespace }
      return (
        "the value holds a colon, which begins a new key",
        "put it in quotes: \(here[..<key.lowerBound].trimmingPrefix { $0.isWhitespace }): \"\(value)\""
      )
    }
    for other in [number - 1, number] {
      let text = line(other)
      let bare = String(text.trimmingPrefix { $0.isWhitespace })
      if let colon = bare.firstIndex(of: ":"), !bare.hasPrefix("#"), !bare.hasPrefix("-"),
        bare.index(after: colon) < bare.endIndex, bare[bare.index(after: colon)] != " "
      {
        place = (other, text.count - bare.count + 1)
        return (
          "a space is missing after the colon",
          "write `\(bare[..<colon]): \(bare[bare.index(after: colon)...])`"
        )
      }
    }
    return (
      "the line is not indented as those it belongs to",
      "lines of one block begin in the same column, two spaces deeper than the key above them"
    )
  }

  private static func missingColon(
    _ number: Int, _ line: (Int) -> String, _ place: inout (line: Int?, column: Int?)
  ) -> (String, String) {
    for other in [number - 1, number] {
      let bare = line(other).trimmingPrefix { $0.isWhitespace }
      if !bare.isEmpty, !bare.contains(":"), !bare.hasPrefix("#") {
        place = (other, line(other).count - bare.count + 1)
        return ("a key lacks its colon", "write `\(bare):`, and its value behind it or below")
      }
    }
    return ("a key lacks its colon", "write `key: value`")
  }

  private static func unclosedQuote(
    _ open: (line: Int, column: Int), _ place: inout (line: Int?, column: Int?)
  ) -> (String, String) {
    place = (open.line, open.column)
    return ("a quote is opened here and not closed", "close it with the same quote")
  }

  /// The first line whose double quotes do not come in pairs.
  private static func openQuote(_ lines: [String]) -> (line: Int, column: Int)? {
    for (index, line) in lines.enumerated() where !line.trimmingPrefix(" ").hasPrefix("#") {
      let quotes = line.enumerated().filter { $0.element == "\"" }.map(\.offset)
      if quotes.count % 2 == 1, let last = quotes.last { return (index + 1, last + 1) }
    }
    return nil
  }

  /// The last line, from `number` up, that opens more brackets than it closes; else `number`.
  private static func opening(_ number: Int, _ line: (Int) -> String) -> Int {
    var other = number
    while other > 0 {
      let text = line(other)
      let opened = text.count { "[{".contains($0) }
      if opened > text.count(where: { "]}".contains($0) }) { return other }
      other -= 1
    }
    return number
  }

  private static func character(_ line: String, _ column: Int?) -> Character {
    guard let column, column >= 1, column <= line.count else { return "%" }
    return line[line.index(line.startIndex, offsetBy: column - 1)]
  }
}
