import Cohorts
import Foundation
import Tables

/// A table as a draft looks at it: what each column could be.
struct DraftTable {
  /// The file, relative to the folder of the protocol.
  let file: String
  let table: Table

  var names: [String] { table.columnNames }

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

  /// The known values of a column of numbers, smallest and largest, without codes for missing ones.
  func observed(_ name: String) -> ClosedRange<Double>? {
    let codes = Set(missingCodes(name))
    let known = values(name).filter { !codes.contains($0) }
    guard let least = known.min(), let most = known.max() else { return nil }
    return least...most
  }

  /// The finite values of a column of numbers.
  func values(_ name: String) -> [Double] {
    guard case .numbers(let numbers)? = table.column(named: name)?.values else { return [] }
    return numbers.filter(\.isFinite)
  }

  /// Numbers such as −99 that seem to stand for a missing value, as no other value is negative.
  func missingCodes(_ name: String) -> [Double] {
    let values = values(name)
    guard values.contains(where: { $0 < 0 }) else { return [] }
    let codes: Set<Double> = [-9, -99, -999, -9999]
    let rest = values.filter { !codes.contains($0) }
    guard !rest.isEmpty, rest.allSatisfy({ $0 >= 0 }) else { return [] }
    return codes.intersection(values).sorted()
  }

  /// Whether a column holds nothing but 0 and 1.
  func isBinary(_ name: String) -> Bool {
    let values = values(name)
    return !values.isEmpty && values.allSatisfy { $0 == 0 || $0 == 1 }
  }

  /// Whether a column holds nothing but 0 and 1, and both.
  func isZeroOne(_ name: String) -> Bool { Set(values(name)) == [0, 1] }

  /// The columns of numbers, of dates.
  var numbers: [String] {
    table.columns.filter { if case .numbers = $0.values { true } else { false } }.map(\.name)
  }
  /// Columns of dates, and those of text that holds dates in another order than ISO's.
  var dates: [String] {
    table.columns.filter { if case .dates = $0.values { true } else { false } }.map(\.name)
      + names.filter(isForeignDate)
  }

  /// Whether a column is text such as `31.01.2024`.
  func isForeignDate(_ name: String) -> Bool {
    guard let levels = levels(name), !levels.isEmpty else { return false }
    return levels.allSatisfy { level in
      let parts = level.split(omittingEmptySubsequences: false) { "./-".contains($0) }
      return parts.count == 3 && parts.allSatisfy { $0.allSatisfy(\.isNumber) && !$0.isEmpty }
        && parts.contains { $0.count == 4 }
    }
  }

  /// The levels of a column of text.
  func levels(_ name: String) -> [String]? {
    guard case .categories(let categories)? = table.column(named: name)?.values else { return nil }
    return categories.levels
  }

  /// The distinct values as text, of a column that may name something.
  func texts(_ name: String) -> Set<String> {
    switch table.column(named: name)?.values {
    case .numbers(let numbers)?:
      Set(numbers.filter { $0.isFinite && $0 == $0.rounded() }.map(Stratifier.text))
    case .categories(let categories)?: Set(categories.levels)
    default: []
    }
  }

  /// The value in the first row, as text; nil where it is missing.
  func firstText(_ name: String) -> String? {
    switch table.column(named: name)?.values {
    case .numbers(let numbers)?:
      return numbers.first.flatMap { $0.isNaN ? nil : Stratifier.text($0) }
    case .categories(let categories)?:
      return categories.codes.first.flatMap { $0 < 0 ? nil : categories.levels[Int($0)] }
    case .dates(let days)?:
      return days.first.flatMap { $0 == Column.missingDate ? nil : CalendarDate.text($0) }
    case nil: return nil
    }
  }

  /// The column of dates, best by name; else that of months.
  func time(_ words: [String]) -> EventTimeColumn? {
    let months = DraftWords.best(numbers, DraftWords.month).map { EventTimeColumn.month($0) }
    let date = DraftWords.best(dates, words) ?? DraftWords.best(dates, DraftWords.date)
    return (date ?? (months == nil ? dates.first : nil)).map { .date($0) } ?? months
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
