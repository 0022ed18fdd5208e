import Cohorts
import Formulas
import Foundation
import Tables

/// The covariates to predict for: those asked for, or, where nothing was, every combination that
/// occurs, as long as there are few.
struct CovariatePatterns {
  /// A set of covariates.
  struct Setting {
    let text: String
    let values: [String: String]
  }

  /// The most combinations that are listed without being asked for.
  private static let most = 8

  let settings: [Setting]
  /// How to ask, with a first row's values.
  let example: String

  init(frame: ModelFrame, table: Table, asked: [String]) throws {
    let columns = frame.encoding.requiredColumns.map(\.name)
    let used = frame.rows.map { $0.map { Int($0) } } ?? Array(0..<table.rowCount)
    var seen: Set<String> = []
    var found: [Setting] = []
    for row in used {
      let values = columns.map { Self.text(table, $0, row) }
      let text = zip(columns, values).map { "\($0)=\($1)" }.joined(separator: ",")
      guard seen.insert(text).inserted else { continue }
      found.append(
        Setting(text: text, values: Dictionary(zip(columns, values)) { first, _ in first }))
      if found.count > Self.most { break }
    }
    example = found.first?.text ?? ""
    if asked.isEmpty {
      settings =
        found.count > Self.most
        ? [] : found.sorted { $0.text.compare($1.text, options: .numeric) == .orderedAscending }
    } else {
      settings = try asked.map { Setting(text: $0, values: try CovariateRequest.values($0)) }
    }
  }

  private static func text(_ table: Table, _ name: String, _ row: Int) -> String {
    switch table.column(named: name)?.values {
    case .numbers(let numbers): Stratifier.text(numbers[row])
    case .categories(let categories):
      categories.codes[row] < 0 ? "" : categories.levels[Int(categories.codes[row])]
    default: ""
    }
  }
}
