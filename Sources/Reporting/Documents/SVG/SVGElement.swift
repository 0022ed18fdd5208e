/// An element of a picture: a name, attributes, and text or elements inside.
///
/// Attributes are written in alphabetical order, so the same element always gives the same text.
package struct SVGElement: Sendable {
  /// The name.
  package var name: String
  /// The attributes.
  package var attributes: [String: String]
  /// The elements inside.
  package var children: [SVGElement]
  /// The text inside; it stands before the elements.
  package var text: String?

  package init(
    _ name: String, _ attributes: [String: String] = [:], text: String? = nil,
    children: [SVGElement] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// Writes the element with its line end.
  package func write(to output: inout String, level: Int = 0) {
    let margin = String(repeating: "  ", count: level)
    output += margin + opening
    if text == nil, children.isEmpty {
      output += "/>\n"
      return
    }
    output += ">"
    if let text {
      // Space inside text is shown, so nothing may be put between its elements.
      output += SVGElement.escape(text)
      for child in children { child.writeInline(to: &output) }
    } else {
      output += "\n"
      for child in children { child.write(to: &output, level: level + 1) }
      output += margin
    }
    output += "</" + name + ">\n"
  }

  private func writeInline(to output: inout String) {
    output += opening + ">" + SVGElement.escape(text ?? "")
    for child in children { child.writeInline(to: &output) }
    output += "</" + name + ">"
  }

  private var opening: String {
    var result = "<" + name
    for (key, value) in attributes.sorted(by: { $0.key < $1.key }) {
      result += " " + key + "=\"" + SVGElement.escape(value) + "\""
    }
    return result
  }

  /// Text that XML 1.0 reads back as itself, with U+FFFD for the characters it forbids.
  package static func escape(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n", "\r": result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
      case "\u{00}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Double {
  /// A coordinate with two decimals.
  package var coordinate: String { NumberStyle.machine.text(self, decimals: 2) }
}
