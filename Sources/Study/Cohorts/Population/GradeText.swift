/// Reads a grade written as text: `2`, `II`, `KL 2`, `KL-II`, `grade 2`.
enum GradeText {
  /// The number of a grade, or nil for text that is none.
  ///
  /// Arabic numbers may be any finite number; Roman ones go from I to V, as far as the radiographic
  /// grades of the hip do.
  static func number(_ text: String) -> Double? {
    var rest = text.lowercased().filter { !$0.isWhitespace }[...]
    for prefix in ["kellgren-lawrence", "kl", "grade"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      if let first = rest.first, "-_".contains(first) { rest = rest.dropFirst() }
    }
    return plain(String(rest))
  }

  /// The numbers of all levels, or the first level that is no number.
  static func numbers(_ levels: [String]) -> Result<[Double], Unreadable> {
    var numbers: [Double] = []
    for level in levels {
      guard let number = number(level) else { return .failure(Unreadable(level: level)) }
      numbers.append(number)
    }
    return .success(numbers)
  }

  /// A level that is no grade.
  struct Unreadable: Error {
    let level: String
  }

  private static func plain(_ text: String) -> Double? {
    if let roman = ["i": 1.0, "ii": 2, "iii": 3, "iv": 4, "v": 5][text] { return roman }
    guard let first = text.first, first.isASCII, first.isNumber || "+-.".contains(first),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }
}
