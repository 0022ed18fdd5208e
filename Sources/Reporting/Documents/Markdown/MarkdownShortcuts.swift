/// Finds what GitHub would turn into links and pictures without being asked: addresses, mail
/// addresses and emoji names.
package enum MarkdownShortcuts {
  /// The positions of characters that must stand apart from their neighbours.
  package static func splits(in text: [Unicode.Scalar]) -> Set<Int> {
    var result: Set<Int> = []
    var lastColon: Int? = nil
    for (position, scalar) in text.enumerated() {
      switch scalar {
      case ":":
        if beginsAddress(text, colon: position) { result.insert(position) }
        if let start = lastColon, isEmojiName(text[(start + 1)..<position]) { result.insert(start) }
        lastColon = position
      case "@":
        if joinsMailAddress(text, at: position) { result.insert(position) }
      case ".":
        if endsWith("www", text, at: position) { result.insert(position) }
      default: continue
      }
    }
    return result
  }

  private static func beginsAddress(_ text: [Unicode.Scalar], colon: Int) -> Bool {
    guard colon + 2 < text.count, text[colon + 1] == "/", text[colon + 2] == "/" else {
      return false
    }
    return ["http", "https", "ftp"].contains { endsWith($0, text, at: colon) }
  }

  /// Whether letters touch the sign on both sides.
  private static func joinsMailAddress(_ text: [Unicode.Scalar], at position: Int) -> Bool {
    guard position > 0, position + 1 < text.count else { return false }
    return !isBlank(text[position - 1]) && !isBlank(text[position + 1])
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  private static func endsWith(_ word: String, _ text: [Unicode.Scalar], at end: Int) -> Bool {
    let letters = Array(word.unicodeScalars)
    guard end >= letters.count else { return false }
    return zip(text[(end - letters.count)..<end], letters).allSatisfy {
      $0.properties.lowercaseMapping == String($1)
    }
  }

  /// Whether `:name:` would be taken for an emoji.
  ///
  /// Of the names made of digits only 100 and 1234 exist, so times of day stay as they are.
  private static func isEmojiName(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
    guard !name.isEmpty else { return false }
    var hasLetter = false
    for scalar in name {
      switch scalar {
      case "a"..."z", "A"..."Z", "_", "+", "-": hasLetter = true
      case "0"..."9": continue
      default: return false
      }
    }
    if hasLetter { return true }
    let digits = String(String.UnicodeScalarView(name))
    return digits == "100" || digits == "1234"
  }
}
