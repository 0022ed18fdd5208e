/// Writes JSON as people read it: two spaces a level, short arrays of plain values on one line.
///
/// Numbers are written in the shortest form that reads back to the same value, whole ones without a
/// fraction and zero without a sign; not-a-number and the infinities are written as null. The output
/// is UTF-8 with LF line ends, and follows RFC 8259; U+2028, U+2029 and U+FEFF are escaped,
/// because readers trip over them. The same value always gives the same bytes.
public struct JSONRenderer: Sendable {
  /// How long a line may be for an array of plain values to stand on it.
  public var lineLength: Int

  /// Creates a renderer.
  public init(lineLength: Int = 80) { self.lineLength = lineLength }

  /// The value as text, with a line end.
  public func render(_ value: JSONValue) -> String { String(decoding: bytes(value), as: UTF8.self) }

  /// The value as UTF-8 bytes, with a line end.
  public func bytes(_ value: JSONValue) -> [UInt8] {
    var buffer: [UInt8] = []
    append(value, to: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    return buffer
  }

  /// Writes a value at the end of a buffer, without a line end.
  public func append(_ value: JSONValue, to buffer: inout [UInt8]) {
    append(value, level: 0, to: &buffer)
  }

  private func append(_ value: JSONValue, level: Int, to buffer: inout [UInt8]) {
    switch value {
    case .null: buffer.append(contentsOf: "null".utf8)
    case .bool(let flag): buffer.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let count): buffer.append(contentsOf: String(count).utf8)
    case .number(let number): JSONRenderer.append(number, to: &buffer)
    case .string(let text): JSONRenderer.append(text, to: &buffer)
    case .array(let elements): append(elements, level: level, to: &buffer)
    case .object(let members): append(members, level: level, to: &buffer)
    }
  }

  private func append(_ elements: [JSONValue], level: Int, to buffer: inout [UInt8]) {
    guard !elements.isEmpty else { return buffer.append(contentsOf: "[]".utf8) }
    if appendOnOneLine(elements, to: &buffer) { return }
    buffer.append(UInt8(ascii: "["))
    for (position, element) in elements.enumerated() {
      if position > 0 { buffer.append(UInt8(ascii: ",")) }
      JSONRenderer.startLine(level + 1, in: &buffer)
      append(element, level: level + 1, to: &buffer)
    }
    JSONRenderer.startLine(level, in: &buffer)
    buffer.append(UInt8(ascii: "]"))
  }

  private func append(_ members: [JSONValue.Member], level: Int, to buffer: inout [UInt8]) {
    guard !members.isEmpty else { return buffer.append(contentsOf: "{}".utf8) }
    buffer.append(UInt8(ascii: "{"))
    for (position, member) in members.enumerated() {
      if position > 0 { buffer.append(UInt8(ascii: ",")) }
      JSONRenderer.startLine(level + 1, in: &buffer)
      JSONRenderer.append(member.key, to: &buffer)
      buffer.append(contentsOf: ": ".utf8)
      append(member.value, level: level + 1, to: &buffer)
    }
    JSONRenderer.startLine(level, in: &buffer)
    buffer.append(UInt8(ascii: "}"))
  }

  /// Tries one line, and takes it back as soon as it grows too long.
  private func appendOnOneLine(_ elements: [JSONValue], to buffer: inout [UInt8]) -> Bool {
    let start = buffer.count
    // Two bytes an element is the least there can be: a long array is refused before it is tried.
    guard elements.count * 2 <= lineLength, elements.allSatisfy(\.isScalar) else { return false }
    buffer.append(UInt8(ascii: "["))
    for (position, element) in elements.enumerated() {
      if position > 0 { buffer.append(contentsOf: ", ".utf8) }
      append(element, level: 0, to: &buffer)
      if buffer.count - start >= lineLength {
        buffer.removeLast(buffer.count - start)
        return false
      }
    }
    buffer.append(UInt8(ascii: "]"))
    return true
  }

  private static func startLine(_ level: Int, in buffer: inout [UInt8]) {
    buffer.append(UInt8(ascii: "\n"))
    for _ in 0..<(2 * level) { buffer.append(UInt8(ascii: " ")) }
  }

  /// Writes a number in its shortest form.
  package static func append(_ number: Double, to buffer: inout [UInt8]) {
    guard number.isFinite else { return buffer.append(contentsOf: "null".utf8) }
    if let whole = Int(exactly: number), whole.magnitude < 1 << 53 {
      return buffer.append(contentsOf: String(whole).utf8)
    }
    buffer.append(contentsOf: number.description.utf8)
  }

  /// Writes text between quotation marks.
  package static func append(_ text: String, to buffer: inout [UInt8]) {
    buffer.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": buffer.append(contentsOf: "\\\"".utf8)
      case "\\": buffer.append(contentsOf: "\\\\".utf8)
      case "\n": buffer.append(contentsOf: "\\n".utf8)
      case "\r": buffer.append(contentsOf: "\\r".utf8)
      case "\t": buffer.append(contentsOf: "\\t".utf8)
      case "\u{08}": buffer.append(contentsOf: "\\b".utf8)
      case "\u{0C}": buffer.append(contentsOf: "\\f".utf8)
      case "\u{00}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.count)
        buffer.append(contentsOf: ("\\u" + zeros + digits).utf8)
      default: buffer.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    buffer.append(UInt8(ascii: "\""))
  }
}

extension JSONValue {
  /// Whether the value is neither an array nor an object.
  package var isScalar: Bool {
    switch self {
    case .null, .bool, .integer, .number, .string: true
    case .array, .object: false
    }
  }
}
