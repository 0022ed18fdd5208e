/// What people write instead, and what to write.
extension ConditionParser {
  func expected(_ what: String, at position: Int? = nil) -> Condition.Problem {
    Condition.Problem(position: position ?? index, message: "expected \(what)")
  }

  /// What stands here cannot stand here.
  func trailing(_ what: String) -> Condition.Problem {
    guard index < characters.count else { return expected(what) }
    let word = nextWord()
    switch characters[index] {
    case ")": return expected("\(what), not a `)` that no `(` opens")
    case _ where Self.curlyQuotes.contains(characters[index]): return straightQuotes()
    case "&": return expected("\(what); write `and`, not `&`")
    case "|": return expected("\(what); write `or`, not `|`")
    case ",": return expected("\(what); a decimal mark is a point, and lists stand in `in [...]`")
    case _ where Self.reserved.contains(word.lowercased()) && !Self.reserved.contains(word):
      return expected("\(what); write `\(word.lowercased())` in small letters")
    default: return expected(what)
    }
  }

  /// Other languages' operators after a column's name.
  mutating func refuseForeignOperator(after name: Condition.Name) throws(Condition.Problem) {
    skipSpace()
    for (symbol, meant) in [
      ("=>", "`>=`"), ("=<", "`<=`"), ("=", "`==` to compare (one `=` is not enough)"),
      ("≥", "`>=`"), ("≤", "`<=`"), ("≠", "`!=`"), ("~", "`==` or `in [...]`"),
    ] {
      let start = index
      if take(symbol) { throw expected(meant, at: start) }
    }
    if index < characters.count, characters[index] == "!" {
      throw expected("`!=` or `not in [...]`")
    }
  }

  /// `<>`, `===` and the like: an operator that goes on.
  mutating func refuseSecondHalf(of symbol: String) throws(Condition.Problem) {
    guard index < characters.count, "=<>!".contains(characters[index]) else { return }
    let start = index - symbol.count
    throw expected(
      symbol == "<" && characters[index] == ">" ? "`!=`" : "one of ==, !=, <, <=, >, >=",
      at: start)
  }

  /// `18 <= bmi <= 40`, and `bmi >= 18 <= 40`.
  mutating func refuseChain() throws(Condition.Problem) {
    skipSpace()
    guard index < characters.count, "=<>!≤≥≠".contains(characters[index]) else { return }
    throw expected(
      "`and`, `or` or the end; a comparison has two sides: write `x >= 18 and x <= 40` or "
        + "`x between 18 and 40`")
  }

  func notAName(_ word: String) -> Condition.Problem {
    let wanted = "a column name or a named condition"
    guard index < characters.count else { return expected(wanted) }
    switch characters[index] {
    case ")": return expected("\(wanted), not `)`")
    case "!": return expected("\(wanted); write `not`, not `!`")
    case _ where Self.curlyQuotes.contains(characters[index]): return straightQuotes()
    case "'", "\"": return expected("\(wanted); a name stands in backticks or alone, not in quotes")
    case "-", "+",
      _ where characters[index].isNumber:
      return expected(
        "\(wanted); a number stands on the right of a comparison, and the column is repeated: "
          + "`x == 2 or x == 3`, or `x in [2, 3]`")
    case _ where Self.reserved.contains(word):
      return expected("\(wanted), not `\(word)` (a column of that name stands in backticks)")
    default: return expected(wanted)
    }
  }

  func notALiteral() -> Condition.Problem {
    let wanted = "a number or text in quotes"
    let word = nextWord()
    if Self.curlyQuotes.contains(characters[index]) { return straightQuotes() }
    switch word.lowercased() {
    case "": return expected(wanted)
    case "na", "nan", "null", "nil", "none", "missing":
      return expected("\(wanted); for a missing value write `is missing`, for text `'\(word)'`")
    case _ where word.first?.isLetter ?? false:
      return expected("\(wanted); text stands in quotes: `'\(word)'`")
    default: return expected(wanted)
    }
  }

  private func straightQuotes() -> Condition.Problem {
    expected("straight quotes, ' or \", in place of \(characters[index])")
  }

  private static let curlyQuotes: Set<Character> = ["‘", "’", "“", "”", "„", "‚", "«", "»", "´"]
}
