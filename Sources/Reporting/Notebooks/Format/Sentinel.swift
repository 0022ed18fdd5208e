/// A comment by which a notebook tells the machine where its part begins and ends.
package enum Sentinel: Sendable, Hashable {
  /// `<!-- cohort:output #id -->`
  case output(id: String)
  /// `<!-- cohort:end #id sha256=... inputs=... files=... -->`
  case end(id: String, OutputRegion.Fingerprints)
  /// A comment that begins like one and is none.
  case unknown(String)

  /// Reads a comment; nil where it is nothing to the machine.
  package init?(comment text: some StringProtocol) {
    guard let inside = Self.inside(text) else { return nil }
    let words = inside.split { $0.isWhitespace }.map(String.init)
    guard let first = words.first, first.hasPrefix("cohort:") || first.hasPrefix("/cohort:")
    else { return nil }
    let id = words.count > 1 && words[1].hasPrefix("#") ? String(words[1].dropFirst()) : nil
    switch (first, id) {
    case ("cohort:output", let id?) where words.count == 2: self = .output(id: id)
    case ("cohort:end", let id?):
      self = .end(id: id, OutputRegion.Fingerprints(words))
    case ("cohort:value", _), ("/cohort:value", _): return nil
    default: self = .unknown(inside)
    }
  }

  /// What stands between `<!--` and `-->` of a text that is one comment.
  package static func inside(_ text: some StringProtocol) -> String? {
    let text = text.trimmingWhitespace()
    guard text.hasPrefix("<!--"), text.hasSuffix("-->"), text.utf8.count >= 7 else { return nil }
    let inside = String(text.dropFirst(4).dropLast(3))
    return inside.contains("-->") ? nil : String(inside.trimmingWhitespace())
  }

  /// Output in which nothing can be taken for a sentinel: `<!--` before `cohort` becomes `<! --`.
  package static func disarm(_ output: String) -> String {
    output.contains("<!--") ? output.replacing(#/<!--(?=\s*/?\s*cohort)/#, with: "<! --") : output
  }
}

extension StringProtocol {
  /// The text without the white space around it.
  package func trimmingWhitespace() -> Substring {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
