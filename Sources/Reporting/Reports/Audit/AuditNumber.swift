/// A number as texts write it: `1,234.5`, `.45`, `68,8`, `24·5`.
struct AuditNumber {
  let value: Double
  /// The place after its last character.
  let end: Int

  /// The number that begins at a place, if one does.
  init?(_ characters: [Character], at start: Int) {
    func isDigit(_ place: Int) -> Bool {
      characters.indices.contains(place) && characters[place].isASCII
        && characters[place].isNumber
    }
    func digits(from place: Int) -> Int { (place..<characters.count).prefix(while: isDigit).count }
    let opensDecimals =
      characters[start] == "." && isDigit(start + 1)
      && (start == 0 || characters[start - 1].isWhitespace
        || "(=~<>≈".contains(characters[start - 1]))
    guard isDigit(start) || opensDecimals else { return nil }
    var end = start + digits(from: start)
    // No thousands begin with a nought, and each has three digits; any other comma between digits
    // parts decimals.
    if characters[start] != "0" {
      while end < characters.count, characters[end] == ",", digits(from: end + 1) == 3 { end += 4 }
    }
    var text = String(characters[start..<end].filter { $0 != "," })
    if end < characters.count, ".,·".contains(characters[end]), isDigit(end + 1) {
      let count = digits(from: end + 1)
      text += "." + String(characters[(end + 1)...(end + count)])
      end += 1 + count
    }
    guard let value = Double(text) else { return nil }
    self.value = value
    self.end = end
  }
}
