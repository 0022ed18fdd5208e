import Foundation
import ReferenceTables
import Testing

/// The rows about response in the results of a report.
struct ResponseResults: Decodable {
  struct Row: Decodable {
    struct Context: Decodable { let instrument, threshold, population: String }
    let analysis, statistic: String
    let name, level, state: String?
    let group: [String: String]
    let value, low, high, pValue, month: Double?
    let n: Int
    let events, treated, missing: Int?
    let context: Context?

    enum CodingKeys: String, CodingKey {
      case analysis, statistic, name, level, state, group, value, n, events, treated, missing
      case context
      case low = "conf_low"
      case high = "conf_high"
      case pValue = "p_value"
      case month = "time_months"
    }
  }

  let rows: [Row]

  enum CodingKeys: String, CodingKey { case rows = "results" }

  /// The rows of a statistic of an analysis.
  func find(
    _ analysis: String, _ statistic: String, group: [String: String] = [:], month: Double? = nil,
    name: String? = nil, level: String? = nil
  ) -> [Row] {
    rows.filter {
      $0.analysis == analysis && $0.statistic == statistic && $0.group == group
        && (month == nil || $0.month == month) && (name == nil || $0.name == name)
        && (level == nil || $0.level == level)
    }
  }

  static func load(_ file: URL) throws -> ResponseResults {
    try JSONDecoder().decode(ResponseResults.self, from: Data(contentsOf: file))
  }
}

/// A table of comma-separated text without quotes: cells by column name, row by row.
func plainRows(_ text: String) -> [[String: String]] {
  var lines = text.split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
  guard !lines.isEmpty else { return [] }
  let header = lines.removeFirst()
  return lines.map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
}
