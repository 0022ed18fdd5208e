import Tables

extension Condition {
  /// How each value of a column compares with a literal; `nil` where it is missing.
  func compare(
    _ column: Column, _ name: Name, _ comparison: Comparison, _ literal: Literal
  ) throws(Problem) -> [Bool?] {
    func fail(_ message: String) -> Problem {
      Problem(position: name.position, message: "`\(name.text)` \(message)")
    }
    switch (column.values, literal) {
    case (.numbers(let numbers), .number(let value)):
      return numbers.map { $0.isNaN ? nil : Self.holds($0, comparison, value) }
    case (.categories(let categories), .text(let value)):
      return Self.answers(categories, try order(categories, name, comparison, value))
    case (.categories(let categories), .number(let value)):
      // A category may have levels that are numbers, as grades do, Roman ones among them.
      switch GradeText.numbers(categories.levels) {
      case .success(let numbers):
        return Self.answers(categories, numbers.map { Self.holds($0, comparison, value) })
      case .failure(let error):
        throw fail(
          "holds text ('\(error.level)' is no number and no grade), so compare it with text in "
            + "quotes")
      }
    case (.numbers, .text):
      throw fail("holds numbers, so compare it with a number without quotes")
    case (.dates(let days), .text(let value)):
      guard let day = CalendarDate.day(value) else {
        throw fail("holds dates, so compare it with one such as '2024-03-31'")
      }
      return days.map { $0 == Column.missingDate ? nil : Self.holds($0, comparison, day) }
    case (.dates, .number):
      throw fail("holds dates, so compare it with one such as '2024-03-31'")
    }
  }

  private static func answers(_ categories: Categories, _ ofLevel: [Bool]) -> [Bool?] {
    categories.codes.map { $0 < 0 ? nil : ofLevel[Int($0)] }
  }

  /// How each level compares with a text: by its place among the levels, where order is asked for.
  private func order(
    _ categories: Categories, _ name: Name, _ comparison: Comparison, _ value: String
  ) throws(Problem) -> [Bool] {
    switch comparison {
    case .equal: return categories.levels.map { $0 == value }
    case .notEqual: return categories.levels.map { $0 != value }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let place = categories.levels.firstIndex(of: value) else {
        let shown = categories.levels.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
        throw Problem(
          position: name.position,
          message: "`\(name.text)` has no level '\(value)' to order the others by; its levels are "
            + "\(shown)")
      }
      return categories.levels.indices.map { Self.holds($0, comparison, place) }
    }
  }

  private static func holds<T: Comparable>(_ left: T, _ comparison: Comparison, _ right: T) -> Bool
  {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
