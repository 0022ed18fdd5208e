import Documents

extension RichText {
  /// A message of the analyses as a line: what stands between backticks is code.
  ///
  /// A name may hold backticks of its own, and then nobody can tell where it ends: all from the first
  /// to the last backtick is then one piece of code, and a lone backtick stays as it is.
  init(message: String) {
    let parts = message.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count > 2 else {
      self.init(message)
      return
    }
    let codes = parts.indices.filter { !$0.isMultiple(of: 2) }
    let isPlain =
      !parts.count.isMultiple(of: 2) && codes.allSatisfy { Self.isName(parts[$0]) }
    guard isPlain else {
      let inside = parts.dropFirst().dropLast().joined(separator: "`")
      self.init([.text(String(parts[0])), .code(inside), .text(String(parts[parts.count - 1]))])
      return
    }
    self.init(
      parts.enumerated().map { place, part in
        place.isMultiple(of: 2) ? .text(String(part)) : .code(String(part))
      })
  }

  /// Whether a piece can be a name: it is not empty and has no space at an end.
  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    return !first.isWhitespace && !last.isWhitespace
  }
}
