import Cohorts

/// Text as a YAML file takes it, in flow lists and as keys too.
enum YAMLText {
  /// The text, in double quotes unless it can only be read as itself.
  static func quoted(_ text: String) -> String {
    let isWord =
      text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "_-./ ".unicodeScalars.contains($0))
      } && text.first.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    let isOrdinary = !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(
      text.lowercased())
    if isWord, isOrdinary, text.last != " " { return text }
    return quotedAlways(text)
  }

  /// The text in double quotes.
  static func quotedAlways(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _
      where scalar.value < 32 || (127...160).contains(scalar.value)
        || [0x2028, 0x2029, 0xFEFF].contains(scalar.value):
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A list in square brackets.
  static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ", ") + "]"
  }

  /// Two numbers in square brackets.
  static func range(_ range: ClosedRange<Double>) -> String {
    "[\(Stratifier.text(range.lowerBound)), \(Stratifier.text(range.upperBound))]"
  }
}
