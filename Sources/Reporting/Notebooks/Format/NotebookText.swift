/// The bytes of a notebook as lines, so that everything a machine does not own stays as it is.
package struct NotebookText: Sendable, Hashable {
  /// The text, after a byte order mark if there was one.
  package let text: String
  /// Whether the file begins with a byte order mark.
  package let hasMark: Bool
  /// Where each line begins, in bytes of the text; a last entry stands at its end.
  private let starts: [Int]

  /// Why bytes are no notebook.
  package struct NotText: Error, Hashable {
    /// The line where the text ends.
    package let line: Int
    /// What is wrong there.
    package let message: String
  }

  /// Reads UTF-8.
  package init(_ bytes: [UInt8]) throws(NotText) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let content = hasMark ? Array(bytes.dropFirst(3)) : bytes
    if let zero = content.firstIndex(of: 0) {
      throw NotText(line: Self.line(of: zero, in: content), message: "a zero byte: this is no text")
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      let valid = String(decoding: content, as: UTF8.self).utf8
      let place = zip(valid, content).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      throw NotText(
        line: Self.line(of: place ?? content.count, in: content),
        message: "a byte that is not UTF-8; save the notebook as UTF-8 text")
    }
    self.init(text, hasMark: hasMark)
  }

  /// Takes a text.
  package init(_ text: String, hasMark: Bool = false) {
    self.text = text
    self.hasMark = hasMark
    var starts = [0]
    var previous: UInt8 = 0
    for (place, byte) in text.utf8.enumerated() {
      if previous == 10 || (previous == 13 && byte != 10) { starts.append(place) }
      previous = byte
    }
    if !text.utf8.isEmpty { starts.append(text.utf8.count) }
    self.starts = starts
  }

  /// The bytes of the file.
  package var bytes: [UInt8] { (hasMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8) }

  /// How many lines there are.
  package var lineCount: Int { starts.count - 1 }

  /// The bytes of some lines with their endings, lines numbered from 1.
  package func range(of lines: ClosedRange<Int>) -> Range<Int> {
    starts[lines.lowerBound - 1]..<starts[lines.upperBound]
  }

  /// A line without its ending.
  package func line(_ number: Int) -> Substring {
    var line = self[range(of: number...number)]
    if line.utf8.last == 10 { line = line[..<line.utf8.index(before: line.endIndex)] }
    if line.utf8.last == 13 { line = line[..<line.utf8.index(before: line.endIndex)] }
    return line
  }

  /// What ends a line: `\n`, `\r\n`, or nothing at the end of the file.
  package func ending(_ number: Int) -> String {
    let whole = self[range(of: number...number)]
    let content = line(number)
    return String(decoding: whole.utf8.dropFirst(content.utf8.count), as: UTF8.self)
  }

  /// The line that holds a byte.
  package func line(ofByte place: Int) -> Int {
    var (low, high) = (0, starts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The text between two bytes.
  package subscript(range: Range<Int>) -> Substring {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return text[start..<utf8.index(start, offsetBy: range.count)]
  }

  /// The text after some of its bytes have been replaced; the places do not overlap.
  package func applying(_ edits: [TextEdit]) -> NotebookText {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var place = 0
    for edit in edits.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      result += bytes[place..<edit.range.lowerBound]
      result += Array(edit.replacement.utf8)
      place = edit.range.upperBound
    }
    result += bytes[place...]
    return NotebookText(String(decoding: result, as: UTF8.self), hasMark: hasMark)
  }

  private static func line(of place: Int, in bytes: [UInt8]) -> Int {
    1 + bytes[..<place].count { $0 == 10 }
  }
}

/// Some bytes of a text, and what shall stand in their place.
package struct TextEdit: Sendable, Hashable {
  /// The bytes.
  package let range: Range<Int>
  /// The new text.
  package let replacement: String

  package init(range: Range<Int>, replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}
