import Cohorts
import Foundation
import Tables

/// A table as a draft looks at it: what each column could be.
struct DraftTable {
  /// The file, relative to the folder of the protocol.
  let file: String
  let table: Table

  /// Whether every row has a value of its own.
  func isUnique(_ name: String) -> Bool {
    guard table.rowCount > 0, let column = table.column(named: name) else { return false }
    switch column.values {
    case .numbers(let numbers):
      return !numbers.contains { $0.isNaN } && Set(numbers).count == numbers.count
    case .categories(let categories):
      return categories.codes.allSatisfy { $0 >= 0 }
        && Set(categories.codes).count == table.rowCount
    case .dates: return false
    }
  }

  /// The known values of a column of numbers, smallest and largest.
  func observed(_ name: String) -> ClosedRange<Double>? {
    guard case .numbers(let numbers)? = table.column(named: name)?.values else { return nil }
    let known = numbers.filter { $0.isFinite }
    guard let least = known.min(), let most = known.max() else { return nil }
    return least...most
  }

  /// Whether a column holds nothing but 0 and 1, and both.
  func isZeroOne(_ name: String) -> Bool {
    guard case .numbers(let numbers)? = table.column(named: name)?.values else { return false }
    return Set(numbers.filter { !$0.isNaN }) == [0, 1]
  }

  /// The columns of numbers, of dates, of text with few levels.
  var numbers: [String] {
    table.columns.filter { if case .numbers = $0.values { true } else { false } }.map(\.name)
  }
  var dates: [String] {
    table.columns.filter { if case .dates = $0.values { true } else { false } }.map(\.name)
  }
  func levels(_ name: String) -> [String]? {
    guard case .categories(let categories)? = table.column(named: name)?.values else { return nil }
    return categories.levels
  }

  /// The column of dates, best by name; else that of months.
  func time(_ words: [String]) -> EventTimeColumn? {
    if let date = Self.best(dates, words + ["date"]) ?? dates.first { return .date(date) }
    return Self.best(numbers, ["month"]).map { .month($0) }
  }

  /// The first name that holds the first word any name holds.
  static func best(_ names: [String], _ words: [String]) -> String? {
    for word in words {
      if let name = names.first(where: { $0.lowercased().contains(word) }) { return name }
    }
    return nil
  }

  /// A range rounded outwards to the leading digit of its width.
  static func outwards(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width < 1e12, width > 1e-6 else {
      return range.lowerBound.rounded(.down)...range.upperBound.rounded(.up)
    }
    let step = max(pow(10, log10(width).rounded(.down)), width < 1 ? 0.1 : 1)
    return (range.lowerBound / step).rounded(.down) * step...(range.upperBound / step).rounded(.up)
      * step
  }
}
