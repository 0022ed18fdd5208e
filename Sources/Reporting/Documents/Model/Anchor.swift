/// Makes names that are safe inside an HTML attribute and a link.
package enum Anchor {
  /// The id in lower-case letters, digits, `-` and `_`, beginning with the prefix.
  ///
  /// Anything else becomes a dash; runs of dashes become one.
  package static func make(_ id: String, prefix: String) -> String {
    var name = ""
    for scalar in id.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9", "_": name.unicodeScalars.append(scalar)
      case "A"..."Z": name += String(scalar).lowercased()
      default: if !name.hasSuffix("-") { name += "-" }
      }
    }
    while name.hasPrefix("-") { name.removeFirst() }
    while name.hasSuffix("-") { name.removeLast() }
    return name.hasPrefix(prefix) ? name : prefix + name
  }
}
