/// How a file separates its fields, and where its header stands.
struct Dialect {
  let delimiter: Delimiter
  /// Where the header starts.
  let position: Int
  /// The line the header starts on.
  let line: Int

  static let candidates: [Delimiter] = [.comma, .semicolon, .tab]

  /// The delimiter that a first line such as `sep=;` declares, and where the text goes on.
  static func declaration(
    in bytes: Span<UInt8>, at start: Int
  ) -> (delimiter: Delimiter, next: Int)? {
    var index = start
    let isQuoted = index < bytes.count && bytes[index] == UInt8(ascii: "\"")
    if isQuoted { index += 1 }
    for letter in "sep=".utf8 {
      guard index < bytes.count, bytes[index] == letter || bytes[index] | 0x20 == letter else {
        return nil
      }
      index += 1
    }
    guard index < bytes.count,
      let delimiter = Delimiter.allCases.first(where: { $0.byte == bytes[index] })
    else { return nil }
    index += 1
    if isQuoted {
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
      index += 1
    }
    let record = SingleRecord(in: bytes, at: index, line: 1, delimiter: delimiter)
    return record.isBlank ? (delimiter, record.next) : nil
  }

  /// The first line that is not blank.
  static func firstRecord(
    in bytes: Span<UInt8>, at start: Int, line: Int
  ) -> (position: Int, line: Int)? {
    var (position, line) = (start, line)
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09: index += 1
      case 0x0A, 0x0D:
        if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        index += 1
        line += 1
        position = index
      default: return (position, line)
      }
    }
    return nil
  }
}

/// What stands between the words of a file that no known delimiter splits.
struct OneColumnSurvey {
  /// The separator that most lines hold, with its name.
  let separator: (name: String, delimiter: Delimiter?)?

  private static let looked: [(byte: UInt8, name: String, delimiter: Delimiter?)] = [
    (UInt8(ascii: ";"), "semicolons", .semicolon), (UInt8(ascii: "\t"), "tabs", .tab),
    (UInt8(ascii: "|"), "vertical bars", .pipe), (UInt8(ascii: ","), "commas", .comma),
    (UInt8(ascii: " "), "spaces", nil),
  ]

  /// Looks at all lines after the first.
  init(_ bytes: Span<UInt8>, from start: Int) {
    var lines = 0
    var holding = [Int](repeating: 0, count: Self.looked.count)
    var counts = [Int](repeating: 0, count: Self.looked.count)
    var spaces: [Int: Int] = [:]
    var isQuoted = false
    var length = 0
    for index in start..<(bytes.count + 1) {
      let byte = index < bytes.count ? bytes[index] : 0x0A
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if index == bytes.count || (!isQuoted && (byte == 0x0A || byte == 0x0D)) {
        if length > 0 {
          lines += 1
          for place in counts.indices where counts[place] > 0 { holding[place] += 1 }
          spaces[min(counts[4], 1000), default: 0] += 1
        }
        for place in counts.indices { counts[place] = 0 }
        length = 0
        continue
      }
      length += 1
      if isQuoted { continue }
      for place in counts.indices where Self.looked[place].byte == byte { counts[place] += 1 }
    }
    // Words in a text vary in number; only the same number of spaces on most lines separates.
    holding[4] = spaces.filter { $0.key > 0 }.map(\.value).max() ?? 0
    let found = holding.indices.first { holding[$0] * 2 > lines }
    separator = found.map { (Self.looked[$0].name, Self.looked[$0].delimiter) }
  }
}
