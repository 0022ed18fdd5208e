/// Puts the text of an SVG file inside a page.
///
/// Names of elements are made the figure's own, and every reference to them follows, so that two
/// pictures on a page never share a name.
package enum HTMLPicture {
  /// The picture without its XML declaration, with `prefix` before every name.
  package static func inlined(_ svg: String, prefix: String) -> String {
    var result = ""
    var rest = Substring(svg)
    while let start = rest.firstIndex(of: "<") {
      result += rest[..<start]
      rest = rest[start...]
      let isDeclaration = rest.hasPrefix("<?") || rest.hasPrefix("<!DOCTYPE")
      let end = tagEnd(of: rest)
      let tag = rest[..<end]
      rest = rest[end...]
      if isDeclaration {
        rest = rest.drop { $0.isWhitespace }
      } else {
        result += renamed(tag, prefix: prefix)
      }
    }
    result += rest
    while result.last?.isNewline == true { result.removeLast() }
    return result
  }

  /// The position after the `>` that closes a tag; one inside quotes closes nothing.
  private static func tagEnd(of text: Substring) -> Substring.Index {
    if text.hasPrefix("<!--") {
      return text.firstRange(of: "-->")?.upperBound ?? text.endIndex
    }
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == ">" {
        return text.index(after: index)
      }
    }
    return text.endIndex
  }

  /// A tag with its names and references renamed.
  private static func renamed(_ tag: Substring, prefix: String) -> String {
    guard tag.contains("=") else { return String(tag) }
    var result = ""
    var rest = tag
    while let equals = rest.firstIndex(of: "=") {
      let opening = rest.index(after: equals)
      guard opening < rest.endIndex, rest[opening] == "\"" || rest[opening] == "'" else { break }
      let quote = rest[opening]
      let start = rest.index(after: opening)
      guard let end = rest[start...].firstIndex(of: quote) else { break }
      let name = rest[..<equals].split { $0.isWhitespace }.last.map(String.init) ?? ""
      result += rest[..<start]
      result += value(String(rest[start..<end]), of: name, prefix: prefix)
      rest = rest[end...].dropFirst()
      result.append(quote)
    }
    return result + rest
  }

  private static func value(_ value: String, of name: String, prefix: String) -> String {
    switch name {
    case "id": return prefix + value
    case "aria-labelledby", "aria-describedby":
      return value.split(separator: " ").map { prefix + $0 }.joined(separator: " ")
    case "href", "xlink:href":
      return value.hasPrefix("#") ? "#" + prefix + value.dropFirst() : value
    default: return value.replacing("url(#", with: "url(#" + prefix)
    }
  }
}
