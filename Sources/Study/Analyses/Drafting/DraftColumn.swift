import Cohorts
import Tables

/// A column of the table of units with its type, levels and observed range.
struct DraftColumn {
  let text: String
  let comment: String?

  init(_ name: String, in table: DraftTable) {
    let key = YAMLText.quoted(name)
    switch table.table.column(named: name)?.values {
    case .numbers(let numbers)?:
      let codes = table.missingCodes(name)
      let known = Set(numbers.filter { !$0.isNaN && !codes.contains($0) }).sorted()
      guard let observed = table.observed(name) else {
        (text, comment) = ("\(key): {type: number}", "no value yet")
        return
      }
      let missing = codes.map(Stratifier.text).joined(separator: ", ")
      let code = codes.isEmpty ? "" : ", missing: [\(missing)]"
      let asked = codes.isEmpty ? "" : "; \(missing) read as missing: look whether it is"
      let isWhole = known.allSatisfy { $0 == $0.rounded() }
      if DraftWords.holds(name, DraftWords.grade), isWhole, known.count <= 8 {
        let grades = known.allSatisfy { (0...4).contains($0) } ? [0, 1, 2, 3, 4] : known
        text = "\(key): {type: ordinal, levels: [\(Self.list(grades))]\(code)}"
        comment = "observed \(Self.list(known))\(asked)"
      } else if table.isBinary(name) {
        (text, comment) = (
          "\(key): {type: number, range: [0, 1]\(code)}", "observed \(Self.list(known))\(asked)"
        )
      } else {
        text =
          "\(key): {type: number, range: \(YAMLText.range(DraftTable.outwards(observed)))\(code)}"
        comment = "observed \(DraftScore.words(observed)); give the possible range\(asked)"
      }
    case .categories(let categories)?:
      let levels = Self.ordered(
        categories.levels, isGrade: DraftWords.holds(name, DraftWords.grade))
      if table.isForeignDate(name) {
        (text, comment) = ("\(key): {type: text}", "dates other than YYYY-MM-DD are read as text")
      } else if levels.count <= 12, !levels.isEmpty {
        let type = levels == categories.levels ? "category" : "ordinal"
        (text, comment) = ("\(key): {type: \(type), levels: \(YAMLText.list(levels))}", nil)
      } else {
        (text, comment) = ("\(key): {type: \(table.isUnique(name) ? "text" : "category")}", nil)
      }
    case .dates?: (text, comment) = ("\(key): {type: date}", nil)
    case nil: (text, comment) = ("\(key): {}", nil)
    }
  }

  /// Grades in Roman numbers stand in their order, not in that of the alphabet.
  private static func ordered(_ levels: [String], isGrade: Bool) -> [String] {
    let roman = ["0", "I", "II", "III", "IV"]
    guard isGrade, levels.allSatisfy(roman.contains) else { return levels }
    return roman.filter(levels.contains)
  }

  private static func list(_ numbers: [Double]) -> String {
    numbers.map(Stratifier.text).joined(separator: ", ")
  }
}
