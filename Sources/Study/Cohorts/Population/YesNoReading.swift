import Tables

/// Reads a column as yes or no: yes/no, y/n, true/false or 0/1, whatever the case of the letters.
enum YesNoReading {
  /// A column that says something else.
  struct Unreadable: Error {
    /// What the column holds, in words.
    let found: String
  }

  /// The answer in each row, `nil` where it is missing.
  static func answers(_ column: Column) throws(Unreadable) -> [Bool?] {
    switch column.values {
    case .numbers(let numbers):
      if let other = numbers.first(where: { !$0.isNaN && $0 != 0 && $0 != 1 }) {
        throw Unreadable(found: "numbers such as \(Stratifier.text(other))")
      }
      return numbers.map { $0.isNaN ? nil : $0 == 1 }
    case .categories(let categories):
      var answers: [Bool] = []
      for level in categories.levels {
        guard let answer = words[level.lowercased()] else {
          throw Unreadable(found: "the text '\(level)'")
        }
        answers.append(answer)
      }
      return categories.codes.map { $0 < 0 ? nil : answers[Int($0)] }
    case .dates: throw Unreadable(found: "dates")
    }
  }

  /// Whether the column can be read so.
  static func reads(_ column: Column) -> Bool { (try? answers(column)) != nil }

  private static let words = [
    "yes": true, "y": true, "true": true, "1": true,
    "no": false, "n": false, "false": false, "0": false,
  ]
}
