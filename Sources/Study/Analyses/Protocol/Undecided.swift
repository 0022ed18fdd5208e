/// What a draft leaves to a person, `DECIDE: the column of dates`, in place of a value or a key: a
/// protocol is refused until it is replaced.
enum Undecided {
  /// What it begins with.
  static let mark = "DECIDE"

  /// What stands in place of a value.
  static func text(_ question: String) -> String { "\(mark): \(question)" }

  /// The same in the quotes that YAML needs around it.
  static func ask(_ question: String) -> String { YAMLText.quotedAlways(text(question)) }

  /// What is to be decided; nil where a text is a decision.
  ///
  /// `TODO` is what many write who put something off.
  static func question(in text: String) -> Substring? {
    if text == mark { return "" }
    guard let own = [mark + ":", "TODO"].first(where: text.hasPrefix) else { return nil }
    return text.dropFirst(own.count).drop { $0 == ":" || $0.isWhitespace }
  }
}
