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

  /// The id, or the id with the first number from 2 that makes an anchor not yet taken; takes it.
  package static func distinct(
    _ id: String, prefix: String, among taken: inout Set<String>
  ) -> String {
    var candidate = id
    var number = 1
    while !taken.insert(make(candidate, prefix: prefix)).inserted {
      number += 1
      candidate = "\(id)-\(number)"
    }
    return candidate
  }

  /// The name GitHub gives a heading: letters and digits in lower case, spaces as dashes, everything
  /// else but dashes and underscores left out.
  package static func heading(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      if scalar == " " || scalar == "-" {
        name += "-"
      } else if scalar == "_" || scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil
      {
        name += scalar.properties.lowercaseMapping
      }
    }
    return name
  }
}
